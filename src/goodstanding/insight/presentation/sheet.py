"""Reports as rows for a spreadsheet, made from their JSON so that both say the same.

One line a bucket, a figure, a month or a day; currencies below each other, never added. A cell that a spreadsheet
would take for a formula gets an apostrophe in front.
"""

import re
from collections.abc import Iterator
from typing import Any

from goodstanding.insight.metric import METRICS
from goodstanding.insight.presentation.document import Document

Rows = list[list[str]]

_FORMULA = re.compile(r"[=+@\t\r-]")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def rows(document: Document) -> Rows:
    """Return the head and the lines of a report's sheet."""
    if document["report"] == "ageing":
        return [["currency", "group", "bucket", "n", "amount"], *_of(_ageing_lines(document))]
    listed = {"monthly": "months", "daily": "days"}.get(document["report"])
    if listed:
        return _listed(document, listed)
    return [["currency", "figure", "variant", "value"], *_of(_figure_lines(document))]


def cell(value: Any) -> str:
    """Write one value so that a spreadsheet shows it and never works it out; what is absent stays empty.

    >>> cell("=1+1"), cell("-0.05"), cell(None)
    ("'=1+1", '-0.05', '')
    """
    text = "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _of(lines: Iterator[list[Any]]) -> Rows:
    return [[cell(value) for value in line] for line in lines]


def _ageing_lines(document: Document) -> Iterator[list[Any]]:
    for block in document["blocks"]:
        for part in (block, *block.get("groups", ())):
            group = part.get("group", "")
            for line in part["buckets"]:
                yield [block["currency"], group, line["bucket"], line["n"], line["amount"]]
            yield [block["currency"], group, "open", part["open_n"], part["open_balance"]]
            yield [block["currency"], group, "unapplied", None, part["unapplied"]]


def _figure_lines(document: Document) -> Iterator[list[Any]]:
    for block in document["blocks"]:
        for key, value in block.items():
            if key == "buckets":
                for line in value:
                    yield [block["currency"], f"bucket {line['bucket']}", "amount", line["amount"]]
                    yield [block["currency"], f"bucket {line['bucket']}", "items", line["n"]]
            elif key != "currency":
                yield [block["currency"], key, METRICS[key].variant if key in METRICS else None, value]


def _listed(document: Document, name: str) -> Rows:
    """Return one line a month or a day; the head is the same for all currencies."""
    lines = [{"currency": block["currency"], **line} for block in document["blocks"] for line in block[name]]
    if not lines:
        return [["currency"]]
    return [list(lines[0]), *_of([line.values() for line in lines])]  # type: ignore[arg-type]  # Cells of one kind a column.
