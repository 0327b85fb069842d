"""Texts inside SQL, for values that come from a map and cannot be parameters."""


def literal(text: str) -> str:
    """Return a text as a literal in SQL.

    >>> literal("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"
