"""What a rule's file says of history is read, or refused with its place."""

from typing import Any

import pytest

from goodstanding.compliance.expression.reading import Scope
from goodstanding.compliance.history.reading import fact_sort, history_fact, named_fact
from goodstanding.compliance.lawbook.value import LawbookRefused


@pytest.mark.parametrize(
    ("spec", "sort"),
    [
        ({"count": "channel = 'call'"}, "number"),
        ({"any": "channel = 'call'"}, "truth"),
        ({"latest": "channel = 'call'"}, "instant"),
        ({"earliest": "channel = 'call'", "take": "outcome"}, "text"),
        ({"latest": "event = 'validation_notice_sent'", "take": "disclosed_end"}, "date"),
        ({"consented": {"scope": "additional_calls", "days": ":n"}}, "truth"),
        ({"agreed": "given_to = 'collector'"}, "truth"),
        ({"within_named_hours": "inconvenient"}, "truth"),
        ({"named_any": "inconvenient"}, "truth"),
    ],
)
def test_each_fact_is_of_its_kind(spec: dict[str, Any], sort: str) -> None:
    assert named_fact(spec, Scope(values={"n": "number"}), "here")[1] == sort


def test_the_kind_of_what_is_taken_is_that_of_its_column() -> None:
    made = history_fact({"latest": "channel = 'call'", "take": "channel"}, Scope(), "here")
    assert fact_sort(made) == "text"


@pytest.mark.parametrize(
    ("spec", "sentence"),
    [
        ({"count": "TRUE", "bye": ["debt"]}, "here has unknown keys: bye."),
        ({"by": ["debt"]}, "here wants exactly one of count, any, latest, earliest."),
        ({"count": "TRUE", "any": "TRUE"}, "here wants exactly one of"),
        ({"count": "chanel = 'call'"}, "here: No column or fact is called 'chanel'; did you mean 'channel'?"),
        ({"count": "act_channel = 'call'"}, "here: No column or fact is called 'act_channel'"),
        ({"count": "channel"}, "channel is a word; here stands a yes or no"),
        ({"count": "TRUE", "within_days": ":many"}, "here: The rule has no value called 'many'."),
        ({"latest": "TRUE", "take": "colour"}, "here takes 'colour'; known are subject, at"),
        ({"count": "TRUE", "by": ["street"]}, "here looks up by 'street'; known are person, debt, account"),
        ({"within_named_hours": "awkward"}, "here names hours 'awkward'; known are convenient, inconvenient"),
        ({"named_any": "awkward"}, "here names hours 'awkward'; known are convenient, inconvenient"),
        ({"consented": {"scope": "additional_calls", "days": ":many"}}, "here: The rule has no value called 'many'."),
        ({"consented": {"scope": "additional_calls"}}, "here says of a consent its scope and days, and nothing else."),
        (
            {"count": "TRUE", "without_consented": {"scope": "x"}},
            "here says of a consent its scope and days, and nothing else.",
        ),
        ({"agreed": "given_too = 'collector'"}, "did you mean 'given_to'?"),
    ],
)
def test_what_is_not_said_plainly_is_refused(spec: dict[str, Any], sentence: str) -> None:
    with pytest.raises(LawbookRefused) as refused:
        named_fact(spec, Scope(values={"n": "number"}), "here")
    assert sentence in str(refused.value)
