"""What the law wants in a text, by place, channel and stage."""

import pytest

from goodstanding.outreach.template.check.law import findings
from tests.outreach.template.check.asked import asked

LATER = "This is from a debt collector. Reply STOP to end texts."
FIRST = (
    "We are trying to collect a debt and will use any information you give us to help collect it. Reply STOP to end."
)


@pytest.mark.law
@pytest.mark.parametrize(
    ("words", "place", "channel", "stage", "count"),
    [
        (LATER, "*", "sms", "later", 0),
        (LATER, "*", "sms", "initial", 1),
        (FIRST, "US-CA", "sms", "initial", 0),
        ("Hello.", "US", "letter", "later", 1),
        ("Hello.", "US", "sms", "later", 2),
        ("Hello.", "GB", "sms", "later", 0),
        ("Please call us.", "*", "voicemail", "later", 0),
        ("Please pay.", "*", "voicemail", "later", 1),
    ],
)
def test_the_lawbook_is_asked(words: str, place: str, channel: str, stage: str, count: int) -> None:
    assert len(findings(words, asked(), jurisdiction=place, channel=channel, stage=stage)) == count


@pytest.mark.law
def test_a_time_barred_debt_has_rules_of_its_own() -> None:
    words = LATER + " We may go to court."
    assert not findings(words, asked(), jurisdiction="*", channel="sms", stage="later")
    (found,) = findings(words, asked(), jurisdiction="*", channel="sms", stage="later", is_barred=True)
    assert "1006.26(b)" in found.sentence and "where the debt is time-barred" in found.sentence
