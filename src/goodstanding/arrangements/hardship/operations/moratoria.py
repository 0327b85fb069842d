"""Recording a moratorium, taking a debt out of it, and ending it: what stops, stops in the same deed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.hardship import law, moratorium
from goodstanding.arrangements.hardship.moratorium import Said
from goodstanding.arrangements.hardship.operations.ending import lift
from goodstanding.arrangements.hardship.operations.taking_back import take_back_charges
from goodstanding.arrangements.hardship.queries.moratoria import (
    MoratoriumCard,
    NoSuchMoratorium,
    card_of,
    last_standard,
    of_person,
)
from goodstanding.arrangements.models import Moratorium, MoratoriumDebt, MoratoriumWord
from goodstanding.compliance.queries import law_in_force
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.operations.freezing import freeze_interest, unfreeze_interest
from goodstanding.parties.models import Person
from goodstanding.parties.operations import person
from goodstanding.parties.operations.person_lock import order_after_sending
from goodstanding.receivables.models import Debt, Hold
from goodstanding.receivables.operations.held_debt import held_debt
from goodstanding.receivables.operations.holds import place_hold
from goodstanding.refusal import Refusal

HOLD_REASON = "legal"


class MoratoriumRefused(Refusal):
    """The moratorium cannot be recorded or ended like this; the sentences say why."""


@dataclass(frozen=True, slots=True)
class Notified:
    """What the register told us. Without `debt_ids` every debt of the person that was not withdrawn is in it.

    `all_the_same` says why it counts although another one stood within the months the law names.
    """

    kind: str
    reference: str
    starts_date: date
    contact: str
    debt_ids: Sequence[int] = ()
    all_the_same: str = ""


@transaction.atomic
def record_moratorium(person_id: int, told: Notified, *, by: Actor, at: datetime) -> int:
    """Record a moratorium we were notified of, and return its number.

    In the same deed nothing more is sent to the person, its debts are held, their interest is frozen from the first day
    on, and what was charged since is taken back. Payments on a plan may go on; nobody asks for them. Raises
    MoratoriumRefused with all that is wrong, PersonUnknown, PermissionRefused. Locks the debts and the person.
    """
    order_after_sending(person_id)
    wanted = told.debt_ids or _debts_of(person_id)
    debts = [held_debt(one, permission="moratoria.record", by=by) for one in sorted(set(wanted))]
    owner = person.locked(person_id)
    require(by, "moratoria.record", client_id=owner.issuer_id)
    _refuse(owner, told, debts, at=at)
    row = Moratorium.objects.create(
        person=owner, kind=told.kind, reference=told.reference.strip(), starts_date=told.starts_date,
        contact=told.contact.strip(), all_the_same=told.all_the_same.strip(), recorded_by=by.name, recorded_at=at,
        entry_id=allot(),
    )  # fmt: skip
    last = card_of(row, known_at=at).last_date
    taken_back = [number for debt in debts for number in _take_in(row, debt, last=last, by=by, at=at)]
    facts = {
        "moratorium": row.pk, "starts_date": told.starts_date.isoformat(), "reference": row.reference,
        "last_date": last.isoformat() if last else None, "debts": [debt.pk for debt in debts],
        "charges_taken_back": taken_back, "all_the_same": row.all_the_same,
    }  # fmt: skip
    _append("arrangements.moratorium_recorded", row, debts, facts=facts, entry_id=row.entry_id, by=by, at=at)
    return row.pk


@transaction.atomic
def say_of_moratorium(moratorium_id: int, said: Said, *, reason: str, by: Actor, at: datetime) -> int:
    """Record what became of a moratorium; return the word's number.

    "treatment ended" with its last day, "ended early" or "cancelled" with the last day on which it binds, or "debt
    removed" with the last day for that debt. Holds are released and interest runs again from the day after. Raises
    NoSuchMoratorium, MoratoriumRefused with all that is wrong, PermissionRefused. Locks the debts.
    """
    found = Moratorium.objects.filter(pk=moratorium_id).select_related("person").first()
    if found is None:
        raise NoSuchMoratorium(f"There is no moratorium {moratorium_id}.")
    order_after_sending(found.person_id)
    debt_ids = sorted(found.debts.values_list("debt_id", flat=True))
    debts = [held_debt(one, permission="moratoria.end", by=by, even_withdrawn=True) for one in debt_ids]
    row = Moratorium.objects.select_for_update(of=("self",)).select_related("person").get(pk=moratorium_id)
    require(by, "moratoria.end", client_id=row.person.issuer_id)
    _refuse_word(row, said, reason=reason, at=at)
    before = card_of(row, known_at=at).last_date
    word = MoratoriumWord.objects.create(
        moratorium=row, what=said.what, day=said.day, debt_id=said.debt_id, reason=reason.strip(),
        recorded_by=by.name, recorded_at=at, entry_id=allot(),
    )  # fmt: skip
    card = card_of(row, known_at=at)
    for part in MoratoriumDebt.objects.filter(moratorium=row).select_related("moratorium", "debt").order_by("debt_id"):
        if said.what == "debt removed":
            last = said.day if part.debt_id == said.debt_id and (before is None or said.day < before) else None
        else:
            last = card.last_date if part.debt_id in card.debt_ids and card.last_date != before else None
        if last is not None:
            _let_go(part, last=last, reason=reason, by=by, at=at)
    facts = {
        "moratorium": row.pk, "what": said.what, "day": said.day.isoformat(), "debt": said.debt_id,
        "reason": reason.strip(),
    }  # fmt: skip
    _append("arrangements.moratorium_word", row, debts, facts=facts, entry_id=word.entry_id, by=by, at=at)
    return word.pk


def _take_in(row: Moratorium, debt: Debt, *, last: date | None, by: Actor, at: datetime) -> list[int]:
    """Hold a debt, freeze its interest and take back what was charged since the first day."""
    why = hold_note(row)
    hold = place_hold(
        debt.pk, reason=HOLD_REASON, starts_date=row.starts_date, ends_date=last, note=why, by=by, at=at
    )  # fmt: skip
    freeze = freeze_interest(
        debt.pk, starts_date=row.starts_date, ends_date=last, reason=why, reference=f"moratorium:{row.pk}", by=by,
        at=at, portfolio_id=debt.portfolio_id,
    )  # fmt: skip
    MoratoriumDebt.objects.create(
        moratorium=row, debt=debt, hold_id=hold, freeze_id=freeze, recorded_at=at, entry_id=row.entry_id
    )
    return take_back_charges(debt, since=row.starts_date, reason=why, at=at, entry_id=row.entry_id)


def _let_go(part: MoratoriumDebt, *, last: date, reason: str, by: Actor, at: datetime) -> None:
    """Let a debt go after its last day: a hold that lasts some days more is placed anew, with its end."""
    why = f"Moratorium {part.moratorium_id}: {reason.strip()}"
    note = hold_note(part.moratorium)
    held = Hold.objects.filter(debt_id=part.debt_id, reason=HOLD_REASON, note=note, released_at=None)
    numbers = list(held.order_by("id").values_list("id", flat=True))
    if last >= at.date():
        starts = part.moratorium.starts_date
        place_hold(part.debt_id, reason=HOLD_REASON, starts_date=starts, ends_date=last, note=note, by=by, at=at)
    for number in numbers:
        lift(number, reason=why, by=by, at=at)
    if part.freeze_id is not None:
        unfreeze_interest(part.freeze_id, ends_date=last, reason=why, by=by, at=at, portfolio_id=part.debt.portfolio_id)


def hold_note(row: Moratorium) -> str:
    """Return what stands on the holds of a moratorium."""
    return f"Breathing space {row.reference}."


def _debts_of(person_id: int) -> list[int]:
    rows = Debt.objects.filter(debtor_id=person_id, withdrawn_at=None).order_by("account_id")
    return list(rows.values_list("account_id", flat=True))


def _refuse(owner: Person, told: Notified, debts: Sequence[Debt], *, at: datetime) -> None:
    found = []
    if told.kind not in moratorium.KINDS:
        raise MoratoriumRefused(f"{told.kind!r} is not a moratorium; it is one of {', '.join(moratorium.KINDS)}.")
    if not told.reference.strip() or not told.contact.strip():
        found.append("Say the register's reference, and who is to be spoken to: the debt adviser or point of contact.")
    if not debts:
        found.append("This person owes nothing here; there is no debt to take in.")
    found += [f"Debt {one.reference} is not owed by this person." for one in debts if one.debtor_id != owner.pk]
    if Moratorium.objects.filter(person=owner, reference=told.reference.strip()).exists():
        found.append(f"The notification {told.reference.strip()} is on record already.")
    again = _again(owner.pk, told, at=at)
    if again and not told.all_the_same.strip():
        found.append(again)
    if found:
        raise MoratoriumRefused(" ".join(found))


def _again(person_id: int, told: Notified, *, at: datetime) -> str:
    """Say why another standard moratorium should not begin yet, or nothing."""
    before = last_standard(of_person(person_id, known_at=at), before=told.starts_date)
    if told.kind != "standard" or before is None or before.last_date is None:
        return ""
    book = law_in_force(day=told.starts_date, known_at=at)
    free = law.again_from(last=before.last_date, asked=told.starts_date, lawbook=book)
    if free is None or told.starts_date >= free:
        return ""
    return (
        f"A standard breathing space ended with {before.last_date}; another may begin from {free} on. If the register "
        "says otherwise, it binds all the same: say so and why, and ask the debt adviser."
    )


def _refuse_word(row: Moratorium, said: Said, *, reason: str, at: datetime) -> None:
    card: MoratoriumCard = card_of(row, known_at=at)
    in_it = frozenset(row.debts.values_list("debt_id", flat=True))
    found = list(
        moratorium.word_faults(said, card.standing, kind=row.kind, starts=row.starts_date, in_it=in_it)
    )  # fmt: skip
    if not reason.strip():
        found.append("Say why, or who told us.")
    if found:
        raise MoratoriumRefused(" ".join(found))


def _append(
    kind: str,
    row: Moratorium,
    debts: Sequence[Debt],
    *,
    facts: Mapping[str, object],
    entry_id: int,
    by: Actor,
    at: datetime,
) -> None:
    subjects = [f"person:{row.person_id}", f"client:{row.person.issuer_id}", *(f"debt:{debt.pk}" for debt in debts)]
    append(kind, by=by.name, at=at, subjects=subjects, facts=facts, entry_id=entry_id)
