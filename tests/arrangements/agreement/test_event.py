from datetime import UTC, date, datetime

from goodstanding.arrangements.agreement.event import Event, events_in, own_reference
from goodstanding.ledger.posting import Component, Head, Kind, Posted

AT = datetime(2026, 6, 1, tzinfo=UTC)


def line(number: int, kind: Kind, head: Head, minor: int, *, of: int | None = None, cause: Kind | None = None,
         reference: str = "") -> Posted:  # fmt: skip
    component: Component = "principal"
    return Posted(number, kind, cause or kind, date(2026, 6, number), AT, head, component, None, minor, of, reference)


def test_a_receipt_comes_in_and_lowers_what_is_owed() -> None:
    lines = [
        line(1, "receipt", "cash", 100),
        line(1, "receipt", "receivable", -60),
        line(1, "receipt", "unapplied", -40),
    ]
    assert events_in(lines) == [Event(date(2026, 6, 1), 1, 100, -100)]


def test_money_that_was_in_the_books_before_lowers_what_is_owed_and_is_not_received() -> None:
    came = [line(1, "receipt", "cash", 100), line(1, "receipt", "receivable", -100)]
    lines = [one._replace(entry_id=entry) for entry in (7, 8) for one in came]
    assert events_in(lines, since_entry=7) == [Event(date(2026, 6, 1), 1, 100, -200)]


def test_a_reversal_names_what_it_takes_back() -> None:
    lines = [
        line(2, "reversal", "cash", -100, of=1, cause="receipt"),
        line(2, "reversal", "receivable", 100, of=1, cause="receipt"),
    ]
    assert events_in(lines) == [Event(date(2026, 6, 2), 2, -100, 100, 1)]


def test_using_what_was_received_before_is_no_event() -> None:
    assert not events_in([line(3, "allocation", "unapplied", 40), line(3, "allocation", "receivable", -40)])


def test_what_the_agreement_posted_is_left_out() -> None:
    own = own_reference(7)
    lines = [line(4, "waiver", "receivable", -40, reference=own), line(5, "charge", "receivable", 9)]
    assert events_in(lines, own=own) == [Event(date(2026, 6, 5), 5, 0, 9)]
    assert len(events_in(lines, own=own_reference(8))) == 2
