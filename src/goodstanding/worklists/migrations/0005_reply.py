"""A seventh list: what people answered."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('worklists', '0004_step'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='task',
            name='a_task_is_of_a_known_kind',
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ('exception', 'warning', 'approval', 'call', 'step', 'reach', 'reply'))), name='a_task_is_of_a_known_kind'),
        ),
    ]
