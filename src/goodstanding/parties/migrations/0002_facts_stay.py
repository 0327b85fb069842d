"""What we learned about a person is added to, never changed or deleted."""

from typing import ClassVar

from django.db import migrations

FACTS = ["consent", "preference", "circumstance", "representation"]

GUARDS = """
CREATE FUNCTION parties_fact_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What we learned about a person stays: % on % is refused. Add a later fact.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
""" + "".join(
    f"""
CREATE TRIGGER parties_{fact}_stays BEFORE UPDATE OR DELETE ON parties_{fact}
    FOR EACH ROW EXECUTE FUNCTION parties_fact_stays();
"""
    for fact in FACTS
)

GUARDS_TAKEN_BACK = "DROP FUNCTION parties_fact_stays CASCADE;"


class Migration(migrations.Migration):
    """Puts the guards on every table of facts."""

    dependencies: ClassVar = [("parties", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(GUARDS, GUARDS_TAKEN_BACK)]
