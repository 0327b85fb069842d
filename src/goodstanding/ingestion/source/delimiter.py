"""Which character stands between the cells of a text file, found out from its first rows."""

import csv
from collections import Counter
from collections.abc import Sequence

CANDIDATES = (",", ";", "\t", "|")


def find_delimiter(lines: Sequence[str], *, quote: str) -> str:
    """Return the delimiter that cuts the first lines into the most rows of one width, wider before narrower.

    >>> find_delimiter(["name;amount", "A, B;1,50", "C, D;2,50"], quote='"')
    ';'
    """
    return max(CANDIDATES, key=lambda mark: _evenness(lines, mark, quote))


def _evenness(lines: Sequence[str], delimiter: str, quote: str) -> tuple[float, int]:
    """Return which share of the rows has the header's width, if that is more than one cell, and the width."""
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter, quotechar=quote) if row]
    except csv.Error:
        return (0.0, 0)
    if not widths or widths[0] < 2:  # noqa: PLR2004 -- one cell is not cut at all.
        return (0.0, 0)
    return (Counter(widths)[widths[0]] / len(widths), widths[0])
