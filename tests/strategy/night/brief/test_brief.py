"""The brief of a night tells of every act what a single question would tell, column by column."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoDbBlocker

from goodstanding.compliance.models import CollectorKind
from goodstanding.receivables.models import Client, Debt
from tests.strategy.night.brief.asking import Message, assert_alike
from tests.strategy.night.brief.cast import EARLIER, LATER, WEDNESDAY, Cast, everybody

pytestmark = pytest.mark.django_db
ALL_CHANNELS = ("letter", "email", "sms", "call", "voicemail", "ringless_voicemail")


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    with everybody(django_db_blocker) as found:
        yield found


@pytest.mark.parametrize(
    ("at", "known_at"),
    [
        (WEDNESDAY, LATER),
        (WEDNESDAY, WEDNESDAY - timedelta(hours=22)),
        (WEDNESDAY + timedelta(hours=12), WEDNESDAY),  # Midnight in New York.
        (EARLIER + timedelta(minutes=90), LATER),
        (datetime(2026, 3, 8, 7, 30, tzinfo=UTC), LATER),  # Half past three where half past two was skipped.
        (datetime(2026, 11, 1, 5, 30, tzinfo=UTC), LATER),  # Half past one for the first time.
    ],
)
def test_whatever_befell_a_person_is_told_as_a_single_question_tells_it(
    cast: Cast, at: datetime, known_at: datetime
) -> None:
    channels = ALL_CHANNELS[:4] if at == WEDNESDAY else ("email", "call")
    messages = [Message(tuple(debts), channels) for debts in cast.debts.values()]
    assert assert_alike(messages, at=at, known_at=known_at) > (len(channels) - 1) * len(messages)


def test_a_client_whose_own_money_it_is_and_a_debt_s_own_days_are_told(cast: Cast) -> None:
    client = Client.objects.get()
    CollectorKind.objects.create(client_id=client.pk, kind="original_creditor", recorded_at=EARLIER, entry_id=1)
    number = cast.debts["Plain"][0]
    Debt.objects.filter(account_id=number).update(
        judgment_date=WEDNESDAY.date(), last_payment_date=date(2026, 5, 4), debt_type="student loan"
    )
    messages = [Message((number,), ALL_CHANNELS), Message(tuple(cast.debts["Many"][1:]), ALL_CHANNELS)]
    assert assert_alike(messages, at=WEDNESDAY, known_at=LATER) == 2 * len(ALL_CHANNELS)
    assert assert_alike(messages, at=WEDNESDAY - timedelta(days=1), known_at=LATER) == 2 * len(ALL_CHANNELS)
