"""Acts as a night leaves them, put straight into the tables, for the tests of the hand-over."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from goodstanding.strategy.models.hand_over import HandOverAnswered
from goodstanding.strategy.models.night import Act, ActLine
from tests.receivables.cast import Book, item, open_book, person, place

DAY = date(2026, 6, 15)
"""The day of NOON, which is 08:00 in New York."""
HOME = ZoneInfo("America/New_York")


def debtors(count: int, *, name: str = "Larch Utilities") -> list[tuple[Book, int]]:
    """Return so many people of one client, each with a debt of 100.00 that was due long ago."""
    first = open_book(name)
    books = [first, *(first._replace(debtor_id=person(first.client_id, f"Person {one}").id) for one in range(1, count))]
    return [(book, place(book, item(f"INV-{one}", 10_000), reference=f"D-{one}")) for one, book in enumerate(books)]


def plan(
    book: Book, *debts: int, on: date = DAY, listed: tuple[int, ...] = (), item_id: int | None = None, **other: object
) -> int:
    """Plan an act about debts on a day, from nine to six by the clock of New York; return its number."""
    told: dict[str, object] = {
        "night_id": 1, "day": on, "person_id": book.debtor_id, "client_id": book.client_id, "kind": "contact",
        "channel": "email", "contact_point_id": None, "strategy": "agency", "edition": 1, "segment": "early",
        "treatment": "early", "step": "reminder", "template": "reminder", "tone": "friendly", "language": "en",
        "currency": "USD", "balance_minor": 10_000, "value_minor": 900, "planned_at": clock(on, 9),
        "not_before": clock(on, 9), "not_after": clock(on, 18), "entry_id": 1,
    }  # fmt: skip
    act = Act.objects.create(**(told | other))
    for debt in (*debts, *listed):
        ActLine.objects.create(
            act_id=act.pk,
            person_id=book.debtor_id,
            debt_id=debt,
            item_id=item_id,
            strategy=act.strategy,
            treatment=act.treatment,
            step="" if debt in listed else act.step,
            day=on,
            channel=act.channel,
            currency="USD",
            balance_minor=10_000,
        )
    return int(act.pk)


def clock(on: date, hour: int) -> datetime:
    """Return an hour of a day in New York."""
    return datetime.combine(on, time(hour), HOME)


def answers(on: date = DAY) -> dict[int, tuple[str, str]]:
    """Return what became of each act of a day: the answer, and the cause if it was withheld."""
    acts = Act.objects.filter(day=on).values_list("id", flat=True)
    rows = HandOverAnswered.objects.filter(act_id__in=list(acts)).values_list("act_id", "answer", "reason")
    return {act: (answer, reason.partition(":")[0]) for act, answer, reason in rows}
