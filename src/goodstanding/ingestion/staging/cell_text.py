"""The text of a field in SQL: cells trimmed and joined, words looked up, a default where nothing is left."""

from collections.abc import Sequence

from goodstanding.ingestion.mapping.document import Field
from goodstanding.ingestion.staging.quoting import literal

BLANKS = " \t\r\n\u00a0\u2007\u202f\ufeff"


def cleaned(column: str, *, empty: Sequence[str]) -> str:
    """Return the SQL of a cell without blanks around it; '' also for the texts that mean nothing in this file."""
    cell = f"trim({column}, {literal(BLANKS)})"
    if not empty:
        return cell
    return f"CASE WHEN {cell} IN ({', '.join(literal(text) for text in empty)}) THEN '' ELSE {cell} END"


def text_of(field: Field, *, staged: Sequence[str]) -> str:
    """Return the SQL of a field's text; '' stands for nothing.

    staged  the columns of the field in its order, their cells cleaned.
    """
    text = literal(field.constant or "") if not staged else _joined(field, staged)
    if field.case is not None:
        text = f"{field.case}({text})"
    if field.lookup:
        text = _looked_up(field, text)
    if field.default is not None:
        text = f"coalesce(nullif({text}, ''), {literal(field.default)})"
    return text


def lookup_reason(field: Field, *, staged: Sequence[str]) -> str | None:
    """Return the SQL of why a text is not in the field's lookup, or None where that cannot be."""
    if not field.lookup or field.otherwise != "reject":
        return None
    text = text_of(Field(columns=field.columns, join=field.join, case=field.case), staged=staged)
    known = ", ".join(literal(word) for word in field.lookup)
    shown = literal(f"The map looks up only: {', '.join(list(field.lookup)[:20])}.")
    return f"CASE WHEN {text} <> '' AND {text} NOT IN ({known}) THEN {shown} END"


def _joined(field: Field, staged: Sequence[str]) -> str:
    if len(staged) == 1:
        return staged[0]
    parts = ", ".join(f"nullif({column}, '')" for column in staged)
    return f"concat_ws({literal(field.join)}, {parts})"


def _looked_up(field: Field, text: str) -> str:
    branches = " ".join(f"WHEN {literal(word)} THEN {literal(meaning)}" for word, meaning in field.lookup.items())
    otherwise = text if field.otherwise == "keep" else "''"
    return f"CASE {text} {branches} ELSE {otherwise} END"
