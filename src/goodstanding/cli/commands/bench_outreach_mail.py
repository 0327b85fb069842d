"""Measures how many e-mails a second leave: claimed, asked about, rendered, put down, given to a real SMTP server.

The server is a sink on this machine that takes everything and counts; the books are filled, the whole law is asked, and
every message is put down as handed over and answered for, as in a real house. Once with one worker, once with two.
"""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import connection

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.bench_books import DAY
from goodstanding.cli.commands.bench_filling import filled
from goodstanding.cli.commands.bench_sender import NOON
from goodstanding.cli.commands.bench_served import HOST, free_port
from goodstanding.cli.commands.bench_sink import counted_in
from goodstanding.cli.main import say
from goodstanding.outreach.channels.operations import say_house, set_channel
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.port.delivery import DeliveryLine, DeliveryOrder
from goodstanding.outreach.port.operations.message_port import port_in
from goodstanding.refusal import Refusal

DEBTORS_A_MAIL = 4
"""Not everybody who is filled in has an address, a debt and nothing that stands against a mail."""
BATCH = 1_000
WORKERS = 2
SECONDS_TO_START = 20

_DEBTS = """
SELECT DISTINCT ON (d.debtor_id) d.debtor_id, d.client_id, c.id, d.account_id, d.currency, b.open
FROM receivables_debt AS d
JOIN parties_contactpoint AS c ON c.person_id = d.debtor_id AND c.kind = 'email' AND c.withdrawn_at IS NULL
JOIN LATERAL (
    SELECT sum(p.amount_minor)::bigint AS open FROM ledger_posting AS p
    WHERE p.account_id = d.account_id AND p.head IN ('receivable', 'unapplied') AND p.effective_date <= %(day)s
) AS b ON b.open > 0
WHERE d.withdrawn_at IS NULL
    AND EXISTS (
        SELECT FROM parties_consent AS y
        WHERE y.person_id = d.debtor_id AND y.channel = 'email' AND y.decision = 'given'
    )
    AND NOT EXISTS (SELECT FROM outreach_message AS m WHERE m.person_id = d.debtor_id)
ORDER BY d.debtor_id, d.account_id LIMIT %(most)s
"""


class MailsLost(Refusal):
    """The sink did not count what the books say left."""


def run(folder: Path, *, rows: int) -> dict[str, Any]:
    """Send about so many e-mails with one worker, and as many again with two; return the figures.

    Raises MailsLost where the sink and the books disagree.
    """
    filled(2 * rows * DEBTORS_A_MAIL, night=True)
    found: dict[str, Any] = {}
    with _sink(folder / "bench-sink") as port:
        _set_up(port)
        for workers in (1, WORKERS):
            planned = _plan(rows, folder=folder)
            say(f"Sending with {workers} worker{'s' if workers > 1 else ''} …")
            before = counted_in(folder / "bench-sink")
            took = _work(workers)
            sent = _sent(planned)
            if counted_in(folder / "bench-sink") - before != sent:
                raise MailsLost(f"{sent} mails left, and the server counted another number.")
            name = "mail_per_s" if workers == 1 else f"mail_per_s_{workers}_workers"
            found |= {name: round(sent / took, 1), f"{name.replace('mail', 'asked')}": round(len(planned) / took, 1)}
    return found | {"mails": rows}


def _set_up(port: int) -> None:
    at = NOON - timedelta(days=1)
    say_house({"name": "Larch Recovery", "address": "1 Larch Road\nSpringfield, IL 62701", "phone": "+12175550100",
         "email": "desk@example.com", "website": "https://larch.example.com", "hours": "8 to 6"},
              by=OPERATOR, at=at)  # fmt: skip
    options = {"host": HOST, "port": str(port), "security": "none", "from_address": "desk@example.com"}
    set_channel("email", provider="smtp", options=options, by=OPERATOR, at=at)


@contextmanager
def _sink(counted: Path) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "goodstanding.cli.commands.bench_sink", str(port), str(counted)]
    with subprocess.Popen(command) as server:
        try:
            _await(port)
            yield port
        finally:
            server.terminate()


def _await(port: int) -> None:
    last = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            if time.monotonic() > last:
                raise
            time.sleep(0.05)
        else:
            return


def _plan(rows: int, *, folder: Path) -> list[str]:
    """Hand so many e-mails to the port, and return their keys."""
    with connection.cursor() as cursor:
        cursor.execute(_DEBTS, {"day": DAY, "most": rows})
        found = cursor.fetchall()
    orders = [_order(*row) for row in found]
    port = port_in(folder, at=NOON)
    for first in range(0, len(orders), BATCH):
        port.deliver(orders[first : first + BATCH])
    return [order.key for order in orders]


def _order(person: int, client: int, point: int, debt: int, currency: str, open_minor: int) -> DeliveryOrder:
    return DeliveryOrder(
        key=f"bench:{person}", kind="contact", channel="email", person_id=person, client_id=client,
        contact_point_id=point, lines=(DeliveryLine(debt, None, "remind", currency, open_minor),), template="reminder",
        language="en", tone="neutral", offers="", planned_at=NOON, not_before=NOON,
        not_after=NOON + timedelta(hours=4), strategy="bench", edition=1, step="remind",
    )  # fmt: skip


def _work(workers: int) -> float:
    """Send what is due with so many processes at once, until nothing is; return the seconds from the word to go."""
    command = [sys.executable, "-m", "goodstanding.cli.commands.bench_sender"]
    children = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(workers)]
    for child in children:
        assert child.stdout is not None, "It says when it is ready."
        child.stdout.readline()
    begun = time.perf_counter()
    for child in children:
        child.communicate(b"go\n")
    if any(child.returncode for child in children):
        raise MailsLost("A worker did not come to its end.")
    return time.perf_counter() - begun


def _sent(keys: list[str]) -> int:
    return Message.objects.filter(key__in=keys, state="accepted").count()
