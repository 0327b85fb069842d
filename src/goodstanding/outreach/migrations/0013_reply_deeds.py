"""More can follow from a reply: texts started again, a call for help answered."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outreach', '0012_print_batch'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='replyact',
            name='a_reply_leads_to_a_known_deed',
        ),
        migrations.AddConstraint(
            model_name='replyact',
            constraint=models.CheckConstraint(condition=models.Q(('deed__in', ['opt_out', 'cease', 'opt_in', 'answer', 'attorney', 'hold', 'circumstance', 'wrong_point', 'dispute', 'promise', 'release', 'report', 'settled'])), name='a_reply_leads_to_a_known_deed'),
        ),
    ]
