"""What people said to channels: the last word counts, for all points or for one."""

from datetime import timedelta

import numpy as np

from goodstanding.factsheet.sheet import NOTHING, Truth, Words
from goodstanding.strategy.night.brief.asked import Asked
from goodstanding.strategy.night.brief.points import points_of
from goodstanding.strategy.night.brief.wishes import Agreed, agreed_of, columns_of, consents_of, said_of
from tests.strategy.night.brief.small import ANN, KNOWN, NOW, people, points, said, table

POINTS = points(*({"person_id": ANN, "point_id": number, "kind": "phone"} for number in (1, 2)))
CHANNELS = ("sms", "call", "email")


def word(decision: str, *, to: int | None = None, days: int = 3, channel: str = "sms") -> dict[str, object]:
    begun = NOW - timedelta(days=days)
    return {"person_id": ANN, "point_id": to, "channel": channel, "decision": decision, "effective_at": begun,
            "learned_at": begun, "consent_id": 1}  # fmt: skip


def asked(channel: str = "sms") -> Asked:
    """Ann is asked about at her first number and at her second."""
    contact = Words(np.zeros(2, np.int32), ("contact",))
    through = Words(np.full(2, CHANNELS.index(channel), np.int32), CHANNELS)
    return Asked(np.zeros(2, np.int64), contact, through, np.array([0, 1]), np.full(2, int(NOW.timestamp())))


def agreed(*rows: dict[str, object], channel: str = "sms") -> Agreed:
    found, _ = points_of(POINTS, people())
    what = said_of(table("consent", *rows), people(), found, known_at=KNOWN)
    return agreed_of(what, asked(channel), found, people=np.zeros(2, np.int64))


def given(found: Agreed) -> list[bool]:
    return [bool(one) for one in found.since != NOTHING]


def test_a_word_for_all_points_is_for_each_of_them() -> None:
    no = agreed(word("withdrawn"))
    assert (said(no.media), said(no.closed), given(no)) == (["sms", "sms"], ["1\x1f2"] * 2, [False, False])
    assert given(agreed(word("given"))) == [True, True]


def test_a_word_for_one_point_is_for_that_point() -> None:
    no = agreed(word("withdrawn", to=2))
    assert (said(no.media), said(no.closed)) == (["", ""], ["2", "2"])
    assert given(agreed(word("given", to=1))) == [True, False]


def test_the_last_word_counts_and_of_two_at_once_the_no() -> None:
    assert given(agreed(word("withdrawn"), word("given", to=1, days=2))) == [True, False]
    assert given(agreed(word("given", to=1, days=2), word("withdrawn", days=1))) == [False, False]
    at_once = agreed(word("withdrawn"), word("given"))
    assert (given(at_once), said(at_once.media)) == ([False, False], ["sms", "sms"])


def test_what_was_not_known_or_has_not_begun_and_other_channels_count_for_nothing() -> None:
    later = word("given") | {"learned_at": NOW + timedelta(seconds=1)}
    assert given(agreed(later)) == given(agreed(word("given", days=-1))) == [False, False]
    elsewhere = agreed(word("withdrawn"), channel="call")
    assert (said(elsewhere.media), said(elsewhere.closed)) == (["sms", "sms"], ["", ""])


def test_a_text_rests_on_the_consent_to_it() -> None:
    found, _ = points_of(POINTS, people())
    yes = agreed(word("given", to=1))
    columns, consents = columns_of(yes, asked(), found), consents_of(yes, asked(), found)
    assert said(columns["text_number"]) == ["1", "2"]
    assert [day == NOTHING for day in np.asarray(columns["text_consent_on"]).tolist()] == [False, True]
    assert said(columns["email_address"]) == [None, None]
    assert (consents.whole("subject").tolist(), said(consents.column("contact"))) == ([0], ["1"])


def test_what_a_database_said_of_a_number_counts_as_far_as_it_looked_back() -> None:
    def told(answer: str, since_days: int, *, channel: str = "sms") -> tuple[list[str | None], bool, bool, bool]:
        checked = {"check_on": NOW.date(), "check_since": (NOW - timedelta(days=since_days)).date(),
                   "check_database": "FCC_RND", "check_answer": answer}  # fmt: skip
        table_, people_ = points({"person_id": ANN, "point_id": 1, "kind": "phone", **checked}), people()
        found, _ = points_of(table_, people_)
        act = Asked(np.zeros(1, np.int64), Words(np.zeros(1, np.int32), ("contact",)),
                    Words(np.full(1, CHANNELS.index(channel), np.int32), CHANNELS), np.zeros(1, np.int64),
                    np.full(1, int(NOW.timestamp())))  # fmt: skip
        what = said_of(table("consent", word("given", to=1)), people_, found, known_at=KNOWN)
        columns = columns_of(agreed_of(what, act, found, people=np.zeros(1, np.int64)), act, found)
        since_consent = columns["text_check_reassigned_since_consent"]
        assert isinstance(since_consent, Truth)
        is_told = bool(np.asarray(columns["text_check_on"])[0] != NOTHING)
        return said(columns["rnd_disconnected"]), is_told, bool(since_consent.yes[0]), bool(since_consent.no[0])  # type: ignore[index]  # full columns.

    assert told("no", 3) == (["no"], True, False, True)
    assert told("no", 2) == (["no"], True, False, False)
    assert told("yes", 2) == (["yes"], True, True, False)
    assert told("no_data", 3) == (["no_data"], True, False, False)
    assert told("yes", 3, channel="call") == (["yes"], False, False, False)
    assert told("yes", 3, channel="email") == ([None], False, False, False)
