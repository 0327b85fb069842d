"""A text as it was read."""

from goodstanding.outreach.template.language.block import Heading, Paragraph
from goodstanding.outreach.template.language.reading import read
from goodstanding.outreach.template.text import standing
from tests.outreach.template.samples import SOUND, only


def test_what_can_stand_in_a_channel_is_found_under_conditions_too() -> None:
    text = read(only("heading: a", "when: promise.date is known\n    then: [{paragraph: b}]\n    otherwise: []"))
    assert [type(block) for block in standing(text.blocks, "letter")] == [Heading, Paragraph]
    assert not list(standing(text.blocks, "sms"))


def test_an_edition_is_the_same_text_with_its_number() -> None:
    text = read(SOUND).as_edition(3, edition_id=17)
    assert (text.edition, text.edition_id, text.blocks) == (3, 17, read(SOUND).blocks)
