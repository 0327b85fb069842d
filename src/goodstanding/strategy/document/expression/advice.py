"""What to say about an expression that asks for what is not offered, and what to write instead."""

import re
from collections.abc import Sequence

from sqlglot import exp

from goodstanding.strategy.document.expression.piece import Piece

NOT_WANTED: dict[type[exp.Expr], tuple[str, str]] = {
    exp.Query: ("A condition looks at one account; it cannot hold a query.", "Use a column of the sheet."),
    exp.Div: ("Plain division is not offered, for what it gives is no whole number.",
              "Multiply the other side, or write // and a whole number."),
    exp.CurrentDate: ("A condition knows no clock.", "Use a column such as days_past_due or days_since_placed."),
    exp.CurrentTimestamp: ("A condition knows no clock.", "Use a column such as days_past_due or days_since_placed."),
    exp.Interval: ("Intervals are not offered.", "Add whole days to a date, as in due_date + 30."),
    exp.Window: ("A condition looks at one account; it cannot look at others.", "Use a column of the sheet."),
    exp.AggFunc: ("A condition looks at one account; it cannot add up over others.", "Use a column of the sheet."),
    exp.Star: ("* names no column.", "Name the column."),
    exp.TryCast: ("Kinds cannot be changed.", "Columns have their kinds already; goodstanding facts lists them."),
    exp.Cast: ("Kinds cannot be changed.", "Columns have their kinds already; goodstanding facts lists them."),
    exp.RegexpLike: ("Regular expressions are not offered.", "Use LIKE or starts_with."),
}  # fmt: skip


def called(node: exp.Expr) -> str:
    """Return what a node is called in a sentence."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(node).__name__).upper()


def advice(values: Sequence[tuple[exp.Expr, Piece]]) -> str:
    """Return what to write instead where kinds do not agree."""
    kinds = {piece.kind for _, piece in values}
    columns = [one.name.lower() for one, _ in values if isinstance(one, exp.Column)]
    words = [one.name for one, _ in values if isinstance(one, exp.Literal) and one.is_string]
    if kinds == {"date", "word"} and words:
        return f"Write a day as DATE '{words[0] if re.fullmatch(r'[0-9-]{10}', words[0]) else '2025-06-30'}'."
    if kinds == {"number", "word"} and words and words[0].replace(".", "", 1).isdecimal():
        return f"Write the number without quotation marks: {words[0]}."
    if kinds == {"words", "word"} and columns:
        return f"Write includes({columns[0]}, 'word')."
    if "yes" in kinds and columns:
        return f"{columns[0]} is true or false already: write {columns[0]}, or NOT {columns[0]}."
    return ""
