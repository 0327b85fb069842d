"""Cells that a spreadsheet would run as a formula, made safe in the files we write and restored in those we read.

For the file of rejected rows: it is opened in a spreadsheet, mended, and brought in again with the same map.
"""

REASON_COLUMNS = ("rejected row", "rejected column", "rejected value", "rejected because")
"""What stands before the file's own columns in a file of rejected rows."""
_RISKY = ("=", "+", "-", "@", "\t", "\r", "'")


def safe(cell: str) -> str:
    """Return a cell so that no spreadsheet runs it; a leading apostrophe of its own is doubled.

    >>> safe("=1+1"), safe("O'Hara")
    ("'=1+1", "O'Hara")
    """
    return "'" + cell if cell.startswith(_RISKY) else cell


def unsafe(cell: str) -> str:
    """Return what `safe` was given.

    >>> unsafe("'=1+1"), unsafe("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_RISKY) else cell
