"""What a debt bears and why: the terms that hold for it, and its interest as of a day, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from goodstanding.compliance.lawbook.book import Lawbook, shipped
from goodstanding.ledger.interest.base_rate import History
from goodstanding.ledger.interest.queries import (
    FreezeStanding,
    freezes_of,
    histories,
    holding,
    terms_of_account,
    terms_of_portfolio,
)
from goodstanding.ledger.interest.terms import Begun, Terms, in_force, layered, under_ceiling
from goodstanding.ledger.operations.interest import Due, reckon_account
from goodstanding.ledger.queries import lines_of
from goodstanding.money.amount import Amount
from goodstanding.parties import circumstance
from goodstanding.parties.models import ContactPoint
from goodstanding.parties.queries import circumstance_facts
from goodstanding.receivables.charging.law import Circumstances, service_ceiling
from goodstanding.receivables.models import Debt, Item
from goodstanding.receivables.queries.debts import debt_of
from goodstanding.receivables.queries.debts import terms_of as contracts_of
from goodstanding.receivables.terms import Terms as Contract

COUNTRY_LETTERS = 2
IN_SERVICE = "service member"


@dataclass(frozen=True, slots=True)
class Standing:
    """The interest of one debt as of a day: by which terms, frozen when, on which items, and what is not charged."""

    debt_id: int
    currency: str
    as_of: date
    begun: tuple[Begun, ...]
    terms: Terms | None
    freezes: tuple[FreezeStanding, ...]
    items: tuple[tuple[str, Due], ...]
    ceiling: str = ""
    """The rule that keeps the rate low, where one does."""

    @property
    def accrued(self) -> Amount:
        """What all items bear through the day."""
        return Amount(sum(due.reckoned.amount_minor for _, due in self.items), self.currency)

    @property
    def charged(self) -> Amount:
        """What of it was charged."""
        return Amount(sum(due.charged_minor for _, due in self.items), self.currency)

    @property
    def change(self) -> Amount:
        """What the next charge would post."""
        return Amount(sum(due.change_minor for _, due in self.items), self.currency)


def standing(debt_id: int, *, as_of: date, known_at: datetime | None = None) -> Standing:
    """Return the interest of a debt through a day, as known at an instant; raises DebtNotFound, RateUnknown."""
    debt = debt_of(debt_id)
    begun, ceiling = terms_that_hold(debt, known_at=known_at)
    freezes = freezes_of([debt_id], known_at=known_at)
    rows = Item.objects.filter(debt_id=debt_id)
    items = {number: (due, reference) for number, due, reference in rows.values_list("id", "due_date", "reference")}
    found = reckon_account(
        lines_of(debt_id, known_at=known_at),
        due_dates={number: due for number, (due, _) in items.items()},
        begun=begun,
        freezes=holding(freezes),
        rates=histories(known_at=known_at),
        through_date=as_of,
    )
    return Standing(
        debt_id,
        debt.currency,
        as_of,
        tuple(begun),
        in_force(begun, day=as_of),
        tuple(freezes),
        tuple((items[one.item_id][1], one) for one in found),
        ceiling,
    )


def due_dates_of(debt_id: int) -> dict[int, date]:
    """Return the due dates of a debt's items; withdrawn ones bear nothing, and what they bore is taken back."""
    return dict(Item.objects.filter(debt_id=debt_id).values_list("id", "due_date"))


def terms_that_hold(
    debt: Debt, *, known_at: datetime | None = None, book: Lawbook | None = None
) -> tuple[list[Begun], str]:
    """Return the terms of a debt (its own, else its portfolio's, else the contract's) and the rule of a ceiling."""
    own = [told.begun for told in terms_of_account(debt.pk, known_at=known_at)]
    begun = layered(own, portfolio_terms(debt.portfolio_id, known_at=known_at))
    return _under_service(debt, begun, known_at=known_at, book=book or shipped())


def portfolio_terms(portfolio_id: int, *, known_at: datetime | None = None) -> list[Begun]:
    """Return what holds for a portfolio's debts that have no terms of their own."""
    told = [one.begun for one in terms_of_portfolio(portfolio_id, known_at=known_at)]
    return layered(told, contract_terms(contracts_of(portfolio_id)))


def contract_terms(contracts: Sequence[Contract]) -> list[Begun]:
    """Return the interest that contracts of a portfolio know: simple, of 365 days, from the day after the due date."""
    return [
        Begun(
            one.effective_date,
            Terms("contract", one.interest_ppm, rule=f"the portfolio's contract from {one.effective_date}")
            if one.interest_ppm
            else Terms("none"),
        )
        for one in contracts
    ]


def circumstances_of(debt: Debt, *, amount: Amount, due_date: date) -> Circumstances:
    """Return what the law asks of a debt or one of its items."""
    return Circumstances(country_of(debt), debt.debt_type, amount, due_date)


def country_of(debt: Debt) -> str:
    """Return the country of the debtor's address, or of the debt's jurisdiction where it is one; empty if unknown."""
    found = None
    if debt.debtor_id is not None:
        points = ContactPoint.objects.filter(person_id=debt.debtor_id, kind="address", withdrawn_at=None)
        found = points.exclude(country="").order_by("id").values_list("country", flat=True).first()
    told = debt.jurisdiction.strip().upper()
    return str(found) if found else told if len(told) == COUNTRY_LETTERS else ""


def rates_known(*, known_at: datetime | None = None) -> dict[str, History]:
    """Return every base rate, for whoever asks the law."""
    return histories(known_at=known_at)


def _under_service(
    debt: Debt, begun: list[Begun], *, known_at: datetime | None, book: Lawbook
) -> tuple[list[Begun], str]:
    """Keep the rate of somebody in the forces below what the law says, whether or not they gave notice."""
    if debt.debtor_id is None or country_of(debt) not in {"US", ""}:
        return begun, ""
    facts = [one for one in circumstance_facts(debt.debtor_id) if one.kind == IN_SERVICE]
    instant = known_at or max((one.learned_at for one in facts), default=None)
    said = ""
    for fact in circumstance.as_known(facts, known_at=instant) if instant is not None else ():
        if not fact.never_held:
            ppm, said = service_ceiling(fact.effective_date, book=book)
            begun = under_ceiling(begun, first_date=fact.effective_date, last_date=fact.ended_date, ppm=ppm)
    return begun, said


def named_rule(terms: Terms, *, rule: str) -> Terms:
    """Return terms that say what allows them."""
    return replace(terms, rule=rule)
