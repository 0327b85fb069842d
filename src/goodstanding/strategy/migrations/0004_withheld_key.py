"""What is withheld once a day is known by the hash of its debts: thousands of numbers fit no row of an index."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Puts the key in place of the one before."""

    dependencies: ClassVar = [("strategy", "0003_approval")]
    operations = [
        migrations.RemoveConstraint(model_name="withheld", name="an_act_is_withheld_once_a_day"),
        migrations.AddConstraint(
            model_name="withheld",
            constraint=models.UniqueConstraint(
                models.F("person_id"),
                models.F("client_id"),
                models.F("day"),
                models.F("kind"),
                models.F("step"),
                models.Func(
                    "debt_ids",
                    models.Value(0),
                    function="hash_array_extended",
                    output_field=models.BigIntegerField(),
                ),
                name="an_act_is_withheld_once_a_day",
            ),
        ),
    ]
