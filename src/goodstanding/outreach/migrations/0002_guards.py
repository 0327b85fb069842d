"""Contacts are only ever added: what the law counts cannot be changed afterwards."""

from typing import ClassVar

from django.db import migrations

ADDED_ONLY = """
CREATE FUNCTION outreach_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Contacts are never changed: % on % is refused. Record another contact instead.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER a_contact_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON outreach_contact
    FOR EACH STATEMENT EXECUTE FUNCTION outreach_refuse();
CREATE TRIGGER a_contacts_debt_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON outreach_contactdebt
    FOR EACH STATEMENT EXECUTE FUNCTION outreach_refuse();
"""
FREE = """
DROP TRIGGER a_contact_stays ON outreach_contact;
DROP TRIGGER a_contacts_debt_stays ON outreach_contactdebt;
DROP FUNCTION outreach_refuse();
"""


class Migration(migrations.Migration):
    """Adds the triggers."""

    dependencies: ClassVar = [("outreach", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(ADDED_ONLY, FREE)]
