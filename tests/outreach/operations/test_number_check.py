"""Recording answers about numbers, and which numbers are stale."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from goodstanding.access.permission import PermissionRefused
from goodstanding.evidence.models import Entry
from goodstanding.outreach.models.number import NumberCheck
from goodstanding.outreach.number_check import Answered, NumberCheckRefused
from goodstanding.outreach.operations.number_check import record_number_checks
from goodstanding.outreach.queries import stale_numbers
from goodstanding.parties.models import ContactPoint
from goodstanding.parties.operations.consent import record_consent
from tests.receivables.cast import AUDITOR, COLLECTOR, NOON, open_book

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
ONE = Answered("+12025550101", TODAY, date(2026, 1, 10), "FCC_RND", "no")


def record(*answers: Answered) -> int:
    return record_number_checks(answers, source="a file", by=COLLECTOR, at=NOON)


def test_answers_are_recorded_once_with_their_entry() -> None:
    other = Answered("+12025550102", TODAY, date(2026, 1, 10), "FCC_RND", "yes")
    assert record(ONE, other, ONE) == 2
    assert record(ONE) == 0
    entry = Entry.objects.get(kind="outreach.numbers_checked")
    assert (entry.rows_count, NumberCheck.objects.filter(entry_id=entry.pk).count()) == (2, 2)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(NumberCheckRefused, match="needs its source"):
        record_number_checks([ONE], source=" ", by=COLLECTOR, at=NOON)
    with pytest.raises(PermissionRefused):
        record_number_checks([ONE], source="a file", by=AUDITOR, at=NOON)
    assert not NumberCheck.objects.exists()


def test_an_answer_is_never_changed() -> None:
    record(ONE)
    for deed in (lambda: NumberCheck.objects.update(answer="yes"), lambda: NumberCheck.objects.all().delete()):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            deed()


def test_numbers_are_stale_by_their_consent_and_their_last_answer() -> None:
    book = open_book()
    points = [
        ContactPoint.objects.create(
            person_id=book.debtor_id, kind="phone", value=f"+1202555010{one}", search_value="1", entry_id=1
        )
        for one in range(4)
    ]
    agreed_at = NOON - timedelta(days=100)
    for point in points[:3]:
        record_consent(book.debtor_id, channel="sms", decision="given", source="Call.", effective_at=agreed_at,
                       contact_point_id=point.pk, by=COLLECTOR, at=agreed_at)  # fmt: skip
    record_consent(book.debtor_id, channel="sms", decision="withdrawn", source="Call.", effective_at=NOON,
                   contact_point_id=points[2].pk, by=COLLECTOR, at=NOON)  # fmt: skip
    record(Answered(points[1].value, TODAY, agreed_at.date(), "FCC_RND", "no"))

    def stale(within: int) -> list[str]:
        return [one.number for one in stale_numbers(until=TODAY + timedelta(days=within), days=60, at=NOON)]

    assert stale(0) == [points[0].value]
    assert stale(60) == [points[0].value]
    assert stale(61) == [points[0].value, points[1].value]
    record(Answered(points[1].value, TODAY, agreed_at.date(), "other", "yes"))
    assert points[1].value in stale(0)
