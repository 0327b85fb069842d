"""A text in every channel, and what people put into their names."""

import pytest

from goodstanding.outreach.template.facts.example import example_facts
from goodstanding.outreach.template.facts.reading import read as read_facts
from goodstanding.outreach.template.language.finding import TemplateRefused
from goodstanding.outreach.template.language.reading import read
from goodstanding.outreach.template.rendering.render import Rendered, render
from goodstanding.outreach.template.rendering.texting import plainer
from tests.outreach.template.samples import SOUND, only

FACTS = example_facts()
TEXT = read(SOUND)
EVIL = {
    "field": "{total.amount} {house.phone}",
    "markup": "<b>bold</b><script>alert(1)</script>",
    "typst": '#panic("x") *b* "quoted"',
    "formula": '=HYPERLINK("http://evil.test")',
    "bold": "**Rosa**",
    "bidi": "Rosa\u202egnp.exe\u2066",
    "long": "A" * 1_000_000,
    "condition": "' or 1=1 --",
}


@pytest.mark.parametrize(
    ("channel", "filled"),
    [
        ("email", {"subject", "text", "html"}),
        ("portal", {"subject", "text", "html"}),
        ("letter", {"subject", "text", "typst"}),
        ("sms", {"text", "segments"}),
        ("call", {"text"}),
    ],
)
def test_each_channel_has_what_it_needs(channel: str, filled: set[str]) -> None:
    rendered = render(TEXT, channel=channel, facts=FACTS)
    assert {name for name in Rendered.__slots__ if getattr(rendered, name)} == filled
    assert render(TEXT, channel=channel, facts=FACTS) == rendered
    assert "1,234" in rendered.text and "\u00a0" not in rendered.text


def test_a_text_message_is_one_line_with_its_segments() -> None:
    rendered = render(TEXT, channel="sms", facts=FACTS)
    assert rendered.text == (
        "Larch Recovery, a debt collector: USD 1,234.50 is open on JE-104233. Questions? +1 217 555 0100. "
        "Reply STOP to end texts."
    )
    assert rendered.segments == 1


def test_the_first_message_says_more() -> None:
    first = render(TEXT, channel="email", facts=FACTS.saying({"contact.is_first": True})).text
    assert "trying to collect a debt" in " ".join(first.split())
    own = render(TEXT, channel="email", facts=FACTS.saying({"house.is_collector": False})).text
    assert "debt collector" not in own


def test_a_preheader_is_there_and_hidden() -> None:
    text = read(SOUND.replace("subject:", 'preheader: "For {person.name}"\nsubject:'))
    rendered = render(text, channel="email", facts=FACTS)
    assert rendered.preheader == "For Rosa Specimen"
    assert 'display:none;max-height:0;overflow:hidden;opacity:0;">For Rosa Specimen</div>' in rendered.html


def test_a_channel_without_words_is_refused() -> None:
    with pytest.raises(TemplateRefused, match="has no words for 'voicemail'"):
        render(TEXT, channel="voicemail", facts=FACTS)
    silent = read(only("when: promise.date is missing\n    then: [{paragraph: a}]"))
    with pytest.raises(TemplateRefused, match="no words"):
        render(silent, channel="email", facts=FACTS)


@pytest.mark.parametrize("sort", EVIL)
@pytest.mark.parametrize("channel", ["email", "letter", "sms", "call", "portal"])
def test_a_name_is_a_name_whatever_it_says(sort: str, channel: str) -> None:
    text = read(only('paragraph: "Dear {person.name}, you are well."', channel=channel))
    facts = read_facts({"person.name": EVIL[sort], "account.reference": EVIL[sort], "client.name": "Larch"})
    rendered = render(text, channel=channel, facts=facts)
    name = str(facts.values["person.name"])
    name = plainer(name) if channel == "sms" else name
    assert f"Dear {name}, you are well." in " ".join(rendered.text.split())
    everything = rendered.subject + rendered.text + rendered.html + rendered.typst
    assert "1,234.50" not in everything
    assert "<script" not in rendered.html and "<b>" not in rendered.html
    assert "<strong>" not in rendered.html and "#strong" not in rendered.typst
    assert "\u202e" not in everything and "\u2066" not in everything
    assert len(everything) < 20_000
