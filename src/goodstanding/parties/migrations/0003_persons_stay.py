"""Contact points belong to persons who are there, checked once a statement; persons are withdrawn, never deleted."""

from typing import ClassVar

from django.db import migrations

from goodstanding.database.reference_guard import leaves, points_nowhere, points_to, stays

PERSON, POINT = "parties_person", "parties_contactpoint"


class Migration(migrations.Migration):
    """Puts the guards on persons and contact points."""

    dependencies: ClassVar = [("parties", "0002_facts_stay")]
    operations: ClassVar = [
        migrations.RunSQL(
            stays(PERSON) + points_to(POINT, "person_id", PERSON), points_nowhere(POINT, "person_id") + leaves(PERSON)
        )
    ]
