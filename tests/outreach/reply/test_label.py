"""The meanings of replies fit together."""

from goodstanding.outreach.contact import CONTENTS
from goodstanding.outreach.reply.label import CONTENT, DEEDS, LABELS, LEGAL, STOPS_CONTACT, WAYS


def test_every_word_has_its_sentence() -> None:
    for words in (LABELS, DEEDS):
        assert all(text.endswith(".") and text[0].isupper() for text in words.values())
    assert all(text for text in WAYS.values())


def test_what_is_counted_is_known_to_the_law() -> None:
    assert set(CONTENT) <= set(LABELS)
    assert set(CONTENT.values()) <= set(CONTENTS)


def test_what_the_law_waits_for_and_what_stops_contact_are_meanings() -> None:
    assert {*LEGAL, *STOPS_CONTACT} <= set(LABELS)
    assert tuple(LABELS)[:2] == ("stop", "attorney")
