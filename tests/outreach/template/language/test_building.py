"""Blocks built from a page: where they stand, what they inherit, and everything that is wrong with them."""

import pytest

from goodstanding.outreach.template.language.block import Action, Grid, Paragraph, When
from goodstanding.outreach.template.language.finding import TemplateRefused
from goodstanding.outreach.template.language.reading import read
from tests.outreach.template.samples import only


def test_a_block_stands_in_what_is_written_unless_it_says_otherwise() -> None:
    text = read(only("paragraph: one", "paragraph: two\n    on: [sms, call]"))
    assert [sorted(block.on) for block in text.blocks if isinstance(block, Paragraph)] == [
        ["email", "letter", "portal"], ["call", "sms"],
    ]  # fmt: skip


def test_blocks_under_a_condition_stand_where_the_condition_says() -> None:
    (block,) = read(only("when: pay.link is known\n    on: [sms]\n    then: [{paragraph: a}]")).blocks
    assert isinstance(block, When)
    (inner,) = block.then
    assert isinstance(inner, Paragraph)
    assert inner.on == {"sms"}


def test_a_set_text_stands_where_it_is_written_for_or_where_it_is_wanted() -> None:
    everywhere = read(only("paragraph: a", "disclosure: collector"))
    assert everywhere.channels == ("email", "letter", "portal")
    wanted = read(only("paragraph: a", "disclosure: collector\n    on: [sms]"))
    assert wanted.channels == ("email", "sms", "letter", "portal")
    alone = read(only("disclosure: limited_content"))
    assert alone.channels == ("voicemail",)


def test_a_table_and_an_action_are_what_they_say() -> None:
    table = 'table: {each: plan.instalments, caption: All, columns: [{title: No., cell: "{instalment.number}"}]}'
    text = read(only(table, 'action: {label: Pay, link: "{pay.link}"}'))
    grid, action = text.blocks
    assert isinstance(grid, Grid)
    assert (grid.each, len(grid.columns), grid.columns[0].align) == ("plan.instalments", 1, "left")
    assert isinstance(action, Action)
    assert action.link == "pay.link"


@pytest.mark.parametrize(
    ("block", "sentence"),
    [
        ('paragraph: "{totl.amount}"', "no field 'totl.amount'. Did you mean total.amount"),
        ('paragraph: "{lines}"', "is a series"),
        ('paragraph: "{line.amount}"', "only in a table"),
        ('paragraph: "{contact.is_first}"', "in conditions only"),
        ("paragraph: [a]", "The paragraph is a sentence"),
        ("paragraph: a\n    on: [smss]", "'smss' is no channel of a text. Did you mean sms"),
        ("paragraph: a\n    on: []", "at least one channel"),
        ("paragraph: a\n    extra: b", "'extra' has no meaning in a paragraph"),
        ("paragraph: a\n    heading: b", "A block is one of"),
        ("paragraf: a", "Did you mean paragraph"),
        ("just words", "A block is one of"),
        ("heading: a\n    on: [sms]", "A heading cannot stand in sms"),
        ("list: a", "A list has points"),
        ("table: {each: line, columns: []}", "There is no series 'line'. Did you mean lines"),
        ("table: {each: lines}", "does not say its columns"),
        ("table: {each: lines, columns: [{title: a}]}", "does not say its cell"),
        ("table: {each: lines, columns: [{title: a, cell: b, align: middle}]}", "is no side"),
        ("table: {each: lines, columns: [{title: a, cell: '{instalment.date}'}], rows: 3}", "no meaning in a table"),
        ("table: {each: lines, columns: []}", "columns of a table are listed"),
        ("action: {label: a, link: 'https://example.com'}", "one field that is a link"),
        ("action: {label: a, link: '{person.name}'}", "one field that is a link"),
        ("action: pay", "The action says its label and its link"),
        ("disclosure: colector", "no disclosure 'colector'. Did you mean collector"),
        ("disclosure: stop_sms\n    on: [letter]", "is not written for letter"),
        ("when: days > 3\n    then: [{paragraph: a}]", "There is no field 'days'"),
        ("when: total.count > 3", "What stands `then`"),
        ("when: [a]\n    then: []", "A condition is one line"),
        ("when: total.count > 3\n    then: a", "Blocks are listed"),
    ],
)
def test_what_is_wrong_with_a_block_is_told(block: str, sentence: str) -> None:
    with pytest.raises(TemplateRefused, match=sentence):
        read(only(block))


def test_everything_wrong_is_told_together_with_its_lines() -> None:
    with pytest.raises(TemplateRefused) as caught:
        read(only('paragraph: "{one}"', "paragraf: b", 'paragraph: "x {two}"'))
    assert [(one.line, one.column) for one in caught.value.findings] == [(8, 18), (9, 5), (10, 20)]
