"""Setting terms of interest that contract, judgment or law allow, and refusing others with the rule."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.compliance.queries import law_in_force
from goodstanding.ledger.interest.queries import histories
from goodstanding.ledger.interest.terms import Terms
from goodstanding.ledger.operations.interest import set_interest_terms
from goodstanding.money.amount import Amount
from goodstanding.receivables.charging.law import NotAllowed, statutory_terms, unauthorised
from goodstanding.receivables.charging.queries import circumstances_of, country_of
from goodstanding.receivables.models import Debt, Item, Portfolio
from goodstanding.receivables.operations.clients import NoSuchPortfolio
from goodstanding.receivables.operations.held_debt import held_debt
from goodstanding.receivables.queries.debts import terms_of
from goodstanding.receivables.terms import in_force


@transaction.atomic
def set_terms(debt_id: int, terms: Terms, *, effective_date: date, by: Actor, at: datetime) -> int:
    """Set the terms of interest of a debt from a day on and return their number.

    A contract's rate is one that the portfolio's terms know, or names its clause as `rule`; a judgment's is of a debt
    that has one; a statute's is set by `adopt_statute`. Raises NotAllowed with the rule, TermsRefused, NoSuchDebt,
    DebtWithdrawn, PermissionRefused. Locks the debt's account.
    """
    debt = held_debt(debt_id, permission="interest.set", by=by)
    allowed = _allowed(terms, debt, portfolio_id=debt.portfolio_id, day=effective_date, at=at)
    return set_interest_terms(
        allowed, effective_date=effective_date, account_id=debt_id, portfolio_id=debt.portfolio_id, by=by, at=at
    )


@transaction.atomic
def set_portfolio_terms(portfolio_id: int, terms: Terms, *, effective_date: date, by: Actor, at: datetime) -> int:
    """Set the terms of interest of every debt of a portfolio that has none of its own; return their number.

    Raises NoSuchPortfolio, NotAllowed (a judgment and a statute speak of one debt), TermsRefused, PermissionRefused.
    """
    portfolio = Portfolio.objects.filter(id=portfolio_id).first()
    if portfolio is None:
        raise NoSuchPortfolio(f"There is no portfolio {portfolio_id}.")
    if terms.basis not in {"contract", "none"}:
        raise NotAllowed(f"Interest by {terms.basis} depends on the debt and its debtor; set it debt by debt.")
    allowed = _allowed(terms, None, portfolio_id=portfolio_id, day=effective_date, at=at)
    return set_interest_terms(
        allowed, effective_date=effective_date, portfolio_id=portfolio_id, client_id=portfolio.client_id, by=by, at=at
    )


@transaction.atomic
def adopt_statute(debt_id: int, rule_id: str, *, effective_date: date, by: Actor, at: datetime) -> int:
    """Charge a debt by a statutory rule of the lawbook from a day on, and return the number of the terms.

    Margin, base rate, the days it is read on and the days of a year are the rule's. Raises NotAllowed where the rule
    grants nothing on such a debt, LawbookRefused, RateUnknown, NoSuchDebt, DebtWithdrawn, PermissionRefused.
    """
    debt = held_debt(debt_id, permission="interest.set", by=by)
    first = Item.objects.filter(debt=debt, withdrawn_at=None).order_by("due_date", "id").first()
    if first is None:
        raise NotAllowed("The debt has no item that could be late.")
    about = circumstances_of(debt, amount=Amount(first.amount_minor, debt.currency), due_date=first.due_date)
    book = law_in_force(day=effective_date, known_at=at)
    terms = statutory_terms(rule_id, about, day=effective_date, book=book, rates=histories())
    return set_interest_terms(
        terms, effective_date=effective_date, account_id=debt_id, portfolio_id=debt.portfolio_id, by=by, at=at
    )


def _allowed(terms: Terms, debt: Debt | None, *, portfolio_id: int, day: date, at: datetime) -> Terms:
    """Return terms that say what allows them, or raise NotAllowed."""
    if terms.basis == "none":
        return terms
    if terms.basis == "statute":
        raise NotAllowed("Statutory interest is what the law says; name its rule instead of a rate.")
    if terms.basis == "judgment":
        judged = debt.judgment_date if debt is not None else None
        if judged is None:
            raise NotAllowed("No judgment is recorded for this debt.")
        start = terms.start_date or (judged if terms.starts == "judgment" else None)
        return replace(terms, start_date=start)
    if terms.rule.strip():
        return terms
    contract = in_force(terms_of(portfolio_id), day)
    if contract is not None and not terms.base_name and 0 < terms.rate_ppm <= contract.interest_ppm:
        return replace(terms, rule=f"the portfolio's contract from {contract.effective_date}")
    against = unauthorised(country_of(debt) if debt is not None else "", book=law_in_force(day=day, known_at=at))
    raise NotAllowed(f"The portfolio's contract knows no such interest; name the clause that allows it.{against}")
