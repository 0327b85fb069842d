"""Tasks are never deleted, and closed once: what lay before somebody, and what became of it, stays on record."""

from typing import ClassVar

from django.db import migrations

KEPT = """
CREATE FUNCTION worklists_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Tasks are never deleted: % on % is refused. Close the task instead.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER a_task_stays BEFORE DELETE OR TRUNCATE ON worklists_task
    FOR EACH STATEMENT EXECUTE FUNCTION worklists_refuse();

CREATE FUNCTION worklists_only_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.closed_at IS NOT NULL OR NEW.closed_at IS NULL OR NEW.outcome = ''
       OR to_jsonb(NEW) - ARRAY['closed_at', 'closed_by', 'outcome']
          <> to_jsonb(OLD) - ARRAY['closed_at', 'closed_by', 'outcome'] THEN
        RAISE EXCEPTION 'Task % is never changed, only closed, once and with an outcome.', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER a_task_is_only_closed BEFORE UPDATE ON worklists_task
    FOR EACH ROW EXECUTE FUNCTION worklists_only_closed();
"""
FREE = """
DROP TRIGGER a_task_stays ON worklists_task;
DROP TRIGGER a_task_is_only_closed ON worklists_task;
DROP FUNCTION worklists_refuse();
DROP FUNCTION worklists_only_closed();
"""


class Migration(migrations.Migration):
    """Adds the triggers."""

    dependencies: ClassVar = [("worklists", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(KEPT, FREE)]
