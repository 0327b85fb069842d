from datetime import UTC, date, datetime

from goodstanding.ledger.posting import Component, Head, Kind, Posted
from goodstanding.workbench.account.journal import journal

AT = datetime(2026, 5, 6, 12, tzinfo=UTC)


def posted(number: int, kind: Kind, head: Head, minor: int, *, day: int = 1, reverses: int | None = None) -> Posted:
    component: Component = "principal"
    cause: Kind = "receipt" if kind == "reversal" else kind
    return Posted(number, kind, cause, date(2026, 5, day), AT, head, component, 9, minor, reverses, entry_id=number)


CHARGE = [posted(1, "charge", "receivable", 1000), posted(1, "charge", "placed", -1000)]
RECEIPT = [
    posted(2, "receipt", "cash", 700, day=2),
    posted(2, "receipt", "receivable", -600, day=2),
    posted(2, "receipt", "unapplied", -100, day=2),
]
BACK = [
    posted(3, "reversal", "cash", -700, day=3, reverses=2),
    posted(3, "reversal", "receivable", 600, day=3, reverses=2),
    posted(3, "reversal", "unapplied", 100, day=3, reverses=2),
]


def test_the_latest_comes_first_with_the_balance_after_it() -> None:
    lines = journal(CHARGE + RECEIPT, currency="USD", items={9: "INV-1"})
    assert [(line.transaction_id, line.change.minor, line.balance.minor) for line in lines] == [
        (2, -700, 300),
        (1, 1000, 1000),
    ]


def test_every_posting_is_shown_on_its_side_with_its_item() -> None:
    (line,) = journal(CHARGE, currency="USD", items={9: "INV-1"})
    assert [(one.head, one.is_debit, one.size.minor, one.item) for one in line.postings] == [
        ("receivable", True, 1000, "INV-1"),
        ("placed", False, 1000, "INV-1"),
    ]
    assert line.rows == 2


def test_postings_stand_in_the_order_of_component_and_head() -> None:
    mixed = [posted(1, "charge", "placed", -5), posted(1, "charge", "receivable", 5)]
    (line,) = journal(mixed, currency="USD", items={})
    assert [one.head for one in line.postings] == ["receivable", "placed"]


def test_an_item_that_is_gone_is_told_by_number() -> None:
    (line,) = journal(CHARGE, currency="USD", items={})
    assert line.postings[0].item == "item 9"


def test_what_was_taken_back_is_marked_and_what_took_it_back_says_so() -> None:
    back, receipt, charge = journal(CHARGE + RECEIPT + BACK, currency="USD", items={})
    assert (back.what, back.is_reversed) == ("receipt taken back", False)
    assert receipt.is_reversed
    assert not charge.is_reversed
    assert back.balance.minor == 1000


def test_an_empty_account_has_no_lines() -> None:
    assert journal([], currency="USD", items={}) == []
