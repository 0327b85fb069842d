"""A yes or a no to an act is only ever added, as everything else that was decided."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q

TRIGGER = """
CREATE TRIGGER a_decision_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON strategy_approval
FOR EACH STATEMENT EXECUTE FUNCTION strategy_refuse();
"""


class Migration(migrations.Migration):
    """Adds the table and its trigger."""

    dependencies: ClassVar = [("strategy", "0002_guards")]
    operations = [
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ('act_id', models.BigIntegerField(unique=True)),
                ('approved', models.BooleanField()),
                ('reason', models.TextField()),
                ('by', models.TextField()),
                ('at', models.DateTimeField()),
                ('entry_id', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=~Q(reason=""), name="a_yes_or_no_gives_its_reason")],
            },
        ),
        migrations.AddIndex(
            model_name="act",
            index=models.Index(fields=["day"], condition=~Q(approval=""), name="act_that_needs_a_yes"),
        ),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER a_decision_stays ON strategy_approval;"),
    ]
