"""The example facts of the vocabulary: what a text is shown and checked with before anybody gets it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from goodstanding.outreach.template.catalogue import shipped
from goodstanding.outreach.template.facts.facts import Facts
from goodstanding.outreach.template.facts.reading import plain, read
from goodstanding.outreach.template.vocabulary import Series, vocabulary


@cache
def example_facts() -> Facts:
    """Return a value for every field, and rows for every series."""
    known = vocabulary()
    told: dict[str, Any] = {name: field.examples[0] for name, field in known.fields.items()}
    return read(told | {name: _rows(series) for name, series in known.series.items()})


def _rows(series: Series) -> list[Mapping[str, Any]]:
    names = list(series.fields)
    columns = [series.fields[name].examples for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def brought_examples(name: str) -> dict[str, Any]:
    """Return, as JSON, the example of everything that a template always brings; nothing for one that is unknown."""
    template, whole = shipped().get(name), example_facts()
    wanted = {other for field in template.brings for other in vocabulary().known_with(field)} if template else set()
    return {key: told for key, told in plain(whole).items() if key in wanted}
