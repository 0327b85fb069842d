"""What a situation says of the person: places, contacts, wishes, representation, and what an act answers."""

from typing import Any

import numpy as np
import pytest

from goodstanding.compliance.lawbook.book import shipped
from goodstanding.compliance.situation.check import check
from goodstanding.compliance.situation.person import candidate_zones, last_payments
from tests.compliance.sample import run, situation, view_of

EAST, WEST, CENTRAL = "America/New_York", "America/Los_Angeles", "America/Chicago"


@pytest.mark.parametrize(
    ("consumer", "zones"),
    [
        ({"timezone": EAST}, [EAST]),
        ({"timezone": EAST, "state": "CA"}, [EAST]),
        ({"state": "CA"}, [WEST]),
        ({"state": "TX", "zip": "79901"}, ["America/Denver"]),
        ({"state": "TX"}, [CENTRAL, "America/Denver"]),
        ({"state": "OH", "contacts": [{"id": "+1", "area_code_timezone": WEST}]}, [WEST, EAST]),
        ({"timezone": EAST, "contacts": [{"id": "+1", "area_code_timezone": WEST}]}, [EAST, WEST]),
        ({"timezone": EAST, "contacts": [{"id": "+1", "timezone": EAST}]}, [EAST]),
        ({}, []),
        ({"state": "ZZ"}, []),
        ({"contacts": [{"id": "+1"}]}, []),
    ],
)
def test_every_zone_a_person_may_be_in(consumer: dict[str, Any], zones: list[str]) -> None:
    assert candidate_zones(consumer) == zones


def test_an_address_tells_what_and_where_it_is() -> None:
    contacts = [{"id": "+1-614-555-0101", "type": "mobile", "place": "work", "line_use": "business", "state": "OH"}]
    view = view_of(
        situation(given={"consumer": {"contacts": contacts}}, to="+1-614-555-0101"), situation(to="+1-614-555-0102")
    )
    assert run("act_to_type", view) == ["mobile", None]
    assert run("act_to_place = 'work' AND act_to_line_use = 'business' AND act_to_state = 'OH'", view) == [True, False]


def answered(*history: dict[str, Any], **when: Any) -> dict[str, Any]:
    asked = {"id": "m1", "at": "2026-05-05T11:00:00-04:00", "direction": "inbound", "channel": "sms"}
    return situation(given={"history": [asked, *history]}, **{"in_reply_to": "m1", "channel": "sms", **when})


def test_an_act_answers_a_message_once_and_in_its_medium() -> None:
    done = {"at": "2026-05-05T11:30:00-04:00", "direction": "outbound", "channel": "sms", "in_reply_to": "m1"}
    view = view_of(answered(), answered(channel="email"), answered(done), answered(in_reply_to="m2"), situation())
    assert run("replies", view) == [True, True, False, False, False]
    assert run("replies_in_kind", view) == [True, False, False, False, False]
    assert run("seconds_since(replied_at)", view) == [3600, 3600, None, None, None]


def test_a_message_is_answered_after_it_came_and_a_later_answer_takes_nothing_away() -> None:
    later = {"at": "2026-05-05T12:00:01-04:00", "direction": "outbound", "channel": "sms", "in_reply_to": "m1"}
    early = [answered(at=f"2026-05-05T{clock}-04:00") for clock in ("10:59:59", "11:00:00")]
    assert run("replies", view_of(answered(later), *early)) == [True, False, True]


def test_an_outbound_message_cannot_be_answered() -> None:
    sent = {"id": "m3", "at": "2026-05-05T11:00:00-04:00", "direction": "outbound", "channel": "sms"}
    assert run("replies", view_of(answered(sent, in_reply_to="m3"))) == [False]


