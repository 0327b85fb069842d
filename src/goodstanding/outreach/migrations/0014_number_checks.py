"""Answers of databases of reassigned numbers; they are only added."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0013_reply_deeds"),
    ]

    operations = [
        migrations.CreateModel(
            name="NumberCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.TextField()),
                ("database", models.TextField()),
                ("asked_date", models.DateField()),
                ("since_date", models.DateField()),
                ("answer", models.TextField()),
                ("by", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                ("entry_id", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["number", "-asked_date", "-id"], name="check_by_number")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ("yes", "no", "no_data"))),
                        name="a_check_of_a_number_has_a_known_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("since_date__lte", models.F("asked_date"))),
                        name="a_check_of_a_number_looks_back",
                    ),
                    models.UniqueConstraint(
                        fields=("number", "database", "asked_date", "since_date", "answer"),
                        name="an_answer_is_held_once",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            "CREATE TRIGGER numbercheck_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON outreach_numbercheck"
            " FOR EACH STATEMENT EXECUTE FUNCTION outreach_refuse_message();",
            "DROP TRIGGER numbercheck_stays ON outreach_numbercheck;",
        ),
    ]
