"""Turns what the chapters answer about an account into what its page shows; nothing here asks the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from goodstanding.disputes.dispute import Dispute, counts_on, disputed_items
from goodstanding.disputes.queries import DisputeStanding
from goodstanding.money.amount import Amount
from goodstanding.parties.queries import ConsentLine, PersonCard
from goodstanding.payments.queries import ReceiptStanding
from goodstanding.receivables.queries.account import Happening
from goodstanding.receivables.queries.debts import DebtCard
from goodstanding.workbench.account import notice
from goodstanding.workbench.account.card import Debtor, Event, ItemLine, Point, said
from goodstanding.workbench.account.hours import local_time
from goodstanding.workbench.account.notice import Notice
from goodstanding.workbench.look.figure import day, money


@dataclass(frozen=True, slots=True)
class Sources:
    """What the chapters said about one account."""

    card: DebtCard
    person: PersonCard | None
    disputes: tuple[DisputeStanding, ...]
    receipts: tuple[ReceiptStanding, ...]
    happenings: tuple[Happening, ...]
    as_of: date
    at: datetime

    @property
    def references(self) -> dict[int, str]:
        """Tell the reference of every item by its number."""
        return {item.item_id: item.reference for item in self.card.items}

    @property
    def open_disputes(self) -> list[DisputeStanding]:
        """Tell the disputes that count on the day."""
        return [one for one in self.disputes if counts_on(Dispute(one.opened_date, one.closed_date), self.as_of)]


class Sums(NamedTuple):
    """What is owed in all, on items, of that overdue, what lies unapplied, and what is owed by component."""

    balance: Amount
    open: Amount
    past_due: Amount
    unapplied: Amount
    components: tuple[tuple[str, Amount], ...]


def sums(found: Sources) -> Sums:
    """Return the figures at the head of the page."""
    currency, held = found.card.debt.currency, found.card.balance
    late = (item.open for item in found.card.items if item.days_past_due)
    return Sums(
        Amount(held.balance_minor, currency),
        open=Amount(held.open_minor, currency),
        past_due=sum(late, Amount.zero(currency)),
        unapplied=Amount(held.unapplied_minor, currency),
        components=tuple((name, Amount(minor, currency)) for name, minor in held.components.items()),
    )


def facts(found: Sources) -> tuple[tuple[str, str], ...]:
    """Return what is known of the debt as names and texts, what is not known left out."""
    debt, known = found.card.debt, found.card.facts
    terms = found.card.terms
    told = [
        ("Client", debt.client.name),
        ("Portfolio", debt.portfolio.name),
        ("Kind of debt", known.debt_type),
        ("Original creditor", known.original_creditor),
        ("Owner", found.card.owner if found.card.owner != known.original_creditor else ""),
        ("Jurisdiction", known.jurisdiction),
        ("Currency", debt.currency),
        ("Placed", day(known.placed_date)),
        *((f"Date of {name}".replace("-", " "), day(value)) for name, value in found.card.reference_dates.items()),
        ("Terms", f"{terms.payment_days} days" if terms else ""),
        *((name[:1].upper() + name[1:], str(value)) for name, value in sorted(known.attributes.items())),
    ]
    return tuple((name, text) for name, text in told if text)


def items(found: Sources) -> tuple[ItemLine, ...]:
    """Return the items that had been issued by the day, what is open first, the earliest due first."""
    contested = disputed_items(
        [Dispute(one.opened_date, one.closed_date, one.item_id) for one in found.disputes],
        found.as_of,
        items=found.references,
    )
    lines = [
        ItemLine(
            item.reference, item.kind, item.issued_date, item.due_date, item.amount, item.open, item.days_past_due,
            is_disputed=item.item_id in contested and not item.open.is_zero, is_withdrawn=item.is_withdrawn,
        )
        for item in found.card.items
        if item.issued_date <= found.as_of
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: line.open.is_zero))


def debtor(found: Sources) -> Debtor | None:
    """Return who owes, as far as the actor may read it."""
    person = found.person
    if person is None:
        return None
    return Debtor(
        person_id=person.id,
        name=person.display_name,
        kind=person.kind,
        reference=person.reference,
        language=person.language,
        country=person.country,
        points=tuple(_points(person, at=found.at)),
        consents=tuple(_said(line) for line in person.consents if line.contact_point_id is None),
        preferences=tuple(f"{wish.kind.capitalize()}: {wish.value}." for wish in person.preferences),
        identifiers=tuple(
            f"{one.kind.capitalize()}{f', ending in {one.last_characters}' if one.last_characters else ''}"
            for one in person.identifiers
        ),
    )


def _points(person: PersonCard, *, at: datetime) -> Iterator[Point]:
    for point in person.contact_points:
        yield Point(
            kind=point.kind,
            value=point.value,
            label=point.label,
            status=point.status,
            source=point.source,
            local_time=local_time(at, point.zones) if point.kind != "email" else "",
            consents=tuple(_said(line) for line in person.consents if line.contact_point_id == point.id),
        )


def _said(line: ConsentLine) -> str:
    return said(line.channel, line.state, since=day(line.since.date()))


def notices(found: Sources) -> tuple[Notice, ...]:
    """Return what has to be seen first, the gravest first."""
    told: list[Notice] = []
    withdrawn_at = found.card.debt.withdrawn_at
    if withdrawn_at is not None:
        told.append(notice.of_withdrawal(withdrawn_at.date()))
    for fact in found.person.circumstances if found.person else ():
        told.append(notice.of_circumstance(fact.kind, since=fact.effective_date, source=fact.source))
    for one in found.person.representatives if found.person else ():
        told.append(
            notice.of_representative(
                one.name, role=one.fact.role, since=one.fact.effective_date, source=one.fact.source
            )
        )
    for hold in (hold for hold in found.card.holds if hold.is_in_force):
        told.append(notice.of_hold(hold.reason, since=hold.starts_date, until=hold.ends_date, note=hold.note))
    for contest in found.open_disputes:
        told.append(
            notice.of_dispute(_contested(contest, found=found), since=contest.opened_date, reason=contest.reason)
        )
    return tuple(notice.ordered(told))


def _contested(contest: DisputeStanding, *, found: Sources) -> str:
    if contest.item_id is None:
        return "the whole debt"
    return f"item {found.references.get(contest.item_id, contest.item_id)}"


def events(found: Sources) -> list[Event]:
    """Return everything that happened, of the books, the disputes and the person, in no order."""
    told = [Event(one.day, one.kind, one.text, one.entry_id) for one in found.happenings]
    told += _disputed(found)
    for receipt in (receipt for receipt in found.receipts if receipt.repeats_id is not None):
        text = f"This receipt of {money(receipt.amount)} looks exactly like an earlier one; please check it."
        told.append(Event(receipt.received_date, "repeat", text, receipt.entry_id))
    for fact in found.person.circumstances if found.person else ():
        text = f"We learned of a circumstance: {fact.kind}, since {day(fact.effective_date)} ({fact.source})."
        told.append(Event(fact.learned_at.date(), "circumstance", text))
    for line in found.person.consents if found.person else ():
        told.append(Event(line.since.date(), "consent", _said(line)))
    return [event for event in told if event.day <= found.as_of]


def _disputed(found: Sources) -> Iterator[Event]:
    for one in found.disputes:
        what = _contested(one, found=found)
        reason = f" {one.reason}" if one.reason else ""
        yield Event(one.opened_date, "dispute", f"A dispute was opened on {what}.{reason}", one.entry_id)
        if one.closed_date is not None:
            outcome = f" {one.outcome}" if one.outcome else ""
            yield Event(one.closed_date, "dispute", f"The dispute on {what} was closed.{outcome}", one.entry_id)


def subjects(found: Sources) -> list[str]:
    """Return whom the evidence entries of this page concern."""
    person = [f"person:{found.person.id}"] if found.person else []
    return [f"debt:{found.card.debt.pk}", *person]


def stamps(found: Sources) -> set[int]:
    """Return the evidence entries that the rows behind this page were written under."""
    return {
        found.card.debt.entry_id,
        *(item.entry_id for item in found.card.items),
        *(hold.entry_id for hold in found.card.holds),
        *(found.person.entry_ids if found.person else ()),
    }
