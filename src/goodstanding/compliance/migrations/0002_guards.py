"""What was adopted, and what the house said it is, is only ever added to: a replay must find it as it stood."""

from typing import ClassVar

from django.db import migrations

ADDED_ONLY = """
CREATE FUNCTION compliance_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was adopted is never changed: % on % is refused. Adopt or say something newer instead.',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER an_adoption_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON compliance_policyadopted
    FOR EACH STATEMENT EXECUTE FUNCTION compliance_refuse();
CREATE TRIGGER a_kind_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON compliance_collectorkind
    FOR EACH STATEMENT EXECUTE FUNCTION compliance_refuse();
"""
FREE = """
DROP TRIGGER an_adoption_stays ON compliance_policyadopted;
DROP TRIGGER a_kind_stays ON compliance_collectorkind;
DROP FUNCTION compliance_refuse();
"""


class Migration(migrations.Migration):
    """Adds the triggers."""

    dependencies: ClassVar = [("compliance", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(ADDED_ONLY, FREE)]
