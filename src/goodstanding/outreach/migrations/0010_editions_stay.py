"""An edition of a template's text stays as it was saved; it is approved once, and ended once."""

from typing import ClassVar

from django.db import migrations

STAY = """
CREATE FUNCTION outreach_refuse_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (to_jsonb(NEW) - '{approved_by,approved_at,starts_date,ends_date}'::text[])
            = (to_jsonb(OLD) - '{approved_by,approved_at,starts_date,ends_date}'::text[])
        AND (OLD.approved_by = '' AND OLD.approved_at IS NULL AND OLD.starts_date IS NULL AND OLD.ends_date IS NULL
                AND NEW.approved_by <> '' AND NEW.approved_at IS NOT NULL AND NEW.starts_date IS NOT NULL
            OR OLD.approved_by <> '' AND OLD.ends_date IS NULL AND NEW.ends_date IS NOT NULL
                AND NEW.approved_by = OLD.approved_by AND NEW.approved_at = OLD.approved_at
                AND NEW.starts_date = OLD.starts_date)
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'An edition of a text is approved once and ended once, and never changed otherwise: % is refused.',
        TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER an_edition_of_a_text_stays BEFORE UPDATE OR DELETE ON outreach_templateedition
    FOR EACH ROW EXECUTE FUNCTION outreach_refuse_edition();
CREATE TRIGGER editions_of_texts_stay BEFORE TRUNCATE ON outreach_templateedition
    FOR EACH STATEMENT EXECUTE FUNCTION outreach_refuse_edition();
"""
FREE = """
DROP TRIGGER editions_of_texts_stay ON outreach_templateedition;
DROP TRIGGER an_edition_of_a_text_stays ON outreach_templateedition;
DROP FUNCTION outreach_refuse_edition();
"""


class Migration(migrations.Migration):
    """Adds the triggers."""

    dependencies: ClassVar = [("outreach", "0009_channel_rest")]
    operations: ClassVar = [migrations.RunSQL(STAY, FREE)]
