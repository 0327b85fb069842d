"""An import is killed at random points and called again: nothing is lost and nothing is doubled.

The oracle is an undisturbed import of the same file for another client: afterwards both hold the same books.
GOODSTANDING_LONG=1 kills 300 times instead of 8.
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from goodstanding.database import cluster
from tests.cli.calling import call

TRIES = 300 if os.environ.get("GOODSTANDING_LONG") == "1" else 8
ROWS = 600
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
      reference: {column: customer}
      portfolio: Trade
  - item:
      reference: {column: invoice}
      issued_date: {column: issued}
      due_date: {column: issued, plus_days: 30}
      amount: {column: amount}
  - receipt:
      when: paid <> ''
      key: {column: invoice}
      amount: {column: paid}
      received_date: {column: paid_on}
      item: {column: invoice}
  - dispute:
      when: disputed = 'yes'
      opened_date: {column: issued}
      item: {column: invoice}
"""
# Everything a client's books hold, without the numbers and instants that differ from one import to the next.
STATE = """
    SELECT 'person', p.reference, p.display_name, NULL, NULL::bigint, NULL FROM parties_person p
        WHERE p.issuer_id = %(client)s
    UNION ALL
    SELECT 'point', p.reference, c.kind, c.value, NULL, NULL FROM parties_contactpoint c
        JOIN parties_person p ON p.id = c.person_id WHERE p.issuer_id = %(client)s
    UNION ALL
    SELECT 'item', d.reference, i.reference, i.due_date::text, i.amount_minor, NULL FROM receivables_item i
        JOIN receivables_debt d ON d.account_id = i.debt_id WHERE d.client_id = %(client)s
    UNION ALL
    SELECT 'posting', t.kind, d.reference, i.reference, p.amount_minor, p.head || p.effective_date
        FROM ledger_posting p JOIN ledger_transaction t ON t.id = p.transaction_id
        JOIN ledger_book b ON b.id = p.book_id AND b.client_id = %(client)s
        LEFT JOIN receivables_debt d ON d.account_id = p.account_id LEFT JOIN receivables_item i ON i.id = p.item_id
    UNION ALL
    SELECT 'receipt', d.reference, r.source_key, r.received_date::text, r.amount_minor, NULL FROM payments_receipt r
        JOIN receivables_debt d ON d.account_id = r.debt_id WHERE r.client_id = %(client)s
    UNION ALL
    SELECT 'dispute', d.reference, i.reference, s.opened_date::text, NULL, NULL FROM disputes_dispute s
        JOIN receivables_debt d ON d.account_id = s.debt_id LEFT JOIN receivables_item i ON i.id = s.item_id
        WHERE s.client_id = %(client)s
    UNION ALL
    SELECT 'batch', b.state, c.number::text, c.first_row::text, c.last_row, NULL FROM ingestion_batch b
        JOIN ingestion_chunk c ON c.batch_id = b.id WHERE b.client_id = %(client)s
    ORDER BY 1, 2, 3, 4, 5, 6
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with a private database of its own."""
    place = tmp_path_factory.mktemp("killed")
    yield place
    cluster.remove(place)


def write_file(place: Path) -> None:
    """Write a file in which rows of one customer lie far apart, some rows are paid, some disputed, one is wrong."""
    dice = random.Random(7)
    lines = ["customer,name,email,invoice,issued,amount,paid,paid_on,disputed"]
    for row in range(ROWS):
        customer, amount = dice.randrange(200), dice.randrange(100, 90_000)
        paid = dice.choice([0, 0, amount, amount // 2, amount + 500])
        issued = "2026-02-30" if row == ROWS // 2 else f"2026-0{dice.randint(1, 5)}-{dice.randint(1, 28):02}"
        lines.append(
            f"{customer:05},Customer {customer},c{customer}@example.com,R-{row:05},{issued},{amount / 100:.2f},"
            f"{f'{paid / 100:.2f},2026-06-01' if paid else ','},{dice.choice(['yes', 'no', 'no'])}"
        )
    place.write_text("\n".join(lines) + "\n")


def test_an_import_that_is_killed_loses_and_doubles_nothing(folder: Path, tmp_path: Path) -> None:
    file, map_file, seed = tmp_path / "rows.csv", tmp_path / "map.yaml", random.randrange(10**6)
    write_file(file)
    map_file.write_text(MAP)
    sys.stdout.write(f"The seed of the kills is {seed}.\n")
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.ingestion.killing", str(file), str(map_file), str(TRIES), str(seed)],
        env=environment | {"GOODSTANDING_DATA": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    tries = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(tries) == TRIES
    assert [one for one in tries if one["finished"]] == [], done.stderr
    assert sum(one["killed"] for one in tries) >= TRIES // 3, "Too few of them were killed to prove anything."
    with psycopg.connect(cluster.connect_url(folder, {})) as connection:
        names: dict[str, int] = dict(connection.execute("SELECT name, id FROM receivables_client").fetchall())
        clean = state(connection, names["Clean"])
        assert len(clean) > ROWS * 4
        for one in tries:
            assert state(connection, names[one["client"]]) == clean, f"{one} with seed {seed}"
    assert call("verify", folder=folder).returncode == 0


def state(connection: psycopg.Connection[tuple[object, ...]], client: int) -> list[tuple[object, ...]]:
    """Everything that a client's books hold."""
    return connection.execute(STATE, {"client": client}).fetchall()
