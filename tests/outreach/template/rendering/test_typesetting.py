"""The body of a letter: printed by typst as PDF/UA, with nothing a person wrote taken for markup."""

import re

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as some

from goodstanding.outreach.template.facts.example import example_facts
from goodstanding.outreach.template.language.reading import read
from goodstanding.outreach.template.rendering.passage import Prose, Run
from goodstanding.outreach.template.rendering.render import render
from goodstanding.outreach.template.rendering.typesetting import body, string
from tests.outreach.template.samples import SOUND

HEAD = '#set document(title: "A letter")\n#set text(lang: "en")\n'


def printed(source: str) -> bytes:
    found = typst.compile((HEAD + source).encode(), format="pdf", pdf_standards=["ua-1"])
    assert isinstance(found, bytes)
    return found


def said(source: str) -> list[str]:
    """Return the strings of a source, as typst would read them."""
    return [re.sub(r"\\u\{([0-9a-f]+)\}", lambda one: chr(int(one[1], 16)), text)
            for text in re.findall(r'"((?:[^"\\]|\\.)*)"', source)]  # fmt: skip


def test_a_letter_is_printed_with_its_table_and_links() -> None:
    source = render(read(SOUND), channel="letter", facts=example_facts()).typst
    assert printed(source).startswith(b"%PDF")
    assert "table.header(strong[" in source and "#link(" in source


@pytest.mark.parametrize(
    "evil",
    [
        '"; #panic("x"); "',
        '#read("/etc/passwd")',
        "\\",
        "\\u{22}",
        "] #x [",
        "$x$",
        "*_`@<label>",
        "//",
        "/*",
        "=",
        "\u202d",
    ],
)
def test_nothing_a_person_wrote_is_markup(evil: str) -> None:
    source = body([Prose((Run(evil, is_fact=True), Run(evil, is_bold=True)))])
    assert printed(source)
    assert said(source) == [evil, evil]


@settings(max_examples=60, deadline=None)
@given(some.text(alphabet=some.characters(codec="utf-8"), max_size=30))
def test_any_text_is_a_string_of_typst_and_comes_back(text: str) -> None:
    assert said(string(text)) == [text]
    source = f"#let found = {string(text)}\n#metadata(found) <found>"
    assert printed(source).startswith(b"%PDF")
