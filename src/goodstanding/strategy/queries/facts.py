"""The sheet of one account on a day: as it was sealed, or worked out by the books of now; and what the lake holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa

from goodstanding.access.permission import Actor, reach, require
from goodstanding.compliance.lawbook.overlay import lawbook_of
from goodstanding.compliance.queries import policy_files
from goodstanding.factsheet.daily.contacting import CONTACTS
from goodstanding.factsheet.daily.sheet import ACCOUNT_COLUMNS
from goodstanding.receivables.models import Debt
from goodstanding.receivables.queries.debts import DebtNotFound
from goodstanding.strategy.explain.sealed import rows_of
from goodstanding.strategy.models.night import SealedSheet
from goodstanding.strategy.night import lake
from goodstanding.strategy.night.facts.facts import Facts, facts
from goodstanding.strategy.night.reading import read_account, read_people
from goodstanding.strategy.queries.reading import BooksInUse

Row = Mapping[str, object]
ACROSS_CLIENTS = frozenset({"person_balance_minor", "person_accounts", *(column.name for column in CONTACTS)})
"""Facts that also tell of other clients' accounts; whoever may see only some clients does not see them."""


@dataclass(frozen=True, slots=True)
class AccountSheet:
    """One account's facts of a day, and those of its open items.

    `row` is empty where the account is on no sheet of the day; `faults` then say why, where that is known. `name` and
    `sha256` are of the sealed file; they are empty where the sheet was worked out from what is known at `known_at`.
    """

    account_id: int
    day: date
    row: Row
    items: tuple[Row, ...]
    faults: tuple[str, ...] = ()
    name: str = ""
    sha256: str = ""
    known_at: datetime | None = None

    @property
    def is_sealed(self) -> bool:
        """Say whether it was sealed by a night."""
        return bool(self.name)


@dataclass(frozen=True, slots=True)
class SealedNight:
    """The newest sealed files of one day: how many, how many accounts, and the files that are not what was sealed."""

    day: date
    files: int
    accounts: int
    items: int
    faulty: tuple[tuple[str, lake.State], ...]


def sheet_of(account_id: int, *, day: date, by: Actor, at: datetime, folder: Path) -> AccountSheet:
    """Return an account's sheet of a day: the sealed one where the night was run, else by the books as known at `at`.

    folder  the data folder, below which the lake lies

    Raises DebtNotFound, PermissionRefused, or SheetGone where the lake is not what was sealed.
    """
    # Not the whole debt: one with an impossible date is to be told of as well.
    belongs = Debt.objects.filter(account_id=account_id).values("client_id", "portfolio_id").first()
    if belongs is None:
        raise DebtNotFound(f"There is no debt {account_id}.")
    require(by, "accounts.read", **belongs)
    files = newest_files(day)
    found = rows_of(account_id, folder=folder, accounts=files["account"], items=files["item"])
    columns = [name for name in ACCOUNT_COLUMNS if sees_all(by) or name not in ACROSS_CLIENTS]
    if found is not None:
        row, items = _of(account_id, found.sheet, found.items, columns)
        return AccountSheet(account_id, day, row, items, name=found.name, sha256=found.sha256)
    worked = worked_out(account_id, day=day, at=at)
    row, items = _of(account_id, worked.accounts, worked.items, columns)
    faults = tuple(one["reason"] for one in worked.exceptions.to_pylist() if one["account_id"] == account_id)
    return AccountSheet(account_id, day, row, items, faults=faults, known_at=at)


def worked_out(account_id: int, *, day: date, at: datetime) -> Facts:
    """Return the sheets of an account and all others of its person, by the books as known at an instant."""
    books = BooksInUse()
    people = read_people(books, known_at=at)
    return facts(
        read_account(books, account_id, day=day, known_at=at),
        day=day,
        known_at=at,
        clients=people["client"],
        portfolios=people["portfolio"],
        lawbook=lawbook_of(policy_files(day=day, known_at=at)),
    )


def newest_files(day: date) -> dict[str, dict[str, str]]:
    """Return the sealed files of a day that count, by grain: path and hash."""
    found: dict[str, dict[str, str]] = {"account": {}, "item": {}}
    for one in _newest(day):
        found[one.grain][one.name] = one.sha256
    return found


def sealed_nights(*, by: Actor, folder: Path, day: date | None = None) -> list[SealedNight]:
    """Return the days whose sheets were sealed, newest first, each file checked against its hash; or one day only."""
    require(by, "strategy.read")
    days = SealedSheet.objects.values_list("day", flat=True).distinct().order_by("-day")
    return [_night(one, folder) for one in ([day] if day else days)]


def sees_all(by: Actor) -> bool:
    """Say whether somebody may read the accounts of all clients."""
    return any(scope.is_everything for scope in reach(by, "accounts.read"))


def _night(day: date, folder: Path) -> SealedNight:
    newest = _newest(day)
    states = [(one.name, lake.verify(one.name, sha256=one.sha256, folder=folder)) for one in newest]
    return SealedNight(
        day,
        files=len(newest),
        accounts=sum(one.rows for one in newest if one.grain == "account"),
        items=sum(one.rows for one in newest if one.grain == "item"),
        faulty=tuple((name, state) for name, state in states if state != "sound"),
    )


def _newest(day: date) -> list[SealedSheet]:
    rows = SealedSheet.objects.filter(day=day).order_by("lane", "number", "grain", "-id")
    return list(rows.distinct("lane", "number", "grain"))


def _of(account_id: int, accounts: pa.Table, items: pa.Table, columns: Sequence[str]) -> tuple[Row, tuple[Row, ...]]:
    rows = [row for row in accounts.to_pylist() if row["account_id"] == account_id]
    own = tuple(row for row in items.to_pylist() if row["account_id"] == account_id)
    return ({name: rows[0][name] for name in columns} if rows else {}), own
