"""Reading a whole text: its head, what is wrong with it, and thousands of damaged documents."""

import random

import pytest

from goodstanding.outreach.template.language.finding import TemplateRefused
from goodstanding.outreach.template.language.reading import read
from tests.outreach.template.samples import BLOCKS, HEAD, SOUND

DAMAGED = 3_000


def test_a_sound_text_is_read() -> None:
    text = read(SOUND)
    assert (text.name, text.language, text.jurisdiction, text.stage) == ("friendly-reminder", "en", "*", "early")
    assert text.channels == ("email", "sms", "letter", "call", "portal")
    assert (text.is_optional, text.attachments, text.edition) == (False, (), 0)
    assert len(text.sha256) == 64
    assert read(SOUND.replace("friendly\n", "friendly\noptional: true\nattachments: [statement]\n")).is_optional


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("template: friendly-reminder\n", "", "does not say its template"),
        ("template: friendly-reminder", "template: Friendly Reminder", "no name of a template"),
        ("language: en", "language: fr", "'fr' is no language. Known are en, es"),
        ("stage: early", "stage: earlie", "is no stage. Did you mean early"),
        ("tone: friendly", "tone: [friendly]", "The tone is one word"),
        ("tone: friendly", "tone: angry", "is no tone"),
        ("tone: friendly", "tone: friendly\njurisdiction: California", "is no place"),
        ("tone: friendly", "tone: friendly\nattachments: statement", "attachments are listed"),
        ("tone: friendly", "tone: friendly\nattachments: [invoice]", "nothing that can be attached"),
        ("tone: friendly", "tone: friendly\nowner: me", "'owner' has no meaning here"),
        ("tone: friendly", "tone: friendly\noptional: perhaps", "is no optional"),
        ("Your account", "x" * 201, "at most 200 characters"),
        (BLOCKS, "blocks: none", "Blocks are listed"),
        (BLOCKS, "", "does not say its blocks"),
    ],
)
def test_what_is_wrong_with_the_head_is_told(old: str, new: str, sentence: str) -> None:
    with pytest.raises(TemplateRefused, match=sentence):
        read((HEAD + BLOCKS).replace(old, new))


@pytest.mark.parametrize("source", ["- a", "just words", "[]", "template:"])
def test_what_is_no_text_at_all_is_refused(source: str) -> None:
    with pytest.raises(TemplateRefused):
        read(source)


def damaged(chance: random.Random) -> str:
    """Return the sound text with a few things done to it that people and networks do."""
    text = SOUND
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(text) + 1)
        far = min(len(text), place + chance.randint(1, 40))
        text = chance.choice(
            (
                text[:place] + text[far:],
                text[:place] + text[place:far] * 2 + text[far:],
                text[:place] + chance.choice(ODD) + text[place:],
                text[:place] + text[place:far][::-1] + text[far:],
                "\n".join(chance.sample(text.splitlines(), len(text.splitlines()))),
            )
        )
    return text


ODD = [
    "{", "}", "**", ":", "- ", "\t", "\x00", "\u202e", "\ud800", "&a", "*a", "!!int", "'", '"', "[", "]", "|", ">",
    "%", "{{", "{a.b.c}", "on: [sms]", "\n", "é", "😀", "#", "\n---\n", "? ", "@", "`", "~", "null",
]  # fmt: skip


def test_a_damaged_document_is_refused_or_read_and_never_breaks() -> None:
    chance = random.Random(20261122)
    told = {"read": 0, "refused": 0}
    for _ in range(DAMAGED):
        try:
            read(damaged(chance))
        except TemplateRefused as refusal:
            assert refusal.findings
            told["refused"] += 1
        else:
            told["read"] += 1
    assert told["refused"] > DAMAGED / 2
    assert told["read"]
