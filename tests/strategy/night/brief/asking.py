"""What the tests ask, in one go and one by one: messages about debts in the books, and their briefs side by side."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from goodstanding.compliance.lawbook.book import shipped
from goodstanding.compliance.selection import with_packs
from goodstanding.compliance.situation.reading import read
from goodstanding.factsheet.brief import Brief
from goodstanding.factsheet.sheet import BETWEEN, NOTHING, Sheet, Truth, Words, spread
from goodstanding.receivables.models import Debt
from goodstanding.strategy.night.brief.asked import Asked
from goodstanding.strategy.night.brief.books import Books, books_of
from goodstanding.strategy.night.brief.brief import brief_of
from goodstanding.strategy.night.order import Chunk
from goodstanding.strategy.night.plan import Plan, plan_of
from goodstanding.strategy.night.reading import read_chunk, read_contact_debts, read_people
from goodstanding.strategy.night.tables import LINE, MESSAGE
from goodstanding.strategy.queries.history import name_of
from goodstanding.strategy.queries.reading import BooksInUse
from goodstanding.strategy.queries.situation import debt_facts, situation_of

EVERYBODY = Chunk("person", 0, 10**12)
CHANNELS = ("letter", "email", "sms", "call")
HOUR = 3_600


class Message(NamedTuple):
    """What is asked about some debts of one person and client; hours are of the person's own day."""

    debts: tuple[int, ...]
    channels: tuple[str, ...] = CHANNELS
    kind: str = "contact"
    opens: float = 12
    closes: float = 18


class Told(NamedTuple):
    """Messages and what the books say of them."""

    messages: pa.Table
    lines: pa.Table
    reading: Mapping[str, pa.Table]
    clients: pa.Table


def tables(messages: Sequence[Message], *, at: datetime, known_at: datetime) -> Told:
    """Return messages as a night would pass them on, and the reading of everybody in the books."""
    reading = dict(read_chunk(BooksInUse(), EVERYBODY, day=at.date(), known_at=known_at))
    reading["contact_debt"] = read_contact_debts(BooksInUse(), reading["debt"]["person_id"])
    debts = {one["account_id"]: one for one in reading["debt"].to_pylist()}
    rows = [
        {
            "message": number, "kind": one.kind, "channels": BETWEEN.join(one.channels),
            "person_id": debts[one.debts[0]]["person_id"], "client_id": debts[one.debts[0]]["client_id"],
            "opens_second": int(one.opens * HOUR), "closes_second": int(one.closes * HOUR),
        }
        for number, one in enumerate(messages)
    ]  # fmt: skip
    lines = [{"message": number, "account_id": debt} for number, one in enumerate(messages) for debt in one.debts]
    clients = read_people(BooksInUse(), known_at=known_at)["client"]
    return Told(pa.Table.from_pylist(rows, schema=MESSAGE), pa.Table.from_pylist(lines, schema=LINE), reading, clients)


def books(told: Told, *, known_at: datetime) -> Books:
    return books_of(told.messages, told.lines, told.reading, known_at=known_at, clients=told.clients)


def plan(told: Told, found: Books, *, at: datetime) -> Plan:
    return plan_of(told.messages, found, day=(at.date() - datetime(1970, 1, 1, tzinfo=UTC).date()).days)


def at_once(told: Told, messages: Sequence[Message], *, at: datetime, known_at: datetime) -> tuple[Asked, Brief]:
    """Return every message asked about through every one of its channels that has a point, at an instant."""
    found = books(told, known_at=known_at)
    planned = plan(told, found, at=at)
    rows, turns = np.nonzero(planned.asks)
    asked = planned.asked(rows, turns, at=np.full(len(rows), int(at.timestamp())))
    return asked, brief_of(asked, found, lawbook=shipped())


def one_by_one(asked: Asked, messages: Sequence[Message], *, at: datetime, known_at: datetime) -> Brief:
    """Return the brief of the same acts put together from single questions."""
    told = [
        situation(messages[number], channel, at=at, known_at=known_at)
        for number, channel in zip(asked.message.tolist(), words(asked.channel, len(asked)), strict=True)
    ]
    return with_packs(read(told, asked_at=at.isoformat()).as_known(int(known_at.timestamp())), shipped())


def situation(message: Message, channel: str | None, *, at: datetime, known_at: datetime) -> dict[str, Any]:
    """Return the situation of a message: that of its first debt, with its other debts told beside it."""
    debts = [Debt.objects.get(account_id=number) for number in sorted(message.debts)]
    told = situation_of(debts[0], channel=channel or "", at=at, purpose="", contact_point_id=None, known_at=known_at)
    given, action = told["given"], told["when"]["action"]
    here = datetime.fromisoformat(action["at"])
    names = [name_of(debt.account_id) for debt in debts]
    given["debts"] = [{**debt_facts(debt, at=here, known_at=known_at), "creditor": "c"} for debt in debts]
    action["debts"] = names
    if "attorney" in given:
        given["attorney"]["represents_on"] = names
    return told


def words(column: Words, length: int) -> list[str | None]:
    codes = spread(column.codes, length)
    return [None if code < 0 else column.words[code] for code in codes.tolist()]


def values(sheet: Sheet, name: str) -> list[object]:
    """Return a column as plain values, whatever its codes."""
    cells = sheet.column(name)
    if isinstance(cells, Words):
        return list(words(cells, sheet.length))
    if isinstance(cells, Truth):
        yes, no = (spread(part, sheet.length).tolist() for part in cells)
        return [True if one else False if other else None for one, other in zip(yes, no, strict=True)]
    return [None if one == NOTHING else one for one in spread(cells, sheet.length).tolist()]


NUMBERS_OF_THE_BATCH = {"debt", "account", "creditor"}


def differences(one: Brief, other: Brief) -> dict[str, tuple[object, object]]:
    """Return the columns in which two briefs of the same acts differ, with the first value that does."""
    found: dict[str, tuple[object, object]] = {}
    for grain in ("acts", "debts", "events", "consents", "windows"):
        mine, theirs = getattr(one, grain), getattr(other, grain)
        if mine.length != theirs.length:
            found[grain] = mine.length, theirs.length
            continue
        for name in set(mine.declared) - (NUMBERS_OF_THE_BATCH if grain == "debts" else set()):
            pairs = zip(values(mine, name), values(theirs, name), strict=True)
            differing = next((pair for pair in pairs if pair[0] != pair[1]), None)
            if differing:
                found[f"{grain}.{name}"] = differing
    if not found and counted(one) != counted(other):
        found["events' debts"] = sorted(counted(one) ^ counted(other))[:1], None
    return found


def counted(brief: Brief) -> set[tuple[int, int, int, int]]:
    """Return which events count on which rows of the debts' sheet, for a debt, its account and its creditor."""
    rows = {number: row for row, number in enumerate(brief.debts.whole("debt").tolist())}
    columns = (brief.event_of_debt, *(
        np.array([rows[one] for one in numbers.tolist()], np.int64)
        for numbers in (brief.debt_of_event, brief.account_of_event, brief.creditor_of_event)
    ))  # fmt: skip
    return set(zip(*(column.tolist() for column in columns), strict=True))


def assert_alike(messages: Sequence[Message], *, at: datetime, known_at: datetime) -> int:
    """Compare every message through every channel; return how many acts there were."""
    told = tables(messages, at=at, known_at=known_at)
    asked, together = at_once(told, messages, at=at, known_at=known_at)
    alone = one_by_one(asked, messages, at=at, known_at=known_at)
    assert differences(together, alone) == {}
    return len(asked)
