"""What people said to channels: the last word counts, for all points or for one."""

from datetime import timedelta

import numpy as np

from goodstanding.factsheet.sheet import NOTHING, Words
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
