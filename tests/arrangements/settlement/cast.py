"""A debt of a thousand dollars with an offer to settle it, and who works on it."""

from datetime import date, datetime, timedelta

from goodstanding.access.permission import Actor
from goodstanding.access.role import Role
from goodstanding.arrangements.agreement.operations.running import Followed, run_agreement
from goodstanding.arrangements.settlement.operations.offering import Proposed, make_offer
from goodstanding.arrangements.settlement.operations.setting import set_floor, set_policy
from goodstanding.money.amount import Amount
from goodstanding.payments.operations.recording import record
from goodstanding.payments.receipt import Receipt
from tests.receivables.cast import ADMINISTRATOR, NOON, SUPERVISOR, Book, item, open_book, place, usd

__all__ = ["ADMINISTRATOR", "NOON", "SUPERVISOR", "Book", "usd"]
JOB = Actor("job:worker", frozenset(Role) - {Role.CLIENT_USER, Role.AGENCY_USER})


def on(days: int) -> datetime:
    """Return noon so many days after the fifteenth of June."""
    return NOON + timedelta(days=days)


def debt(book: Book | None = None, *, minor: int = 100_000, reference: str = "D-1") -> tuple[Book, int]:
    book = book or open_book()
    return book, place(book, item("I-1", minor), reference=reference)


def with_floor(book: Book, *, share_ppm: int = 500_000, least_minor: int = 0, starts: date = date(2026, 1, 1)) -> None:
    set_floor(
        book.portfolio_id, share_ppm=share_ppm, least_minor=least_minor, starts_date=starts, by=ADMINISTRATOR, at=NOON
    )


def with_policy(book: Book, **values: object) -> None:
    set_policy(book.portfolio_id, values, starts_date=date(2026, 1, 1), by=ADMINISTRATOR, at=NOON)


def offered(
    debt_id: int, minor: int = 60_000, *, by: Actor = ADMINISTRATOR, payments: int = 1, days: int = 30, day: int = 0
) -> int:
    proposed = Proposed(Amount(minor, "USD"), payments=payments, expires_date=on(day + days).date())
    return make_offer(debt_id, proposed, by=by, at=on(day))


def pay(debt_id: int, minor: int, *, day: int) -> int:
    return record(debt_id, Receipt(usd(minor), on(day).date(), "card"), by=SUPERVISOR, at=on(day))


def follow(agreement_id: int, day: int) -> Followed:
    return run_agreement(agreement_id, by=JOB, at=on(day))
