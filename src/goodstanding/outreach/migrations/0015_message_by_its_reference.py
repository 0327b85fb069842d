"""Posts name a message by its reference alone, so that is what it is found by."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0014_number_checks"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="message",
            name="message_by_reference",
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("reference", ""), _negated=True),
                fields=["reference"],
                name="message_by_its_reference",
            ),
        ),
    ]
