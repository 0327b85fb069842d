"""Tables as CSV that a spreadsheet opens without running anything that hides in a name."""

import csv
import io
from collections.abc import Iterable, Sequence

DANGEROUS_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula."""


def safe_cell(value: object) -> str:
    """Write one cell; a text that would begin a formula gets an apostrophe before it, a number stays a number.

    >>> safe_cell("=1+1"), safe_cell("-12.50"), safe_cell(None)
    ("'=1+1", '-12.50', '')
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(DANGEROUS_STARTS) and not _is_number(text) else text


def as_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table with its head, every cell made safe, lines ended as RFC 4180 says."""
    place = io.StringIO()
    writer = csv.writer(place)
    writer.writerow([safe_cell(cell) for cell in head])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return place.getvalue()


def _is_number(text: str) -> bool:
    """Is this a plain negative number, which no spreadsheet runs?"""
    whole, dot, fraction = text.removeprefix("-").partition(".")
    return whole.isascii() and whole.isdecimal() and (not dot or (fraction.isascii() and fraction.isdecimal()))
