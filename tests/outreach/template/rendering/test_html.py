"""HTML: whole and accessible, nothing loaded from elsewhere, and nothing in it that a person wrote as markup."""

from html.parser import HTMLParser

from goodstanding.outreach.template.facts.example import example_facts
from goodstanding.outreach.template.language.reading import read
from goodstanding.outreach.template.rendering import html
from goodstanding.outreach.template.rendering.passage import Head, Prose, Run, Step
from goodstanding.outreach.template.rendering.render import render
from tests.outreach.template.samples import SOUND


class Tags(HTMLParser):
    """Gathers the tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_mail_says_its_language_and_loads_nothing() -> None:
    page = render(read(SOUND), channel="email", facts=example_facts()).html
    tags = Tags(page)
    assert not tags.open
    assert ("html", {"lang": "en"}) in tags.tags
    assert not {"img", "script", "link", "iframe", "object", "form"} & {tag for tag, _ in tags.tags}
    assert not any("src" in attributes or "background" in attributes for _, attributes in tags.tags)
    assert "url(" not in page
    assert [tag for tag, _ in tags.tags if tag in ("h1", "h2")] == ["h1"]


def test_a_table_names_its_columns_and_rows() -> None:
    tags = Tags(render(read(SOUND), channel="email", facts=example_facts()).html).tags
    assert [attributes["scope"] for tag, attributes in tags if tag == "th"] == ["col", "col", "row", "row"]


def test_nothing_that_comes_from_a_fact_is_markup() -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>&lt;'
    page = html.mail(
        [Prose((Run(evil, is_fact=True), Run(evil, is_bold=True))), Step((Run(evil),), 'https://e.test/"onclick="x')],
        language="en", subject=evil, preheader=evil,
    )  # fmt: skip
    tags = Tags(page)
    assert not {"script", "img"} & {tag for tag, _ in tags.tags}
    assert not any(name.startswith("on") for _, attributes in tags.tags for name in attributes)
    assert tags.text.count(evil) == 5


def test_a_name_read_from_right_to_left_is_set_apart_and_a_second_heading_stands_lower() -> None:
    found = html.content([Head((Run("A"),)), Prose((Run("דוד", is_fact=True),)), Head((Run("B"),))])
    assert "<bdi>דוד</bdi>" in found
    assert "<h1" in found and "<h2" in found


def test_on_a_narrow_screen_each_cell_stands_under_its_title() -> None:
    """A table of five columns is wider than a telephone, and nobody scrolls a mail sideways."""
    rendered = render(read(SOUND), channel="email", facts=example_facts()).html
    assert "@media (max-width:520px)" in rendered
    assert rendered.count('data-title="Reference"') == rendered.count('data-title="Open"') == 2
