"""What happened before, and on which debts it counts."""

from datetime import timedelta

import numpy as np

from goodstanding.factsheet.sheet import NOTHING, Sheet, Truth, Words
from goodstanding.strategy.night.brief.asked import Asked
from goodstanding.strategy.night.brief.history import contacts_of, happened_to, pairs_of, sheet_of
from goodstanding.strategy.night.brief.points import points_of
from tests.strategy.night.brief.small import ANN, BEN, KNOWN, NOW, people, points, said, table

POINTS = (
    {"person_id": ANN, "point_id": 1, "kind": "phone"},
    {"person_id": BEN, "point_id": 2, "kind": "phone", "status": "wrong person", "status_at": NOW - timedelta(hours=2)},
)
DEBTS = np.array([5, 6])
"""The first debt of either person's act; each act is about one debt."""


def contact(number: int, *, hours: int = 1, of: int = ANN, **more: object) -> dict[str, object]:
    happened = NOW - timedelta(hours=hours)
    return {"contact_id": number, "person_id": of, "point_id": of - 10, "reached": "consumer", "direction": "outbound",
            "channel": "call", "outcome": "no_answer", "content": "", "purpose": "", "happened_at": happened,
            "learned_at": happened, **more}  # fmt: skip


def told(*contacts: dict[str, object], about: list[tuple[int, int]] | None = None) -> tuple[Sheet, list[list[int]]]:
    """Return the events behind an act about each person, and which event counts on which act's debt."""
    found, _ = points_of(points(*POINTS), people())
    listed = [{"contact_id": contact, "account_id": debt} for contact, debt in about or []]
    reading = {"contact": table("contact", *contacts), "contact_debt": table("contact_debt", *listed)}
    known = contacts_of(reading, people(), found, known_at=KNOWN)
    contact = Words(np.zeros(2, np.int32), ("contact",))
    asked = Asked(np.arange(2), contact, contact, np.array([0, 1]), np.full(2, int(NOW.timestamp())))
    happened = happened_to(known, found, asked, people=np.arange(2), known_at=KNOWN)
    event, row = pairs_of(happened, known, act=np.arange(2), number=DEBTS)
    return sheet_of(happened, known, found, asked, known_at=KNOWN), sorted(
        [e, r] for e, r in zip(event.tolist(), row.tolist(), strict=True)
    )


def test_events_are_in_order_of_their_time_and_later_ones_are_left_out() -> None:
    sheet, _ = told(contact(3, hours=1), contact(4, hours=2), contact(5, hours=-1), contact(6, of=99))
    mine = sheet.whole("subject") == 0
    assert [one for one, is_hers in zip(said(sheet.column("event_id")), mine, strict=True) if is_hers] == ["c4", "c3"]
    assert said(sheet.column("outcome"))[:2] == ["no_answer", "no_answer"]
    assert said(sheet.column("content"))[:2] == [None, None]


def test_a_number_that_was_somebody_else_s_is_an_event_and_calls_to_it_are_taken_back() -> None:
    sheet, pairs = told(contact(3, of=BEN), contact(4, of=ANN), about=[(3, 6), (4, 5)])
    assert said(sheet.column("event")) == [None, None, "learned_number_not_consumers"]
    wrong = sheet.column("wrong_number")
    assert isinstance(wrong, Truth)
    assert np.asarray(wrong.yes).tolist() == [False, True, True]
    assert said(sheet.column("contact")) == ["1", "2", "2"]
    assert sheet.whole("known_at").tolist()[2] == NOTHING
    assert pairs == [[0, 0], [1, 1], [2, 1]]


def test_a_contact_counts_on_the_debts_it_was_about_and_on_no_other() -> None:
    sheet, pairs = told(contact(3), contact(4, hours=2), about=[(3, 5), (3, 77), (4, 6)])
    assert said(sheet.column("placed_for"))[:2] == ["6", "5\x1f77"]
    assert [one for one in pairs if one[1] == 0] == [[1, 0]]


def test_an_inbound_message_says_where_it_came_from_and_through_what() -> None:
    sheet, _ = told(contact(3, direction="inbound", channel="email", outcome="", point_id=None, reached="debtor"))
    assert said(sheet.column("from_whom"))[0] is None
    assert said(sheet.column("person"))[0] == "consumer"
    accepted = sheet.column("accepted_medium")
    assert isinstance(accepted, Truth)
    assert np.asarray(accepted.yes).tolist()[0]
    sheet, _ = told(contact(3, direction="inbound", point_id=77))
    assert said(sheet.column("from_whom"))[0] == said(sheet.column("contact"))[0] == "77"
    assert said(sheet.column("contact_type"))[0] is None
