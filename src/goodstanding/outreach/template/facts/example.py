"""The example facts of the vocabulary: what a text is shown and checked with before anybody gets it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from goodstanding.outreach.template.facts.facts import Facts
from goodstanding.outreach.template.facts.reading import read
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
