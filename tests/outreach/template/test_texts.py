"""The texts that ship: each is there, reads well, says what the law wants, and can always be written."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from html import unescape
from typing import Any

import pytest

from goodstanding.compliance.disclosure import check_text
from goodstanding.outreach.channels.letter.page import page
from goodstanding.outreach.channels.letter.press import Press
from goodstanding.outreach.template.catalogue import LANGUAGES, shipped
from goodstanding.outreach.template.check.certainty import with_company
from goodstanding.outreach.template.check.check import check
from goodstanding.outreach.template.check.grade import Aim
from goodstanding.outreach.template.check.phrase import faults
from goodstanding.outreach.template.disclosure import disclosures, meanings
from goodstanding.outreach.template.facts.cleaning import clean
from goodstanding.outreach.template.facts.example import example_facts
from goodstanding.outreach.template.facts.facts import Facts
from goodstanding.outreach.template.language.block import Action, Block, Bullets, Grid, Heading, Paragraph, When
from goodstanding.outreach.template.language.words import Words, fields
from goodstanding.outreach.template.rendering.render import Rendered, render
from goodstanding.outreach.template.rendering.texting import segments
from goodstanding.outreach.template.shelf import FOLDER, shipped_texts
from goodstanding.outreach.template.text import EVERYWHERE, TemplateText
from goodstanding.outreach.template.vocabulary import vocabulary
from tests.outreach.template.check.asked import asked

ALL = [(name, language) for name in shipped() for language in LANGUAGES]
EACH = [(name, language, channel) for name, language in ALL for channel in shipped()[name].channels]
every_text = pytest.mark.parametrize(("name", "language"), ALL)
in_every_channel = pytest.mark.parametrize(("name", "language", "channel"), EACH)
SIDES = [(is_collector, is_first) for is_collector in (True, False) for is_first in (True, False)]
HOUSE = {
    "name": "Larch Services", "address": "100 Harbor Street\nSpringfield, IL 62701", "phone": "+12175550100",
    "email": "help@larch.example.com",
}  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>",
    "{total.amount} {{house.name}}",
    '#import "x.typ"; $x$ *bold* _em_ @ref \\ "quoted"',
    "=HYPERLINK(1)",
    "**Rosa** Specimen",
    "Rosa\u202e nemicepS\u0000\u0007",
    "رزا نمونه",
    "N" * 5_000,
)
LONGEST = 20_000


@cache
def text_of(name: str, language: str) -> TemplateText:
    return shipped_texts(name)[language, EVERYWHERE]


def facts_with(*, is_collector: bool = True, is_first: bool = False, is_barred: bool = False) -> Facts:
    told: dict[str, Any] = {
        "house.is_collector": is_collector, "contact.is_first": is_first, "debt.is_time_barred": is_barred,
    }  # fmt: skip
    return example_facts().saying(told)


def without(facts: Facts, names: frozenset[str]) -> Facts:
    return Facts(
        {name: one for name, one in facts.values.items() if name not in names},
        {name: one for name, one in facts.series.items() if name not in names},
    )


def optional(name: str) -> Iterator[frozenset[str]]:
    """Yield what may be missing together where a template is used, and last all of it at once."""
    known = vocabulary()
    brought = with_company(frozenset(shipped()[name].brings))
    missing = [one for one, field in known.fields.items() if field.may_be_missing]
    missing += [one for one, series in known.series.items() if series.may_be_missing]
    groups = {known.known_with(one) for one in missing if one not in brought}
    yield from sorted(groups, key=sorted)
    yield frozenset(one for group in groups for one in group)


def test_the_shelf_holds_the_catalogue_and_nothing_else() -> None:
    found = {(file.parent.name, file.stem) for file in FOLDER.glob("*/*.yaml")}
    assert found == set(ALL)
    for name, language in ALL:
        assert set(text_of(name, language).channels) == set(shipped()[name].channels), (name, language)


@in_every_channel
def test_it_can_be_written_whatever_is_not_known(name: str, language: str, channel: str) -> None:
    text = text_of(name, language)
    for is_collector, is_first in SIDES:
        for is_barred in (False, True):
            facts = facts_with(is_collector=is_collector, is_first=is_first, is_barred=is_barred)
            assert_whole(render(text, channel=channel, facts=facts), channel)
    for names in optional(name):
        assert_whole(render(text, channel=channel, facts=without(facts_with(), names)), channel)


def assert_whole(rendered: Rendered, channel: str) -> None:
    """Nothing is left of a field, and no sentence shows that something is missing in it."""
    shown = unescape(re.sub("<[^>]*>", "", rendered.html.partition("<body")[2]))
    for one in (rendered.subject, rendered.preheader, rendered.text, shown):
        assert not re.search(r"[{}]|\*\*|None", one), one
        assert not re.search(r" [,.;:?]|,\.|\.\.|\(\)", one), one
    assert rendered.text.strip()
    assert bool(rendered.subject) == (channel in ("email", "letter", "portal"))


@every_text
@pytest.mark.law
def test_the_check_finds_nothing_to_refuse_and_nothing_to_remark(name: str, language: str) -> None:
    found = check(text_of(name, language), asked(), aim=Aim(english_grade_max=8))
    assert [str(one) for one in found.findings] == []


@in_every_channel
@pytest.mark.law
def test_the_law_permits_it_from_the_creditor_itself(name: str, language: str, channel: str) -> None:
    """From a collector too, first and later, barred or not: the check above asks that."""
    text = text_of(name, language)
    given = {
        "consumer": {"id": "reader", "country": "US", "state": "OH"}, "history": [], "preferences": {},
        "collector": {"type": "original_creditor", "covered_by_fdcpa": False}, "debts": [{"id": "debt"}],
    }  # fmt: skip
    for stage in ("initial", "later"):
        told = render(text, channel=channel, facts=facts_with(is_collector=False, is_first=stage == "initial"))
        found = check_text(
            f"{told.subject} {told.text}", given, channel=channel, stage=stage, purpose=text.purpose,
            message="limited_content" if channel == "voicemail" else "", lawbook=asked().lawbook, asked_at=asked().at,
        )  # fmt: skip
        assert [one.because for one in found.answers if one.state in ("refused", "unknown")] == []


@in_every_channel
def test_the_creditor_itself_is_no_debt_collector(name: str, language: str, channel: str) -> None:
    for is_first in (True, False):
        facts = facts_with(is_collector=False, is_first=is_first)
        told = render(text_of(name, language), channel=channel, facts=facts).text
        assert not re.search("debt collector|cobrador|collect a debt|cobrar una deuda", told)
        assert channel not in ("sms", "call", "voicemail") or told.count("Larch Recovery") == 1, "Its name, once."


@every_text
def test_nobody_is_threatened_hurried_or_shamed(name: str, language: str) -> None:
    for channel in shipped()[name].channels:
        for is_collector, is_first in SIDES:
            told = render(
                text_of(name, language), channel=channel, facts=facts_with(is_collector=is_collector, is_first=is_first)
            )
            # Tables hold nothing but facts, whose references and currencies stand beside each other in capitals.
            prose = [one for one in told.text.split("\n\n") if "INV-" not in one]
            for one in (told.subject, told.preheader, *prose):
                assert list(faults(one, language=language)) == []


@pytest.mark.parametrize("name", shipped())
def test_both_languages_say_the_same_things(name: str) -> None:
    english, spanish = (text_of(name, language) for language in ("en", "es"))
    for one in ("stage", "tone", "purpose", "is_optional", "attachments", "channels"):
        assert getattr(english, one) == getattr(spanish, one), one
    assert shape(english.blocks) == shape(spanish.blocks)
    assert fields(english.subject) == fields(spanish.subject)
    assert fields(english.preheader) == fields(spanish.preheader)


@pytest.mark.parametrize("name", meanings())
def test_both_languages_of_a_set_text_name_the_same_fields(name: str) -> None:
    def of(language: str) -> set[tuple[str, frozenset[str]]]:
        return {(channel, said) for _, channels, said in leaves(disclosures(language)[name]) for channel in channels}

    assert of("en") == of("es")


def shape(blocks: tuple[Block, ...]) -> list[object]:
    """Return what blocks are, where they stand, when, and which fields they say, without their words."""
    found: list[object] = []
    for block in blocks:
        if isinstance(block, When):
            found.append((block.condition, shape(block.then), shape(block.otherwise)))
        else:
            found += leaves((block,))
    return found


def leaves(blocks: tuple[Block, ...]) -> list[tuple[str, frozenset[str], frozenset[str]]]:
    found: list[tuple[str, frozenset[str], frozenset[str]]] = []
    for block in blocks:
        if isinstance(block, When):
            found += leaves((*block.then, *block.otherwise))
        else:
            said = frozenset(name for words in words_of(block) for name in fields(words))
            found.append((type(block).__name__, frozenset(block.on), said))
    return found


def words_of(block: Heading | Paragraph | Bullets | Grid | Action) -> tuple[Words, ...]:
    if isinstance(block, Heading | Paragraph):
        return (block.words,)
    if isinstance(block, Bullets):
        return block.points
    if isinstance(block, Grid):
        return tuple(words for column in block.columns for words in (column.title, column.cell))
    return (block.label,)


@every_text
def test_text_messages_stay_short_and_in_the_cheap_alphabet(name: str, language: str) -> None:
    if "sms" not in shipped()[name].channels:
        return
    for is_collector, is_first in SIDES:
        for is_barred in (False, True):
            facts = facts_with(is_collector=is_collector, is_first=is_first, is_barred=is_barred)
            counted = segments(render(text_of(name, language), channel="sms", facts=facts).text)
            assert counted.outside == ()
            assert counted.count <= (3 if is_barred else 2)


@in_every_channel
def test_what_a_stranger_wrote_stays_data(name: str, language: str, channel: str) -> None:
    names = ("person.name", "client.name", "account.reference", "dispute.reason", "dispute.answer", "pay.reference")
    for told in map(clean, HOSTILE):
        facts = facts_with(is_first=True).saying(dict.fromkeys(names, told))
        rendered = render(text_of(name, language), channel=channel, facts=facts)
        assert "<script" not in rendered.html
        assert "#import" not in rendered.typst and "*bold*" not in rendered.typst
        assert not re.search("[\u202a-\u202e\u0000-\u0008]", rendered.text + rendered.html)
        assert len(rendered.text) < LONGEST
        if "{" in told and channel == "letter":
            assert "{total.amount}" in " ".join(rendered.text.split()), "It is not read again."


@pytest.mark.parametrize(("name", "language"), [(one, two) for one, two in ALL if "letter" in shipped()[one].channels])
def test_every_letter_prints_on_one_page_whatever_the_names_are(name: str, language: str) -> None:
    press, text = Press(), text_of(name, language)
    for told in ("Rosa Specimen", HOSTILE[0], HOSTILE[2]):
        facts = facts_with(is_first=True, is_barred=True).saying({"person.name": told, "client.name": told})
        rendered = render(text, channel="letter", facts=facts)
        printed = press.print(
            page(rendered.typst, address_lines=["Rosa Specimen", "12 Elm Street", "Springfield, IL 62702"],
                 house=HOUSE, language=language, code="GS000000017Q", day=date(2026, 11, 22), title=rendered.subject)
        )  # fmt: skip
        assert printed.startswith(b"%PDF")
        assert printed.count(b"/Type/Page/") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_voicemail_holds_what_the_law_lists_and_nothing_else(language: str) -> None:
    """12 CFR 1006.2(j): a business name, a request to reply, somebody by name, a number; not even whom it is for."""
    text = text_of("limited-voicemail", language)
    told = render(text, channel="voicemail", facts=facts_with()).text
    assert all(one in told for one in ("Larch Recovery", "Ana Sample", "2 1 7, 5 5 5, 0 1 0 0"))
    assert "Rosa" not in told and "Juniper" not in told and "JE-104233" not in told
    assert told == render(text, channel="voicemail", facts=facts_with(is_collector=False, is_first=True)).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", ["sms", "email"])
def test_an_opt_out_is_confirmed_with_nothing_besides(language: str, channel: str) -> None:
    """12 CFR 1006.14(h)(2)(i): that the request is confirmed and will be kept, and no other information."""
    cases = (facts_with(is_first=True), facts_with(is_collector=False), facts_with(is_barred=True))
    text = text_of("opt-out-confirmation", language)
    (told,) = {render(text, channel=channel, facts=facts).text for facts in cases}
    assert not re.search(r"[0-9]|http|STOP|START|debt|deuda", told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_text_message_has_no_link_to_pay(language: str) -> None:
    text = text_of("reminder", language)
    assert "https://" not in render(text, channel="sms", facts=facts_with(is_first=True)).text
    assert "https://pay." in render(text, channel="sms", facts=facts_with()).text


@pytest.mark.parametrize("name", shipped())
def test_spanish_greets_without_asking_for_a_gender(name: str) -> None:
    told = text_of(name, "es").source
    assert not re.search(r"\b\w+(?:o/a|o\(a\)|a/o)\b", told)
    assert not re.search(r"\b(?:tú|tienes|puedes|tu cuenta|debes|tus)\b", told, re.IGNORECASE), "It says usted."
