"""A key names one deed of each kind: keys that were kept before take the kind of their transaction."""

from typing import ClassVar

from django.db import migrations, models

FREE = "ALTER TABLE ledger_deedkey DISABLE TRIGGER a_deed_key_stays"
STAYS = "ALTER TABLE ledger_deedkey ENABLE TRIGGER a_deed_key_stays"
KINDS = """
UPDATE ledger_deedkey AS k SET kind = t.kind FROM ledger_transaction AS t WHERE t.id = k.transaction_id;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("ledger", "0006_deed_keys")]

    operations: ClassVar = [
        migrations.AddField("deedkey", "kind", models.TextField(default=""), preserve_default=False),
        migrations.RunSQL(FREE, STAYS),
        migrations.RunSQL(KINDS, migrations.RunSQL.noop),
        migrations.RunSQL(STAYS, FREE),
        migrations.RemoveConstraint("deedkey", "a_key_names_a_deed_once"),
        migrations.AddConstraint(
            "deedkey",
            models.UniqueConstraint(fields=("book", "kind", "source_key"), name="a_key_names_a_deed_of_a_kind_once"),
        ),
        migrations.AddConstraint(
            "deedkey",
            models.CheckConstraint(condition=~models.Q(kind=""), name="a_deed_key_says_of_what_kind"),
        ),
    ]
