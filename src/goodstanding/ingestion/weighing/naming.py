"""Naming the cells that rows were rejected for: by the file's own columns, with what stands in them."""

import duckdb

from goodstanding.ingestion.mapping.document import Map
from goodstanding.ingestion.staging.quoting import literal

_TOLD_AS = {"name": ("name", "display name"), "amount": ("amount", "principal")}
"""Field of a map → what staging calls it; a field that is not here is called by its own name."""


def name_columns(work: duckdb.DuckDBPyConnection, document: Map, *, columns: dict[str, str]) -> None:
    """Replace fields' names by columns' in `rejected`, and the value by the cell where it comes from one column.

    A kind of which the map has several records keeps the fields' names, unless all of them read the same column.

    columns  name in the file → staged column.
    """
    for kind in dict.fromkeys(record.kind for record in document.records):
        records = document.of(kind)
        for name, field in records[0].fields.items():
            if not field.columns or any(record.fields.get(name) != field for record in records):
                continue
            words = _TOLD_AS.get(name, (name, name.replace("_", " ")))
            # A column of the file may be called as another field is; then the word may be meant for that column.
            told = ", ".join(literal(word) for word in words if word not in columns or field.columns == (word,))
            if not told:
                continue
            staged = {shown.casefold(): column for shown, column in columns.items()}
            cell = columns.get(field.columns[0]) or staged.get(field.columns[0].casefold())
            value = f"cell.{cell}" if len(field.columns) == 1 and cell else "rejected.value"
            work.execute(
                f"UPDATE rejected SET col = {literal(field.shown)}, value = {value} FROM cell "
                f"WHERE cell.row = rejected.row AND kind = {literal(kind)} AND col IN ({told})"
            )
