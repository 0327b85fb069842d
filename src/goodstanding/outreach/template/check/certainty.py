"""Certainty: a field that may be missing is said only where the text has made sure that it is known."""

from collections.abc import Iterator

from goodstanding.outreach.template.language.block import Action, Block, Bullets, Grid, Heading, Paragraph, When
from goodstanding.outreach.template.language.finding import Finding
from goodstanding.outreach.template.language.knowing import surely_known
from goodstanding.outreach.template.language.page import Place
from goodstanding.outreach.template.language.words import Words, fields
from goodstanding.outreach.template.text import TemplateText
from goodstanding.outreach.template.vocabulary import vocabulary

_TOP = Place(1, 1)


def uncertain(text: TemplateText, *, brings: frozenset[str]) -> list[Finding]:
    """Return a refusal for each place that says a field which may be missing there; `brings` are always known."""
    known = with_company(brings)
    found = [*_missing(text.subject, known, _TOP), *_missing(text.preheader, known, _TOP)]
    return sorted({*found, *_walked(text.blocks, known)})


def with_company(names: frozenset[str]) -> frozenset[str]:
    """Return fields and everything that is known wherever they are."""
    return frozenset(other for name in names for other in vocabulary().known_with(name))


def _walked(blocks: tuple[Block, ...], known: frozenset[str]) -> Iterator[Finding]:
    for block in blocks:
        if isinstance(block, When):
            yield from _walked(block.then, known | with_company(surely_known(block.condition, "true")))
            yield from _walked(block.otherwise, known | with_company(surely_known(block.condition, "not true")))
        elif isinstance(block, Heading | Paragraph):
            yield from _missing(block.words, known, block.place)
        elif isinstance(block, Bullets):
            for point in block.points:
                yield from _missing(point, known, block.place)
        elif isinstance(block, Action):
            yield from _missing(block.label, known, block.place)
        else:
            yield from _of_table(block, known)


def _of_table(block: Grid, known: frozenset[str]) -> Iterator[Finding]:
    series = vocabulary().series[block.each]
    if series.may_be_missing and series.name not in known:
        yield _finding(series.name, block.place)
    in_row = known | frozenset(series.fields)
    for column in block.columns:
        yield from _missing(column.title, known, block.place)
        yield from _missing(column.cell, in_row, block.place)


def _missing(words: Words, known: frozenset[str], place: Place) -> Iterator[Finding]:
    for name in sorted(fields(words) - known):
        field = vocabulary().fields.get(name)
        if field is not None and field.may_be_missing:
            yield _finding(name, place)


def _finding(name: str, place: Place) -> Finding:
    return Finding(*place, f"{name} may be missing here.", f"Say it under `when: {name} is known`.")
