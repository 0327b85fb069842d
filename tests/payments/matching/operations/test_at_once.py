"""Several looks at the same instant, and one that dies between chunks: every line is applied once."""

from collections.abc import Sequence

import pytest
from django.db.models import Sum

from goodstanding.payments.matching.operations import looking
from goodstanding.payments.matching.operations.chunking import Chunk, Wanted, apply_chunk
from goodstanding.payments.models.bank import LineMatch
from tests.payments.matching.operations.bank_book import bank_account, bank_line, look_now
from tests.payments.test_at_once import PEOPLE, all_at_once, own_database
from tests.receivables.cast import item, open_book, open_minor, place

__all__ = ["own_database"]
LINES, AT_ONCE = 24, 5


def lines_that_wait() -> list[int]:
    """Place debts with a line each that names its item."""
    book, account_id = open_book(), bank_account()
    debts = [place(book, item(f"INV-{n:05d}", 1_000 + n), reference=f"DEBT-{n:05d}") for n in range(LINES)]
    for n in range(LINES):
        bank_line(account_id, 1_000 + n, f"INV-{n:05d}")
    return debts


def check(debts: Sequence[int]) -> None:
    """Every line is one receipt, and every debt is paid."""
    assert LineMatch.objects.count() == LINES
    assert LineMatch.objects.aggregate(minor=Sum("amount_minor"))["minor"] == sum(1_000 + n for n in range(LINES))
    assert [open_minor(debt_id) for debt_id in debts] == [0] * LINES


@pytest.mark.django_db
def test_one_look_applies_every_line_in_several_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "AT_ONCE", AT_ONCE)
    debts = lines_that_wait()
    assert look_now().applied == LINES
    check(debts)


def test_lookers_at_once_apply_every_line_once(own_database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "AT_ONCE", AT_ONCE)
    debts, applied = lines_that_wait(), [0] * PEOPLE

    def work(number: int) -> None:
        applied[number] = look_now().applied

    assert all_at_once(work) == []
    assert sum(applied) == LINES
    check(debts)


def test_a_look_that_dies_between_chunks_goes_on_where_it_was(
    own_database: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(looking, "AT_ONCE", AT_ONCE)
    debts, done = lines_that_wait(), 0

    def dying(wanted: Sequence[Wanted], **told: object) -> Chunk:
        nonlocal done
        if done == 2:
            raise KeyboardInterrupt
        done += 1
        return apply_chunk(wanted, **told)  # type: ignore[arg-type]  # As the look handed it over.

    with monkeypatch.context() as patch:
        patch.setattr(looking, "apply_chunk", dying)
        with pytest.raises(KeyboardInterrupt):
            look_now()
    assert LineMatch.objects.count() == 2 * AT_ONCE
    assert look_now().applied == LINES - 2 * AT_ONCE
    check(debts)
