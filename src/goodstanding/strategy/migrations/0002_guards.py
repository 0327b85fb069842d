"""Acts, their lines, what was withheld and handed over are only ever added: what a night decided cannot be unsaid."""

from typing import ClassVar

from django.db import migrations

TABLES = (
    "act", "actline", "withheld", "callslot", "handoverasked", "handoveranswered", "sealedsheet", "armmembership",
    "edition", "simulation", "standing", "nightpart",
)  # fmt: skip
REFUSE = """
CREATE FUNCTION strategy_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was decided is never changed: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
TRIGGERS = "".join(
    f"CREATE TRIGGER a_decision_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON strategy_{table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION strategy_refuse();\n"
    for table in TABLES
)
FREE = "".join(f"DROP TRIGGER a_decision_stays ON strategy_{table};\n" for table in TABLES)


class Migration(migrations.Migration):
    """Adds the triggers."""

    dependencies: ClassVar = [("strategy", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(REFUSE + TRIGGERS, FREE + "DROP FUNCTION strategy_refuse();")]
