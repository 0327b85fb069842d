"""One debt: what is known of it, who has to do with it, what holds it, and its card with all of this."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import NamedTuple, cast

from goodstanding.ledger.balance import Balance
from goodstanding.ledger.queries import balance
from goodstanding.receivables import hold
from goodstanding.receivables.debt import DebtFacts, ReferenceDate, reference_dates
from goodstanding.receivables.models import Debt, Hold, Liable, TitleTransfer
from goodstanding.receivables.models import Terms as TermsRow
from goodstanding.receivables.portfolio import DebtType
from goodstanding.receivables.queries.items import ItemStanding, items_of
from goodstanding.receivables.terms import Terms, in_force
from goodstanding.receivables.title import Link, owner_on
from goodstanding.refusal import Refusal


class DebtNotFound(Refusal):
    """There is no debt of this number."""


class LiablePerson(NamedTuple):
    """Somebody besides the debtor, by number, name and role."""

    person_id: int
    name: str
    role: str


class Place(NamedTuple):
    """Whose a debt is: its client, and the portfolio it is worked in."""

    client_id: int
    portfolio_id: int


class HoldStanding(NamedTuple):
    """A hold, and whether it is in force on the day."""

    hold_id: int
    reason: str
    note: str
    starts_date: date
    ends_date: date | None
    released_at: datetime | None
    is_in_force: bool
    entry_id: int


@dataclass(frozen=True, slots=True)
class DebtCard:
    """Everything a page says about one debt as of a day, besides its debtor's own facts."""

    debt: Debt
    as_of: date
    facts: DebtFacts
    reference_dates: dict[ReferenceDate, date]
    owner: str
    chain: tuple[Link, ...]
    liable: tuple[LiablePerson, ...]
    holds: tuple[HoldStanding, ...]
    terms: Terms | None
    items: tuple[ItemStanding, ...]
    balance: Balance


def card(debt_id: int, *, as_of: date, known_at: datetime | None = None) -> DebtCard:
    """Return the card of a debt, in eight queries whatever its size; raise DebtNotFound."""
    debt = debt_of(debt_id)
    facts, chain = facts_of(debt), chain_of(debt_id)
    return DebtCard(
        debt=debt,
        as_of=as_of,
        facts=facts,
        reference_dates=reference_dates(facts, as_of=as_of),
        owner=owner_on(chain, as_of, original_creditor=debt.original_creditor),
        chain=tuple(chain),
        liable=tuple(liable_of(debt_id)),
        holds=tuple(holds_of(debt_id, day=as_of)),
        terms=in_force(terms_of(debt.portfolio_id), as_of),
        items=tuple(items_of(debt_id, currency=debt.currency, as_of=as_of, known_at=known_at)),
        balance=balance(debt_id, as_of=as_of, known_at=known_at),
    )


def debt_of(debt_id: int) -> Debt:
    """Return a debt with its client, portfolio and debtor, or raise DebtNotFound."""
    debt = Debt.objects.select_related("client", "portfolio", "debtor").filter(pk=debt_id).first()
    if debt is None:
        raise DebtNotFound(f"There is no debt {debt_id}.")
    return debt


def references_of(debt_ids: Iterable[int]) -> dict[int, str]:
    """Return the references of debts by their numbers, as people call them; what there is none of is left out."""
    return dict(Debt.objects.filter(pk__in=set(debt_ids)).values_list("pk", "reference"))


def places_of(debt_ids: Iterable[int]) -> dict[int, Place]:
    """Return of debts by their numbers whose they are, as permissions are asked; what there is none of is left out."""
    rows = Debt.objects.filter(pk__in=set(debt_ids)).values_list("pk", "client_id", "portfolio_id")
    return {number: Place(client_id, portfolio_id) for number, client_id, portfolio_id in rows}


def facts_of(debt: Debt) -> DebtFacts:
    """Return what the client told about a debt."""
    return DebtFacts(
        debt_type=cast(DebtType, debt.debt_type),
        original_creditor=debt.original_creditor,
        jurisdiction=debt.jurisdiction,
        placed_date=debt.placed_date,
        last_statement_date=debt.last_statement_date,
        charge_off_date=debt.charge_off_date,
        last_payment_date=debt.last_payment_date,
        transaction_date=debt.transaction_date,
        judgment_date=debt.judgment_date,
        attributes=debt.attributes,
    )


_BEFORE = f"""
    SELECT account_id, {", ".join(one.name for one in fields(DebtFacts))} FROM receivables_debtevent
    WHERE account_id = %s AND pgh_created_at > %s ORDER BY pgh_id LIMIT 1
"""  # noqa: S608  Names of columns.


def facts_known_at(debt: Debt, *, known_at: datetime) -> DebtFacts:
    """Return what the client had told about a debt until an instant."""
    # The history keeps of each change the row before it: the first change after the instant holds what was known at it.
    before = list(Debt.objects.raw(_BEFORE, [debt.pk, known_at]))
    return facts_of(before[0] if before else debt)


def chain_of(debt_id: int) -> list[Link]:
    """Return the transfers of a debt's title in their order."""
    rows = TitleTransfer.objects.filter(debt_id=debt_id).order_by("position")
    return [Link(row.position, row.from_owner, row.to_owner, row.transferred_date) for row in rows]


def liable_of(debt_id: int) -> list[LiablePerson]:
    """Return who besides the debtor has to do with a debt."""
    rows = Liable.objects.filter(debt_id=debt_id).select_related("person").order_by("role", "id")
    return [LiablePerson(row.person_id, row.person.display_name, row.role) for row in rows]


def holds_of(debt_id: int, *, day: date) -> list[HoldStanding]:
    """Return the holds of a debt, the latest first, and which of them are in force on a day."""
    return [_standing(row, day=day) for row in Hold.objects.filter(debt_id=debt_id).order_by("-starts_date", "-id")]


def terms_of(portfolio_id: int) -> list[Terms]:
    """Return all terms of a portfolio, the earliest first."""
    rows = TermsRow.objects.filter(portfolio_id=portfolio_id).order_by("effective_date")
    return [Terms(row.effective_date, row.payment_days, row.interest_ppm) for row in rows]


def _standing(row: Hold, *, day: date) -> HoldStanding:
    released = row.released_at.date() if row.released_at else None
    holds = hold.is_in_force(hold.Hold(row.reason, row.starts_date, row.ends_date, released), day)
    return HoldStanding(
        row.id, row.reason, row.note, row.starts_date, row.ends_date, row.released_at, holds, row.entry_id
    )
