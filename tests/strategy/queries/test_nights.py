"""Nights as pages show them: what is asked for by the day is found by the day, however many nights there were."""

import pytest
from django.db import connection
from django.db.models import Count

from goodstanding.strategy.models.night import Withheld
from tests.strategy.operations.planned import DAY

pytestmark = pytest.mark.django_db

DAYS, EACH = 200, 40


def test_what_a_night_withheld_is_found_without_reading_other_nights() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO strategy_withheld (night_id, day, person_id, client_id, kind, strategy, edition, segment,
                treatment, arm, step, cause, rule, reason, tried, debt_ids, entry_id)
            SELECT 1, %s::date - day, person, 1, 'contact', 'agency', 1, 's', 't', '', 'reminder', 'law', '', '', '',
                ARRAY[person], 1
            FROM generate_series(0, %s) AS day, generate_series(1, %s) AS person""",
            [DAY, DAYS - 1, EACH],
        )
        cursor.execute("ANALYZE strategy_withheld")
    asked = Withheld.objects.filter(day=DAY).values("cause").annotate(times=Count("id"))
    assert list(asked) == [{"cause": "law", "times": EACH}]
    plan = asked.explain()
    assert "withheld_by_day" in plan, plan
