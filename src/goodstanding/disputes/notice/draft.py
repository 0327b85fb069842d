"""Draft: makes the content of a notice from the plain facts of a debt and the choice of its itemisation date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goodstanding.disputes.notice.content import (
    NO_OPTIONS,
    Collector,
    Consumer,
    Medium,
    Notice,
    Obligation,
    Options,
    Period,
    Since,
    Then,
)
from goodstanding.disputes.notice.itemisation import ItemisationDate, choose, known_on
from goodstanding.money.amount import Amount
from goodstanding.receivables.debt import DebtFacts, ReferenceDate


@dataclass(frozen=True, slots=True)
class Standing:
    """How a debt stood on one of the five dates, and what happened to it from then until now."""

    creditor: str
    account_number: str | None
    amount: Amount
    since: Since


def draft(
    facts: DebtFacts,
    *,
    reference: ReferenceDate,
    standings: Mapping[ReferenceDate, Standing],
    amount_now: Amount,
    collector: Collector,
    consumer: Consumer,
    obligation: Obligation,
    provided_date: date,
    minimum_end_date: date | None,
    end_date: date | None = None,
    earlier: ItemisationDate | None = None,
    medium: Medium = "mail",
    options: Options = NO_OPTIONS,
) -> Notice:
    """Return a notice whose itemisation all comes from one date, or raise ItemisationDateRefused.

    `standings` holds how the debt stood on those of the five dates for which that is known. Without an end date of its
    own the notice prints the minimum; without either the lawbook is asked (`judgement.with_period_ends`). What the law
    allows besides is added with `dataclasses.replace`.
    """
    chosen = choose(facts, reference, as_of=provided_date, earlier=earlier)
    standing = known_on(standings, chosen)
    return Notice(
        medium=medium,
        collector=collector,
        consumer=consumer,
        obligation=obligation,
        then=Then(chosen, standing.creditor, standing.account_number, standing.amount),
        since=standing.since,
        amount_now=amount_now,
        period=Period(provided_date, minimum_end_date, end_date or minimum_end_date),
        options=options,
        earlier=earlier,
    )