def test_an_attorney_speaks_for_some_debts_or_for_others() -> None:
    def represented(on: list[str], debts: list[str]) -> dict[str, Any]:
        given = {"attorney": {"represents_on": on}, "debts": [{"id": "d1"}, {"id": "d2"}]}
        return situation(given=given, debts=debts)

    view = view_of(
        represented(["d1"], ["d1"]), represented(["d2"], ["d1"]), represented(["d2"], ["d1", "d2"]), situation()
    )
    assert run("attorney_known", view) == [True, True, True, False]
    assert run("attorney_on_these_debts", view) == [True, False, True, False]


def test_wishes_belong_to_whoever_is_reached() -> None:
    wishes = {
        "media_opt_out": ["sms"],
        "spouse": {"media_opt_out": ["call"]},
        "inconvenient_places": [{"place": "work"}],
    }
    view = view_of(
        *[situation(given={"preferences": wishes}, person=person) for person in ("consumer", "spouse", "neighbour")]
    )
    assert run("act_person_media_opt_out", view) == [["sms"], ["call"], []]
    assert run("has(inconvenient_places, 'work')", view) == [True, True, True]


def test_the_last_payment_of_each_debt() -> None:
    found = last_payments([{"payments": ["2026-01-05", "2025-12-01"]}, {"payments": []}, {}])
    view = view_of(situation(given={"debts": [{"id": "d1", "payments": ["2026-01-05", "2025-12-01"]}, {"id": "d2"}]}))
    assert np.asarray(found).shape == (3,)
    assert run("of_debt(debt_last_payment)", view) == ["2026-01-05"]


@pytest.mark.parametrize(
    ("at", "about"),
    [
        ("2026-05-03T11:59:59-04:00", None),
        ("2026-05-03T12:00:00-04:00", "cease_communication"),
        ("2026-05-05T11:59:59-04:00", "cease_communication"),
        ("2026-05-05T12:00:00-04:00", None),
    ],
)
def test_a_letter_is_under_way_from_its_mailing_until_it_comes_in(at: str, about: str | None) -> None:
    mailed, received = "2026-05-03T12:00:00-04:00", "2026-05-05T12:00:00-04:00"
    letter = {"direction": "inbound", "channel": "letter", "content": "cease_communication"}
    history = [{**letter, "at": mailed, "mailed_at": mailed, "received_at": received}]
    assert run("inbound_under_way", view_of(situation(given={"history": history}, at=at))) == [about]


def test_a_mandate_nobody_knows_the_debts_of_is_unknown() -> None:
    attorneys: list[dict[str, Any]] = [{"represents_on": ["d1"]}, {"represents_on": []}, {"name_known": True}]
    view = view_of(*(situation(given={"attorney": one}) for one in attorneys), situation())
    assert run("attorney_on_these_debts", view) == [True, False, None, False]


def test_the_same_act_is_judged_by_what_was_known_earlier() -> None:
    """Replay: a talk that was learned of later does not start a quiet week for whoever asks as of before."""
    talk = {"at": "2026-05-04T10:00:00-04:00", "known_at": "2026-05-06T09:00:00-04:00", "direction": "outbound"}
    given = {
        "consumer": {"id": "c1", "state": "OH", "timezone": "America/New_York"}, "debts": [{"id": "d1"}],
        "collector": {"type": "third_party", "covered_by_fdcpa": True}, "packs": ["us.regf"], "preferences": {},
        "history": [{**talk, "channel": "call", "outcome": "conversation", "debts": ["d1"]}],
    }  # fmt: skip
    act = {
        "kind": "contact",
        "channel": "call",
        "person": "consumer",
        "at": "2026-05-07T10:00:00-04:00",
        "debts": ["d1"],
    }
    asked = [
        {"id": known, "given": given, "when": {"action": {**act, "known_at": known}}}
        for known in ("2026-05-06T08:59:59-04:00", "2026-05-06T09:00:00-04:00")
    ]
    before, after = check(asked, shipped(), asked_at="2026-05-07T14:00:00+00:00")
    assert (before.allowed, after.allowed) == (True, False)
    assert after.rule == "1006.14(b)(2)(i)(B)"
