"""Promises are only ever added, and withdrawn once: what somebody said cannot be changed afterwards."""

from typing import ClassVar

from django.db import migrations

ADDED_ONLY = """
CREATE FUNCTION arrangements_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Promises are never changed: % on % is refused. Withdraw the promise and record another.',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER a_promise_stays BEFORE DELETE OR TRUNCATE ON arrangements_promise
    FOR EACH STATEMENT EXECUTE FUNCTION arrangements_refuse();

CREATE FUNCTION arrangements_only_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
       OR to_jsonb(NEW) - ARRAY['withdrawn_at', 'withdrawn_reason']
          <> to_jsonb(OLD) - ARRAY['withdrawn_at', 'withdrawn_reason'] THEN
        RAISE EXCEPTION 'Promise % is never changed, only withdrawn, and once.', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER a_promise_is_only_withdrawn BEFORE UPDATE ON arrangements_promise
    FOR EACH ROW EXECUTE FUNCTION arrangements_only_withdrawn();
"""
FREE = """
DROP TRIGGER a_promise_stays ON arrangements_promise;
DROP TRIGGER a_promise_is_only_withdrawn ON arrangements_promise;
DROP FUNCTION arrangements_refuse();
DROP FUNCTION arrangements_only_withdrawn();
"""


class Migration(migrations.Migration):
    """Adds the triggers."""

    dependencies: ClassVar = [("arrangements", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(ADDED_ONLY, FREE)]
