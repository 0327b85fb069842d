"""Tables of replies; what is on record of them stays."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


TABLES = ("reply", "replymatch", "replyreading", "replyact", "mailboxplace")
STAY = "".join(
    f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON outreach_{table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION outreach_refuse_message();"
    for table in TABLES
)
FREE = "".join(f"DROP TRIGGER {table}_stays ON outreach_{table};" for table in TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ('outreach', '0006_messages_stay'),
    ]

    operations = [
        migrations.CreateModel(
            name='MailboxPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mailbox', models.TextField()),
                ('validity', models.BigIntegerField()),
                ('last_uid', models.BigIntegerField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['mailbox', '-id'], name='place_by_mailbox')],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.TextField()),
                ('event_key', models.TextField(unique=True)),
                ('sender', models.TextField(blank=True)),
                ('receiver', models.TextField(blank=True)),
                ('subject', models.TextField(blank=True)),
                ('text', models.TextField(blank=True)),
                ('answers_reference', models.TextField(blank=True)),
                ('headers', models.JSONField(default=dict)),
                ('is_note', models.BooleanField(db_default=False, default=False)),
                ('happened_at', models.DateTimeField()),
                ('learned_at', models.DateTimeField()),
                ('by', models.TextField()),
                ('entry_id', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('channel__in', ('call', 'voicemail', 'ringless_voicemail', 'sms', 'email', 'letter', 'portal', 'push', 'social_private', 'visit_home', 'courier', 'response_form'))), name='a_reply_comes_by_a_known_channel'), models.CheckConstraint(condition=models.Q(('learned_at__gte', models.F('happened_at'))), name='a_reply_is_learned_after_it_happened')],
            },
        ),
        migrations.CreateModel(
            name='ReplyAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deed', models.TextField()),
                ('label', models.TextField()),
                ('facts', models.JSONField(default=dict)),
                ('quote', models.TextField(blank=True)),
                ('by', models.TextField()),
                ('at', models.DateTimeField()),
                ('entry_id', models.BigIntegerField()),
                ('reply', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='outreach.reply')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('deed__in', ['opt_out', 'cease', 'attorney', 'hold', 'circumstance', 'wrong_point', 'dispute', 'promise', 'release', 'report', 'settled'])), name='a_reply_leads_to_a_known_deed')],
            },
        ),
        migrations.CreateModel(
            name='ReplyMatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.TextField()),
                ('person_id', models.BigIntegerField(null=True)),
                ('client_id', models.BigIntegerField(null=True)),
                ('message_id', models.BigIntegerField(null=True)),
                ('contact_point_id', models.BigIntegerField(null=True)),
                ('debt_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('candidates', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('by', models.TextField()),
                ('at', models.DateTimeField()),
                ('entry_id', models.BigIntegerField()),
                ('reply', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matches', to='outreach.reply')),
            ],
            options={
                'indexes': [models.Index(fields=['person_id', 'reply'], name='reply_by_person'), models.Index(condition=models.Q(('message_id', None), _negated=True), fields=['message_id'], name='reply_by_message')],
                'constraints': [models.CheckConstraint(condition=models.Q(('how__in', ['token', 'thread', 'sender', 'reference', 'note', 'portal', 'person', 'several', 'nobody'])), name='a_reply_is_matched_in_a_known_way'), models.CheckConstraint(condition=models.Q(('person_id', None), ('candidates', []), _connector='OR'), name='a_matched_reply_has_no_candidates')],
            },
        ),
        migrations.CreateModel(
            name='ReplyReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.TextField()),
                ('scope', models.TextField(blank=True, db_default='', default='')),
                ('confidence', models.FloatField()),
                ('quote', models.TextField(blank=True)),
                ('quote_start', models.PositiveIntegerField()),
                ('quote_end', models.PositiveIntegerField()),
                ('rule', models.TextField(blank=True)),
                ('findings', models.JSONField(default=list)),
                ('details', models.JSONField(default=dict)),
                ('is_urgent', models.BooleanField(default=False)),
                ('is_sure', models.BooleanField()),
                ('by', models.TextField()),
                ('at', models.DateTimeField()),
                ('entry_id', models.BigIntegerField()),
                ('reply', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='outreach.reply')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('label__in', ['stop', 'attorney', 'dispute', 'bankruptcy', 'death', 'wrong_person', 'hardship', 'complaint', 'refusal', 'paid', 'promise', 'callback', 'question', 'other', 'autoreply'])), name='a_reading_has_a_known_label'), models.CheckConstraint(condition=models.Q(('confidence__gte', 0), ('confidence__lte', 1)), name='a_confidence_lies_between_none_and_all'), models.CheckConstraint(condition=models.Q(('quote_start__lte', models.F('quote_end'))), name='a_quote_ends_after_it_begins')],
            },
        ),
        migrations.RunSQL(STAY, FREE),
    ]
