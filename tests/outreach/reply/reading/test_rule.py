"""The rules: what each hears, and what takes it back."""

import pytest

from goodstanding.outreach.reply.label import LABELS, LEGAL
from goodstanding.outreach.reply.reading.body import plain
from goodstanding.outreach.reply.reading.rule import Finding, findings, rules, sentence_around


def heard(text: str, *, channel: str = "email") -> set[str]:
    """Return the labels that the rules are sure of."""
    return {one.label for one in findings(plain(text), channel=channel) if one.is_sure}


def found(text: str, rule: str, *, channel: str = "email") -> Finding | None:
    return next((one for one in findings(plain(text), channel=channel) if one.rule == rule), None)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("STOP", "stop"), ("Ya no me escriban.", "stop"), ("Cease and desist.", "stop"), ("Leave me alone", "stop"),
        ("I am represented by counsel.", "attorney"), ("Hable con mi abogado.", "attorney"),
        ("I dispute this debt.", "dispute"), ("Yo no debo nada.", "dispute"), ("Not mine.", "dispute"),
        ("I filed chapter 7.", "bankruptcy"), ("Estoy en bancarrota.", "bankruptcy"),
        ("He passed away.", "death"), ("Mi papá falleció.", "death"),
        ("Wrong number.", "wrong_person"), ("Número equivocado.", "wrong_person"),
        ("I refuse to pay.", "refusal"), ("No pienso pagar.", "refusal"),
    ],
)  # fmt: skip
def test_what_is_heard(text: str, label: str) -> None:
    assert label in heard(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Please don't stop calling, I want to sort this out.", "stop"),
        ("If you don't call me by Friday I will write.", "stop"),
        ("Please do not call me at work.", "stop"),
        ("I had the bank stop the payment.", "stop"),
        ("I cannot afford a lawyer.", "attorney"),
        ("I got a letter from your attorney.", "attorney"),
        ("Do I need a lawyer?", "attorney"),
        ("I will hire a lawyer if this goes on.", "attorney"),
        ("I already wrote to the attorney general.", "attorney"),
        ("I am not disputing this.", "dispute"),
        ("I want to avoid bankruptcy.", "bankruptcy"),
        ("If I have to, I might file for bankruptcy.", "bankruptcy"),
        ("Sorry, my phone died.", "death"),
        ("I sell real estate.", "death"),
        ("I will not be able to pay before June.", "refusal"),
        ("I won't pay until Friday.", "refusal"),
    ],
)
def test_what_takes_it_back(text: str, label: str) -> None:
    assert label not in heard(text)


def test_what_may_come_is_put_before_a_person() -> None:
    one = found("I will hire a lawyer if this goes on.", "an attorney may come")
    assert one is not None and not one.is_sure
    assert found("I want to avoid bankruptcy.", "bankruptcy may come") is not None


@pytest.mark.parametrize(
    "text",
    [
        "I want to kill myself", "no quiero vivir", "thinking about suicide", "I'd be better off dead",
        "I will burn down your office", "me voy a matar",
    ],
)  # fmt: skip
def test_danger_is_urgent(text: str) -> None:
    assert any(one.is_urgent and one.is_sure for one in findings(plain(text), channel="sms"))


def test_a_stop_says_which_channel_and_how_far() -> None:
    calls = found("Stop calling me", "stop a channel")
    assert calls is not None and (calls.channels, calls.scope) == (("call",), "channel")
    everything = found("Do not contact me again.", "cease all contact")
    assert everything is not None and everything.scope == "all"


def test_a_word_alone_stops_only_where_it_stands_alone() -> None:
    assert "stop" in heard("End", channel="sms")
    assert "stop" not in heard("See you at the end of the month", channel="sms")


def test_every_rule_is_of_a_known_meaning_and_the_law_has_some() -> None:
    assert {one.label for one in rules()} <= set(LABELS)
    assert set(LEGAL) <= {one.label for one in rules() if one.is_sure}


def test_a_sentence_ends_where_sentences_end() -> None:
    text = "Hi there! I dispute it; really. Bye"
    start, end = sentence_around(text, text.index("dispute"), text.index("dispute") + 7)
    assert text[start:end] == "I dispute it"


@pytest.mark.parametrize(
    "text", ["a" * 50_000, "stop " * 10_000, "my my my " * 10_000, "no me " * 10_000, ". " * 20_000]
)
def test_no_text_keeps_a_rule_busy_for_ever(text: str) -> None:
    findings(text[:40_000], channel="sms")
