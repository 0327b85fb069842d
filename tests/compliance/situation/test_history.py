"""What a situation says of the past: which debts an event counts on, wrong numbers, consents and hours."""

from typing import Any

import pytest

from goodstanding.compliance.situation.history import consents, events, windows

AT = "2026-05-04T10:00:00-04:00"


def given(**more: Any) -> dict[str, Any]:
    usual = {
        "debts": [{"id": "d1"}, {"id": "d2"}],
        "zone": "America/New_York",
        "action": {"at": "2026-05-05T12:00:00-04:00"},
    }
    return {**usual, **more}


def only(*history: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The first event of a history, as a row."""
    return next(events(given(history=list(history), **more), subject=3))


@pytest.mark.parametrize(
    ("event", "debts"),
    [
        ({"attributed_to": ["d2"], "debts": ["d1"]}, ["d2"]),
        ({"outcome": "conversation", "discussed": ["d2"], "debts": ["d1"]}, ["d2"]),
        ({"outcome": "no_answer", "discussed": ["d2"], "debts": ["d1"]}, ["d1"]),
        ({"debts": ["d1"]}, ["d1"]),
        ({"debts": []}, []),
        ({"discussed": ["d2"]}, ["d2"]),
        ({}, ["d1", "d2"]),
    ],
)
def test_the_debts_an_event_counts_on(event: dict[str, Any], debts: list[str]) -> None:
    assert only({"at": AT, "channel": "call", **event})["counted_debts"] == debts


def test_a_notice_happened_when_it_was_received() -> None:
    row = only({"at": AT, "received_at": "2026-05-05T09:00:00-04:00", "channel": "letter", "direction": "inbound"})
    assert row["at"] == "2026-05-05T09:00:00-04:00"
    assert (row["subject"], row["person"]) == (3, "consumer")


def test_what_has_no_time_is_left_out() -> None:
    assert list(events(given(history=[{"channel": "call"}]), subject=0)) == []


def test_the_number_is_whose_the_direction_says() -> None:
    mobile = {"id": "+1-614-555-0101", "type": "mobile", "place": "home"}
    out = only({"at": AT, "to": mobile["id"]}, consumer={"contacts": [mobile]})
    back = only({"at": AT, "from": mobile["id"], "direction": "inbound"}, consumer={"contacts": [mobile]})
    for row in (out, back):
        assert (row["contact"], row["contact_type"], row["contact_place"]) == (mobile["id"], "mobile", "home")


@pytest.mark.parametrize(
    ("learned", "wrong"),
    [
        ({"event": "learned_number_not_consumers", "at": "2026-05-05T12:00:00-04:00"}, True),
        ({"event": "number_reassigned", "at": "2026-05-05T11:00:00-04:00"}, True),
        ({"event": "learned_number_not_consumers", "at": "2026-05-05T12:00:01-04:00"}, False),
        ({"event": "opted_out", "at": "2026-05-05T11:00:00-04:00"}, False),
    ],
)
def test_a_number_is_wrong_from_when_it_is_learned(learned: dict[str, Any], *, wrong: bool) -> None:
    row = only({"at": AT, "to": "+1-614-555-0101"}, {**learned, "to": "+1-614-555-0101"})
    assert row["wrong_number"] is wrong
    assert only({"at": AT, "to": "+1-614-555-0102"}, {**learned, "to": "+1-614-555-0101"})["wrong_number"] is False


def test_a_consent_is_a_row_for_each_day_and_debt() -> None:
    told = {"at": AT, "only_on": ["2026-05-05", "2026-05-06"], "debts": ["d1", "d9"], "to": "+1-614-555-0101"}
    rows = list(consents(given(consents=[told, {"at": AT, "until": "2026-06-01"}]), subject=0, numbers={(0, "d1"): 4}))
    assert [(row["first_day"], row["last_day"], row["debt"]) for row in rows] == [
        ("2026-05-05", "2026-05-05", 4),
        ("2026-05-05", "2026-05-05", -1),
        ("2026-05-06", "2026-05-06", 4),
        ("2026-05-06", "2026-05-06", -1),
        (None, "2026-06-01", None),
    ], "A consent for a debt that is not there is one for no debt, never for all."
    assert rows[0]["contact"] == "+1-614-555-0101"


def test_hours_are_bits_of_days_and_seconds_of_the_day() -> None:
    wishes = {
        "inconvenient_times": [{"days": ["mon", "sun"], "from": "17:00", "to": "20:00"}],
        "convenient_times": [{}],
    }
    one, other = windows(given(preferences=wishes), subject=0)
    assert (one["sense"], one["weekdays"], one["opens"], one["closes"]) == ("inconvenient", 0b1000001, 61_200, 72_000)
    assert (other["sense"], other["weekdays"], other["opens"], other["closes"]) == ("convenient", 0b1111111, 0, 86_400)


def test_hours_past_midnight_are_the_evening_and_the_next_morning() -> None:
    wishes = {"inconvenient_times": [{"days": ["sat", "sun"], "from": "22:00", "to": "06:00"}]}
    found = [(one["weekdays"], one["opens"], one["closes"]) for one in windows(given(preferences=wishes), subject=0)]
    assert found == [(0b1100000, 79_200, 86_400), (0b1000001, 0, 21_600)]


def test_whoever_calls_from_a_wrong_number_has_still_called() -> None:
    learned = {"event": "learned_number_not_consumers", "at": AT, "to": "+1-614-555-0101"}
    assert only({"at": AT, "from": "+1-614-555-0101", "direction": "inbound"}, learned)["wrong_number"] is False
