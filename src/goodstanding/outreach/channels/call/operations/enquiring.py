"""Answering somebody who calls us: their place in the menu, who they are, and what they want done.

Every turn is one transaction with one entry. What other chapters do (a promise, a message) is handed in. Guessing does
not pay: after a few wrong tries a number, and an account, are closed for a day, and nobody is told which it was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.compliance.queries import collector_kind
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.queries import balance
from goodstanding.money.amount import Amount
from goodstanding.money.currency import exponent
from goodstanding.outreach.channels.call.menu.stage import (
    ASKS,
    SILENCES_MOST,
    Stage,
    Turn,
    read_day,
    read_digits,
    read_proof,
    read_whole,
    turn,
)
from goodstanding.outreach.channels.call.menu.words import LANGUAGES, sentence, spoken_day
from goodstanding.outreach.channels.call.operations.verifying import is_closed, verified
from goodstanding.outreach.channels.queries import house_words
from goodstanding.outreach.contact import ContactFact
from goodstanding.outreach.models.enquiry import Enquiry, EnquiryStep
from goodstanding.outreach.operations.contact import record_contact
from goodstanding.parties.models import ContactPoint
from goodstanding.receivables.models import Debt
from goodstanding.refusal import Refusal
from goodstanding.worklists.operations.single import About, Wanted, open_task

TRIES_A_CALL = 3
OUR_OWN = "original_creditor"
CHANGING = [
    "language", "stage", "tries", "account", "debt_id", "person_id", "amount_minor", "promised_date", "silences",
    "changed_at", "ended_at", "contact_id", "entry_id",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deeds:
    """What the menu has done by other chapters; each raises a Refusal with why it cannot be."""

    promise: Callable[[int, Amount, date, str], object]
    """Records a promise on a debt: amount, day, and where it can be seen."""
    link: Callable[[Enquiry, Debt], object]
    """Asks for a message with the link to pay."""


class Answer(NamedTuple):
    """What the caller hears, and what then: asked for digits, put through, or hung up."""

    says: tuple[str, ...]
    language: str
    then: str
    """"ask", "ask one", "through" or "hang up"."""


@transaction.atomic
def begin(reference: str, *, caller: str, records: bool, by: Actor, at: datetime) -> Answer:
    """Greet somebody who calls, in every language; the same call again is greeted again and begins nothing."""
    require(by, "contacts.record")
    entry_id = allot()
    row, is_new = Enquiry.objects.get_or_create(
        reference=reference, defaults={"caller": caller, "began_at": at, "changed_at": at, "entry_id": entry_id}
    )
    if is_new:
        append("outreach.enquiry_began", by=by.name, at=at, subjects=[f"enquiry:{row.pk}"], facts={"enquiry": row.pk},
               entry_id=entry_id)  # fmt: skip
    house = str(house_words(at).get("name", ""))
    notice = [sentence("recorded", language=one) for one in LANGUAGES.values()] if records else []
    choices = [sentence("choose_language", language=one) for one in LANGUAGES.values()]
    return Answer((f"{house}.", *notice, *choices), "en", "ask one")


@transaction.atomic
def take_turn(reference: str, digits: str, *, deeds: Deeds, by: Actor, at: datetime) -> Answer:
    """Take what somebody typed and return what they hear next. A call that did not begin here is hung up."""
    require(by, "contacts.record")
    row = Enquiry.objects.select_for_update().filter(reference=reference, ended_at=None).first()
    if row is None:
        return Answer((), "en", "hang up")
    typed, was = read_digits(digits), row.stage
    told = _turn(row, typed, at=at)
    answer = _done(row, told, deeds=deeds, by=by, at=at)
    _put_down(row, was, typed, by=by, at=at)
    return answer


def _turn(row: Enquiry, typed: str, *, at: datetime) -> Turn:
    """Return what follows, and keep what was typed where it is needed later."""
    if row.stage == "welcome":
        row.language = LANGUAGES.get(typed, "en")
        row.stage = "account"
        return Turn("account")
    told = turn(_stage(row), typed, today=at.date())
    row.silences = row.silences + 1 if "not_understood" in told.says else 0
    if row.silences >= SILENCES_MOST:
        return Turn("ended", "end")
    if row.stage == "account" and told.stage == "proof":
        row.account = told.typed
    if row.stage == "amount" and told.stage == "date":
        row.amount_minor = read_whole(told.typed)
    if row.stage == "date" and told.stage == "confirm":
        row.promised_date = read_day(told.typed, today=at.date())
    row.stage = told.stage
    return told


def _done(row: Enquiry, told: Turn, *, deeds: Deeds, by: Actor, at: datetime) -> Answer:
    """Do what a turn asks for, and return what is heard."""
    says = [sentence(name, language=row.language) for name in told.says]
    if told.deed == "verify":
        return _verified(row, told.typed, says, by=by, at=at)
    if told.deed == "person":
        return _put_through(row, by=by, at=at)
    if told.deed == "end":
        return _ended(row, [*says, sentence("goodbye", language=row.language)], at=at)
    if told.deed == "balance":
        says.append(_balance(row, at=at))
    elif told.deed == "link":
        says.append(_try(row, "link_asked", "link_refused", lambda: deeds.link(row, _debt(row))))
    elif told.deed == "promise":
        says.append(_promise(row, deeds=deeds))
    return _asking(row, says)


def _verified(row: Enquiry, typed: str, says: list[str], *, by: Actor, at: datetime) -> Answer:
    """Let somebody in who is who they say; count every try, also on accounts that are not there."""
    proof = read_proof(typed)
    assert proof is not None, "Only what reads as a proof is verified."
    if is_closed(row, at=at):
        return _ended(row, [sentence("locked", language=row.language)], at=at)
    debt = verified(row, proof, at=at)
    if debt is None:
        row.tries += 1
        not_found, is_over = sentence("not_found", language=row.language), row.tries >= TRIES_A_CALL
        if is_over or is_closed(row, at=at):
            return _ended(row, [not_found, sentence("locked", language=row.language)], at=at)
        row.stage, row.account = "account", ""
        return _asking(row, [not_found])
    row.debt_id, row.person_id, row.stage = debt.account_id, debt.debtor_id, "menu"
    row.contact_id = _record(row, debt, by=by, at=at)
    told = "creditor" if collector_kind(debt.client_id, known_at=at) == OUR_OWN else "disclosure"
    house = str(house_words(at).get("name", ""))
    return _asking(row, [*says, sentence(told, language=row.language, house=house)])


def _balance(row: Enquiry, *, at: datetime) -> str:
    debt = _debt(row)
    owed = Amount(balance(debt.account_id, as_of=at.date()).balance_minor, debt.currency)
    if owed.minor <= 0:
        return sentence("nothing_open", language=row.language, reference=debt.reference)
    return sentence("balance", language=row.language, amount=_spoken(owed), reference=debt.reference)


def _promise(row: Enquiry, *, deeds: Deeds) -> str:
    debt, amount, day = _debt(row), _amount(row), row.promised_date
    assert day is not None, "A promise is confirmed after its day was typed."
    evidence = f"Typed by telephone in enquiry {row.pk}."
    said = _try(row, "promised", "promise_refused", lambda: deeds.promise(debt.account_id, amount, day, evidence))
    row.amount_minor, row.promised_date = None, None
    return said


def _try(row: Enquiry, done: str, refused: str, deed: Callable[[], object]) -> str:
    """Do something of another chapter and say that it is done, or why not."""
    fields = _fields(row)
    try:
        with transaction.atomic():
            deed()
    except Refusal as refusal:
        return sentence(refused, language=row.language, reason=refusal, **fields)
    return sentence(done, language=row.language, **fields)


def _put_through(row: Enquiry, *, by: Actor, at: datetime) -> Answer:
    """Put somebody through; who is verified also gets a task, so that nobody forgets them if the line drops."""
    if row.debt_id is not None:
        debt = _debt(row)
        wanted = Wanted("call", f"enquiry:{row.pk}", "They called and asked for somebody.",
                        {"debts": [debt.account_id], "enquiry": row.pk}, due_at=at)  # fmt: skip
        open_task(wanted, About(row.person_id, debt.account_id, debt.client_id, debt.portfolio_id), by=by, at=at)
    return _ended(row, [sentence("putting_through", language=row.language)], at=at)._replace(then="through")


def _record(row: Enquiry, debt: Debt, *, by: Actor, at: datetime) -> int:
    """Record that they called, once, as soon as it is known who they are."""
    fact = ContactFact(row.began_at, at, "inbound", "call")
    point = ContactPoint.objects.filter(person=debt.debtor, kind="phone", value=row.caller, withdrawn_at=None)
    number = point.values_list("id", flat=True).first() if row.caller else None
    return record_contact([debt.account_id], fact=fact, contact_point_id=number, by=by, at=at)


def _asking(row: Enquiry, says: list[str]) -> Answer:
    fields: dict[str, Any] = _fields(row)
    says += [sentence(name, language=row.language, **fields) for name in ASKS[_stage(row)]]
    return Answer(tuple(says), row.language, "ask one" if row.stage in ("menu", "confirm") else "ask")


def _ended(row: Enquiry, says: list[str], *, at: datetime) -> Answer:
    row.stage, row.ended_at = "ended", at
    return Answer(tuple(says), row.language, "hang up")


def _fields(row: Enquiry) -> dict[str, Any]:
    """Return what sentences of a verified caller are filled in with."""
    if row.debt_id is None:
        return {}
    fields: dict[str, Any] = {"currency": _debt(row).currency}
    if row.amount_minor is not None:
        fields["amount"] = _spoken(_amount(row))
    if row.promised_date is not None:
        fields["date"] = spoken_day(row.promised_date, language=row.language)
    return fields


def _put_down(row: Enquiry, was: str, typed: str, *, by: Actor, at: datetime) -> None:
    """Save where somebody stands, with what they typed; digits that verify are never written down."""
    row.changed_at, row.entry_id = at, allot()
    row.save(update_fields=CHANGING)
    shown = f"{len(typed)} digits" if was in ("account", "proof") else typed
    EnquiryStep.objects.create(enquiry=row, stage=was, typed=shown, went_to=row.stage, at=at)
    about = [f"person:{row.person_id}", f"debt:{row.debt_id}"] if row.debt_id is not None else []
    append(
        "outreach.enquiry_turned", by=by.name, at=at, subjects=[f"enquiry:{row.pk}", *about],
        facts={"enquiry": row.pk, "stage": was, "typed": shown, "went_to": row.stage}, entry_id=row.entry_id,
    )  # fmt: skip


def _debt(row: Enquiry) -> Debt:
    assert row.debt_id is not None, "Only somebody who is verified has an account here."
    return Debt.objects.get(account_id=row.debt_id)


def _amount(row: Enquiry) -> Amount:
    """Return what was typed in whole units as an amount of the debt's currency."""
    debt = _debt(row)
    return Amount((row.amount_minor or 0) * 10 ** exponent(debt.currency), debt.currency)


def _spoken(amount: Amount) -> str:
    return f"{amount.decimal_string()} {amount.currency}"


def _stage(row: Enquiry) -> Stage:
    stage: Any = row.stage
    found: Stage = stage
    return found
