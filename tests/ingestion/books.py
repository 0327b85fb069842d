"""Bringing small files into the test's books, and reading back what they hold."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection

from goodstanding.access.permission import OPERATOR, Actor
from goodstanding.ingestion.operations.bring_in import bring_in
from goodstanding.ingestion.summary import OnError, Summary

NOON = datetime(2026, 6, 30, 12, tzinfo=UTC)
MAP = """
map: 1
dates: "%Y-%m-%d"
numbers: plain
currency: USD
records:
  - person:
      reference: {column: customer}
      name: {column: name}
  - contact_point:
      kind: email
      value: {column: email}
  - debt:
      reference: {column: account}
      portfolio: {column: product}
  - item:
      when: invoice <> ''
      reference: {column: invoice}
      issued_date: {column: issued}
      due_date: {column: due}
      amount: {column: amount}
  - receipt:
      when: paid <> ''
      amount: {column: paid}
      received_date: {column: paid_on}
      item: {column: pays}
  - dispute:
      when: disputed <> ''
      opened_date: {column: disputed}
      item: {column: invoice}
"""
HEADER = "customer,name,email,account,product,invoice,issued,due,amount,paid,paid_on,pays,disputed"
LEDGER = """
    SELECT d.reference, i.reference, p.head, p.component, sum(p.amount_minor)::bigint
    FROM ledger_posting p JOIN receivables_debt d ON d.account_id = p.account_id
    JOIN receivables_client c ON c.id = d.client_id LEFT JOIN receivables_item i ON i.id = p.item_id
    WHERE c.name = %s GROUP BY 1, 2, 3, 4 HAVING sum(p.amount_minor) <> 0 ORDER BY 1, 2, 3, 4
"""


def bring(
    folder: Path,
    *rows: str,
    by_map: str = MAP,
    client: str = "Larch Utilities",
    name: str = "file.csv",
    by: Actor = OPERATOR,
    on_error: OnError = "reject",
    dry_run: bool = False,
    chunk_rows: int = 2,
) -> Summary:
    """Bring rows below the header in and return the summary."""
    file, map_file = folder / name, folder / "map.yaml"
    file.write_text("\n".join([HEADER, *rows]) + "\n")
    map_file.write_text(by_map)
    return bring_in(
        file, map_file, client_name=client, by=by, at=NOON, on_error=on_error, dry_run=dry_run, chunk_rows=chunk_rows
    )


def batch_number(summary: Summary) -> int:
    """Return the number of the batch that a file became."""
    assert summary.batch is not None
    return summary.batch


def balances(client: str = "Larch Utilities") -> list[tuple[Any, ...]]:
    """Return what a client's books add up to: debt, item, head, component, minor units; zeros are left out."""
    with connection.cursor() as cursor:
        cursor.execute(LEDGER, [client])
        return list(cursor.fetchall())


def open_minor(client: str = "Larch Utilities") -> dict[tuple[str, str | None], int]:
    """Return debt and item → what is open."""
    return {(debt, item): minor for debt, item, head, _, minor in balances(client) if head == "receivable"}


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table of the house, for telling that nothing was written."""
    tables = {}
    for model in apps.get_models():
        if model.__module__.startswith("goodstanding."):
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT t::text FROM "{model._meta.db_table}" AS t ORDER BY 1')
                tables[model._meta.db_table] = list(cursor.fetchall())
    return tables
