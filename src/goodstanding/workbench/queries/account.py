"""Gathers the page of one account: a fixed number of questions, whatever the size of the account."""

from dataclasses import dataclass
from datetime import date, datetime

from goodstanding.access.permission import Actor, PermissionRefused, may, require
from goodstanding.disputes.queries import of_debt as disputes_of
from goodstanding.ledger.queries import lines_of
from goodstanding.parties.person import PersonRefused
from goodstanding.parties.queries import PersonCard, person_card
from goodstanding.payments.queries import receipts_of
from goodstanding.receivables.queries.account import timeline as happenings
from goodstanding.receivables.queries.debts import DebtCard, DebtNotFound, card
from goodstanding.workbench.account.card import AccountPage, timeline
from goodstanding.workbench.account.journal import journal
from goodstanding.workbench.queries import account_parts as parts
from goodstanding.workbench.queries import evidence, neighbours
from goodstanding.workbench.queries.account_parts import Sources

LINES_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """Who looks, when, as of which day, and whether they want every line of the ledger."""

    actor: Actor
    at: datetime
    as_of: date
    all_lines: bool = False


def account(debt_id: int, *, asked: Asked) -> AccountPage:
    """Return the page of an account; raise DebtNotFound where there is none, or none for this actor."""
    facts = visible_card(debt_id, asked=asked)
    found = Sources(
        card=facts,
        person=visible_person(facts.debt.debtor_id, asked=asked),
        disputes=tuple(disputes_of(debt_id)),
        receipts=tuple(receipts_of(debt_id)),
        happenings=tuple(happenings(debt_id)),
        as_of=asked.as_of,
        at=asked.at,
    )
    return _page(found, asked=asked, reads_evidence=_may(asked.actor, "evidence.read", card_=facts))


def visible_card(debt_id: int, *, asked: Asked) -> DebtCard:
    """Return the card of an account; raise DebtNotFound where there is none, or none for this actor."""
    require(asked.actor, "accounts.read")
    facts = card(debt_id, as_of=asked.as_of)
    if not _may(asked.actor, "accounts.read", card_=facts):
        # Whoever may not see an account does not learn that there is one.
        raise DebtNotFound(f"There is no debt {debt_id}.")
    return facts


def _may(actor: Actor, permission: str, *, card_: DebtCard) -> bool:
    return may(actor, permission, client_id=card_.debt.client_id, portfolio_id=card_.debt.portfolio_id)


def visible_person(person_id: int | None, *, asked: Asked) -> PersonCard | None:
    """Return the debtor's card; None where nobody is known to owe, or nothing of them may be read."""
    if person_id is None:
        return None
    try:
        return person_card(person_id, by=asked.actor, at=asked.at)
    except (PermissionRefused, PersonRefused):
        return None


def _page(found: Sources, *, asked: Asked, reads_evidence: bool) -> AccountPage:
    debt = found.card.debt
    ledger = lines_of(debt.pk, as_of=asked.as_of)
    lines = journal(ledger, currency=debt.currency, items=found.references)
    events = parts.events(found)
    stamps = parts.stamps(found) | {event.entry_id for event in events}
    sums = parts.sums(found)
    return AccountPage(
        debt_id=debt.pk,
        reference=debt.reference,
        as_of=asked.as_of,
        today=asked.at.date(),
        notices=parts.notices(found),
        debtor=parts.debtor(found),
        debtor_name=debt.debtor.display_name if debt.debtor else "",
        facts=parts.facts(found),
        balance=sums.balance,
        open=sums.open,
        past_due=sums.past_due,
        unapplied=sums.unapplied,
        components=sums.components,
        oldest_days_past_due=max((item.days_past_due for item in found.card.items), default=0),
        items=parts.items(found),
        journal=tuple(lines if asked.all_lines else lines[:LINES_SHOWN]),
        journal_n=len(lines),
        events=timeline(events, positions=evidence.positions(stamps)),
        evidence=evidence.concerning(parts.subjects(found), ids=stamps) if reads_evidence else None,
        liable=tuple((one.name, one.role) for one in found.card.liable),
        neighbours=neighbours.of(debt.debtor_id, but=debt.pk, actor=asked.actor),
    )
