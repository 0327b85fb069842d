"""What was said of a template stays on record."""

from typing import ClassVar

from django.db import migrations

ADDED_ONLY = """
CREATE FUNCTION outreach_refuse_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was said of a template is never changed: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER a_templates_standing_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON outreach_templatestanding
    FOR EACH STATEMENT EXECUTE FUNCTION outreach_refuse_standing();
"""
FREE = """
DROP TRIGGER a_templates_standing_stays ON outreach_templatestanding;
DROP FUNCTION outreach_refuse_standing();
"""


class Migration(migrations.Migration):
    """Adds the trigger."""

    dependencies: ClassVar = [("outreach", "0003_template_standing")]
    operations: ClassVar = [migrations.RunSQL(ADDED_ONLY, FREE)]
