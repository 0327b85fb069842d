"""The triggers that make the log append-only, and the empty head it starts from."""

from typing import ClassVar

from django.db import migrations

GUARDS = """
CREATE FUNCTION evidence_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The evidence log only grows: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION evidence_head_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.size <= OLD.size THEN
        RAISE EXCEPTION 'The evidence log only grows: its head cannot go from % to %.', OLD.size, NEW.size
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION evidence_body_goes_on_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM evidence_entry
        WHERE kind = 'evidence.body_erased' AND subjects @> ARRAY['entry:' || OLD.entry_id]
    ) THEN
        RAISE EXCEPTION 'The body of entry % goes only after an entry that says so.', OLD.entry_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;

CREATE TRIGGER evidence_entry_stays BEFORE UPDATE OR DELETE ON evidence_entry
    FOR EACH ROW EXECUTE FUNCTION evidence_refuse();
CREATE TRIGGER evidence_entry_is_never_emptied BEFORE TRUNCATE ON evidence_entry
    FOR EACH STATEMENT EXECUTE FUNCTION evidence_refuse();

CREATE TRIGGER evidence_node_stays BEFORE UPDATE OR DELETE ON evidence_node
    FOR EACH ROW EXECUTE FUNCTION evidence_refuse();
CREATE TRIGGER evidence_node_is_never_emptied BEFORE TRUNCATE ON evidence_node
    FOR EACH STATEMENT EXECUTE FUNCTION evidence_refuse();

CREATE TRIGGER evidence_entryrows_stay BEFORE UPDATE OR DELETE ON evidence_entryrows
    FOR EACH ROW EXECUTE FUNCTION evidence_refuse();
CREATE TRIGGER evidence_entryrows_are_never_emptied BEFORE TRUNCATE ON evidence_entryrows
    FOR EACH STATEMENT EXECUTE FUNCTION evidence_refuse();

CREATE TRIGGER evidence_body_stays BEFORE UPDATE ON evidence_body
    FOR EACH ROW EXECUTE FUNCTION evidence_refuse();
CREATE TRIGGER evidence_body_goes_on_record BEFORE DELETE ON evidence_body
    FOR EACH ROW EXECUTE FUNCTION evidence_body_goes_on_record();
CREATE TRIGGER evidence_body_is_never_emptied BEFORE TRUNCATE ON evidence_body
    FOR EACH STATEMENT EXECUTE FUNCTION evidence_refuse();

-- The planner knows little about words in arrays and would rather read the whole log; here it may not.
CREATE FUNCTION evidence_entries_about(wanted text[], wanted_ids bigint[], before bigint, most integer)
RETURNS SETOF bigint LANGUAGE sql STABLE SET enable_seqscan = off AS $$
    SELECT id FROM evidence_entry
    WHERE (subjects && wanted OR id = ANY (wanted_ids)) AND (before IS NULL OR position < before)
    ORDER BY position + 0 DESC LIMIT most
$$;

INSERT INTO evidence_head (id, size, frontier) VALUES (1, 0, '');

CREATE TRIGGER evidence_head_only_grows BEFORE UPDATE ON evidence_head
    FOR EACH ROW EXECUTE FUNCTION evidence_head_only_grows();
CREATE TRIGGER evidence_head_stays BEFORE DELETE ON evidence_head
    FOR EACH ROW EXECUTE FUNCTION evidence_refuse();
CREATE TRIGGER evidence_head_is_never_emptied BEFORE TRUNCATE ON evidence_head
    FOR EACH STATEMENT EXECUTE FUNCTION evidence_refuse();
"""

# The triggers go with their tables when 0001 is taken back; only the functions are left to remove.
GUARDS_TAKEN_BACK = """
DROP FUNCTION evidence_refuse, evidence_head_only_grows, evidence_body_goes_on_record, evidence_entries_about CASCADE;
DELETE FROM evidence_head;
"""


class Migration(migrations.Migration):
    """Puts the guards on every table of the chapter."""

    dependencies: ClassVar = [("evidence", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(GUARDS, GUARDS_TAKEN_BACK)]
