"""What was withheld is asked for by the day of its night: pages about nights must not slow as nights are added."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the index."""

    dependencies: ClassVar = [("strategy", "0004_withheld_key")]
    operations = [
        migrations.AddIndex(
            model_name="withheld", index=models.Index(fields=["day", "cause"], name="withheld_by_day")
        ),
    ]
