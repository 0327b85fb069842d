"""What the story of a night rests on: the sealed sheet of that night, or, where none was run, the books as of now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa

from goodstanding.compliance.queries import policy_files
from goodstanding.outreach.queries import published_templates
from goodstanding.receivables.models import Debt
from goodstanding.strategy.decide.decide import Proposals
from goodstanding.strategy.document.document import Document, Running
from goodstanding.strategy.explain.sealed import rows_of
from goodstanding.strategy.explain.story import Origin
from goodstanding.strategy.models.edition import ArmMembership
from goodstanding.strategy.models.night import Night, SealedSheet
from goodstanding.strategy.night.chunk import Stopwatch, answered, facts_of, proposed
from goodstanding.strategy.night.facts.facts import Facts
from goodstanding.strategy.night.order import Answer, Chunk, Order
from goodstanding.strategy.night.reading import read_account, read_contact_debts, read_people
from goodstanding.strategy.night.tables import EXCEPTION, PEOPLE, READING
from goodstanding.strategy.queries.editions import document_of, running
from goodstanding.strategy.queries.reading import BooksInUse


@dataclass(frozen=True, slots=True)
class Source:
    """Everything one person owes, as the night saw it, and what was proposed on that.

    `arms` are all arms drawn by the end of the day. `answer` is what was worked out where no night was run; `missing`
    says of a night that its sheets have no row of the account.
    """

    origin: Origin
    order: Order
    found: Facts
    arms: pa.Table
    proposals: Proposals
    answer: Answer | None = None

    @property
    def is_missing(self) -> bool:
        """Say whether the sheet has no row at all."""
        return len(self.found.accounts) == 0

    def row(self, account_id: int) -> Mapping[str, object]:
        """Return the account's row of the sheet; empty where there is none."""
        rows: list[dict[str, object]] = self.found.accounts.to_pylist()
        return next((row for row in rows if row["account_id"] == account_id), {})

    def document(self, strategy: str, edition: int) -> Document | None:
        """Return an edition that ran."""
        every = [document for one in self.order.running for document in (one.document, one.before)]
        named = (one for one in every if one is not None and (one.strategy, one.edition) == (strategy, edition))
        return next(named, None)


def source_of(debt: Debt, *, day: date, at: datetime, folder: Path) -> Source:
    """Return what a story of an account and a day rests on; raises SheetGone."""
    night = _night_of(day)
    return worked_out(debt, day=day, at=at) if night is None else of_night(debt, night, folder=folder)


def _night_of(day: date) -> Night | None:
    """Return the newest night of a day, a finished one before one that was cut off."""
    nights = list(Night.objects.filter(day=day).order_by("-id"))
    return next((one for one in nights if one.finished_at is not None), next(iter(nights), None))


def of_night(debt: Debt, night: Night, *, folder: Path) -> Source:
    """Return the sheet that was sealed, and what the strategies of that night propose on it; raises SheetGone."""
    files = _sealed(night.day)
    rows = rows_of(debt.account_id, folder=folder, accounts=files["account"], items=files["item"])
    arms = _arms(debt, night.day)
    order = _order(night.day, night.known_at, running_then(night))
    origin = Origin(
        known_at=night.known_at,
        running=_named(order.running),
        night=night.pk,
        began_at=night.began_at,
        sheet=rows.name if rows else "",
        sha256=rows.sha256 if rows else "",
    )
    if rows is None:
        found = facts_of(order, {name: schema.empty_table() for name, schema in READING.items()})
    else:
        found = Facts(rows.sheet, rows.items, EXCEPTION.empty_table(), 0)
    return Source(origin, order, found, arms, proposed(order, found, {"arm": arms}))


def worked_out(debt: Debt, *, day: date, at: datetime) -> Source:
    """Return what the night of a day would see and do, by the books as they are known now."""
    books = BooksInUse()
    people = read_people(books, known_at=at)
    order = _order(day, at, running(day=day, at=at), clients=people["client"], portfolios=people["portfolio"])
    reading = read_account(books, debt.account_id, day=day, known_at=at)
    found = facts_of(order, reading)
    proposals = proposed(order, found, reading)
    debts = read_contact_debts(books, proposals.messages["person_id"])
    answer = answered(
        order,
        Chunk("person", 0),
        found=found,
        proposals=proposals,
        reading={**reading, "contact_debt": debts},
        watch=Stopwatch(),
    )
    drawn = proposals.assigned.select(READING["arm"].names)
    origin = Origin(known_at=at, running=_named(order.running))
    return Source(origin, order, found, pa.concat_tables([reading["arm"], drawn]), proposals, answer)


def running_then(night: Night) -> tuple[Running, ...]:
    """Return the strategies a night ran by, as its row names them."""
    return tuple(
        Running(document_of(strategy, edition), share, None if before is None else document_of(strategy, before))
        for strategy, edition, share, before in night.strategies
    )


def _order(
    day: date,
    known_at: datetime,
    strategies: tuple[Running, ...],
    *,
    clients: pa.Table | None = None,
    portfolios: pa.Table | None = None,
) -> Order:
    return Order(
        day=day,
        known_at=known_at,
        books="",
        running=strategies,
        templates=published_templates(known_at),
        clients=PEOPLE["client"].empty_table() if clients is None else clients,
        portfolios=PEOPLE["portfolio"].empty_table() if portfolios is None else portfolios,
        policies=policy_files(day=day, known_at=known_at),
    )


def _sealed(day: date) -> dict[str, dict[str, str]]:
    """Return the newest sealed files of a day, by grain: path and hash."""
    newest = (
        SealedSheet.objects.filter(day=day)
        .order_by("lane", "number", "grain", "-id")
        .distinct("lane", "number", "grain")
    )
    found: dict[str, dict[str, str]] = {"account": {}, "item": {}}
    for one in newest:
        found[one.grain][one.name] = one.sha256
    return found


def _arms(debt: Debt, day: date) -> pa.Table:
    if debt.debtor_id is None:
        return READING["arm"].empty_table()
    rows = ArmMembership.objects.filter(person_id=debt.debtor_id, assigned_date__lte=day).order_by("id")
    told = list(rows.values("person_id", "experiment", "arm"))
    return pa.Table.from_pylist(told, schema=READING["arm"])


def _named(strategies: tuple[Running, ...]) -> tuple[str, ...]:
    return tuple(f"{one.document.strategy} edition {one.document.edition}" for one in strategies)
