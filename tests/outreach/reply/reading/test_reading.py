"""A reading: rules first, then the classifier, and a person where neither is sure."""

from collections.abc import Mapping
from datetime import date

import pytest

from goodstanding.outreach.reply.reading.reading import Reading, is_machine, read

SUNDAY = date(2026, 11, 22)


class Sure:
    """A classifier that says what it is told to say."""

    edition, threshold, doubt = "of a test", 0.7, 0.2

    def __init__(self, **weights: float) -> None:
        self.weights = weights

    def weigh(self, text: str) -> Mapping[str, float]:  # noqa: ARG002  It has made up its mind.
        return self.weights

    def weightiest(self, text: str, label: str) -> tuple[int, int]:  # noqa: ARG002  It has made up its mind.
        return 0, 1


def reading(
    text: str, *, channel: str = "email", headers: Mapping[str, str] | None = None, **weights: float
) -> Reading:
    return read(
        text, channel=channel, headers=headers or {}, came_date=SUNDAY, classifier=Sure(**(weights or {"other": 1.0}))
    )


def test_what_a_rule_is_sure_of_stands_whatever_the_classifier_says() -> None:
    one = reading("I dispute this debt.", other=1.0)
    assert (one.label, one.is_sure, one.by) == ("dispute", True, "rules")


def test_the_gravest_is_the_main_one_and_the_others_stand_beside_it() -> None:
    one = reading("I dispute this. My lawyer will not be bothered: stop contacting me.")
    assert (one.label, one.scope) == ("stop", "all")
    assert {"dispute", "attorney"} <= one.sure_labels


def test_what_is_urgent_comes_before_everything() -> None:
    assert reading("Stop calling. I want to die.").label == "hardship"


@pytest.mark.parametrize(("weight", "is_sure"), [(0.71, True), (0.7, True), (0.69, False)])
def test_below_the_threshold_a_person_decides(weight: float, is_sure: bool) -> None:
    one = reading("Something or other.", promise=weight, other=1 - weight)
    assert (one.label, one.is_sure) == ("promise", is_sure)
    assert one.by == "classifier of a test"


def test_a_legal_meaning_that_is_half_likely_is_not_outvoted() -> None:
    one = reading("Something or other.", promise=0.78, dispute=0.22)
    assert (one.label, one.is_sure) == ("dispute", False)
    assert reading("Something or other.", promise=0.81, dispute=0.19).label == "promise"


def test_a_rule_that_only_proposes_puts_it_before_a_person() -> None:
    one = reading("I will hire a lawyer if this goes on.", complaint=0.99)
    assert (one.label, one.is_sure) == ("attorney", False)


def test_the_words_that_count_are_quoted_where_they_stand() -> None:
    text = "Hello.\n> Please stop.\nI dispute this debt. Bye."
    one = reading(text)
    assert text[one.start : one.end] == "I dispute this debt"
    assert one.label == "dispute"


def test_what_is_quoted_of_ours_says_nothing() -> None:
    ours = "Fine.\n\nOn Mon, Nov 3, 2026, Larch <help@example.org> wrote:\n> Reply STOP. Dispute it with your attorney."
    assert reading(ours, other=1.0).label == "other"


def test_amounts_and_days_are_kept_for_one_click() -> None:
    details = reading("I can pay $50 on Friday.", promise=1.0).details
    assert details["amounts"] == [{"minor": 5_000, "currency": "USD"}]
    assert details["days"] == ["2026-11-27"]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Auto-Submitted": "auto-replied"}, True),
        ({"auto-submitted": "no"}, False),
        ({"Precedence": "bulk"}, True),
        ({"X-Auto-Response-Suppress": "All"}, True),
        ({"X-Autoreply": "yes"}, True),
        ({"Subject": "Auto-Submitted"}, False),
        ({}, False),
    ],
)
def test_machines_say_that_they_are_machines(headers: Mapping[str, str], expected: bool) -> None:
    assert is_machine(headers) is expected
    assert (reading("Stop!", headers=headers).label == "autoreply") is expected


def test_no_words_are_no_reading() -> None:
    assert not reading("").is_sure
    assert not reading("> quoted only\n").is_sure


@pytest.mark.parametrize(
    ("text", "word"), [("Start", "start"), ("HELP", "help"), ("help me pay this", ""), ("STOP", "")]
)
def test_a_word_alone_in_a_text(text: str, word: str) -> None:
    assert reading(text, channel="sms").word == word
    assert not reading(text, channel="email").word


def test_without_a_classifier_what_no_rule_settles_is_left_to_a_person() -> None:
    one = read("Hello there.", channel="email", headers={}, came_date=SUNDAY, classifier=None)
    assert not one.is_sure
