"""The facts behind messages; and the sample book, asked about in one go and one by one."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from goodstanding.access.permission import OPERATOR
from goodstanding.ingestion.operations.bring_in import bring_in
from goodstanding.receivables.models import Debt
from goodstanding.sample_book.files import write
from goodstanding.sample_book.operations.facts import add_circumstances
from goodstanding.sample_book.situation import SHOWCASE
from goodstanding.strategy.night.brief.books import micros
from tests.strategy.night.brief.asking import Message, assert_alike
from tests.strategy.night.brief.cast import LATER

AS_OF, AT = date(2026, 6, 30), datetime(2026, 7, 1, 9, tzinfo=UTC)
AFTERNOON = AT + timedelta(hours=9)


def test_an_instant_is_counted_to_the_last_microsecond() -> None:
    assert micros(datetime(1970, 1, 2, 0, 0, 1, 999_999, tzinfo=UTC)) == 86_401_999_999


def everybody() -> list[Message]:
    """A message to everybody about all they owe one client."""
    debts: dict[tuple[int, int], list[int]] = {}
    for debt in Debt.objects.filter(debtor__isnull=False, withdrawn_at=None).order_by("account_id"):
        debts.setdefault((debt.debtor_id or 0, debt.client_id), []).append(debt.account_id)
    return [Message(tuple(numbers), ("email", "call")) for numbers in debts.values()]


@pytest.mark.django_db
def test_the_sample_book_is_told_as_single_questions_tell_it(tmp_path: Path) -> None:
    for part in write(tmp_path, seed=1, debtors=len(SHOWCASE), as_of=AS_OF):
        bring_in(part.file, part.map, client_name=part.client, by=OPERATOR, at=AT)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    assert add_circumstances(seed=1, debtors=len(SHOWCASE), as_of=AS_OF, by=OPERATOR, at=AT)
    assert assert_alike(everybody(), at=AFTERNOON, known_at=LATER) > len(SHOWCASE)
