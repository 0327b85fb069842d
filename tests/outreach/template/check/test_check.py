"""The check of a text: each thing that stands in the way, and each remark, beside a text that is sound."""

import pytest

from tests.outreach.template.check.asked import checked, sentences
from tests.outreach.template.samples import SOUND

LONG = "This is one of many words that make a message long and dear to send. "


def test_a_sound_text_has_nothing_against_it() -> None:
    found = checked(SOUND)
    assert found.findings == ()
    assert not found.is_refused
    assert found.segments == 2
    assert found.grade is not None and found.grade.measure == "Flesch-Kincaid grade"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("template: friendly-reminder", "template: friendly-remindr", "Did you mean 'friendly-reminder'"),
        ("purpose: payment_reminder", "purpose: marketing", "'marketing' is no purpose of it."),
        ('subject: "Your account {account.reference} with {client.name}"\n', "", "have a subject"),
        ("  - on: [call]", "  - on: [sms]", "goes by call, and the text has no words for it"),
        ("Or write to us.", "Or write to {house.email}.", "house.email may be missing here"),
        ("promise.date is known", "total.count > 1", "promise.amount may be missing here"),
        ("A friendly reminder", "PAY THIS NOW", "“PAY THIS NOW” is not said: words in capitals shout"),
        ("Please tell us", "Act now and tell us", "makes a false hurry"),
        ("  - disclosure: collector\n", "", "must say that it is from a debt collector"),
        ("  - disclosure: stop_sms\n", "", "(sms) An electronic message must say"),
        ("  - disclosure: stop_electronic\n", "", "(email) An electronic message must say"),
        ("Please tell us", "We may go to court. Please tell us", "time-barred; the text may not threaten a suit"),
        ("Questions?", LONG * 30, "takes 15 segments; 10 are the most"),
    ],
    ids=lambda told: told[:20],
)
def test_what_stands_in_the_way_is_told(old: str, new: str, sentence: str) -> None:
    assert old in SOUND
    assert sentence in sentences(SOUND.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("Questions?", LONG * 5, "segments; 10 are the most"),
        ("Questions?", "¿Sí? Sí.", "“í” is not in the alphabet of cheap text messages"),
        ("Please tell us", "You must pay. Please tell us", "“must pay” had better not be said"),
        (
            "  - on: [call]",
            "  - on: [voicemail]\n    paragraph: Please call.\n  - on: [call]",
            "does not go by voicemail",
        ),
    ],
    ids=lambda told: told[:20],
)
def test_what_is_only_remarked(old: str, new: str, sentence: str) -> None:
    source = SOUND.replace(old, new)
    assert sentence in sentences(source, weight="warning")
    assert not checked(source).is_refused


def test_a_hard_text_is_remarked_with_how_hard_it_is() -> None:
    hard = (
        "Notwithstanding aforesaid considerations, immediate remuneration arrangements necessitate administrative " * 3
    )
    told = sentences(SOUND.replace("We have not yet received", hard + "we have not received"), weight="warning")
    assert "reads harder than it should: Flesch-Kincaid grade" in told


def test_findings_name_the_line_of_the_text() -> None:
    lines = SOUND.replace("Or write to us.", "Act now.").splitlines()
    found = checked("\n".join(lines)).findings
    assert [lines[one.line - 1].strip().startswith("- list") for one in found] == [True]


def test_voicemail_may_hold_nothing_but_limited_content() -> None:
    head = SOUND[: SOUND.index("blocks:")].replace("friendly-reminder", "limited-voicemail")
    head = head.replace("purpose: payment_reminder", "purpose: debt_recovery")
    assert checked(head + "blocks:\n  - disclosure: limited_content\n").findings == ()
    told = sentences(head + "blocks:\n  - on: [voicemail]\n    paragraph: Please call about your balance.\n")
    assert "asks for a reply and speaks of no debt" in told
