"""Recording what no file of debts tells: circumstances, consents, wishes, holds, bounced payments, recalls.

For the demo, once the files are in. Every fact goes through the operation that a person would use for it, with its own
evidence entry. The facts of one account are recorded together or not at all, so a run that was cut off can go on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.arrangements.models import Promise
from goodstanding.arrangements.operations import record_promise
from goodstanding.money.amount import Amount
from goodstanding.parties.models import Circumstance, Consent, ContactPoint, Person, Preference, Representation
from goodstanding.parties.operations.circumstance import record_circumstance, record_representation
from goodstanding.parties.operations.consent import record_consent, record_preference
from goodstanding.payments.models import Receipt
from goodstanding.payments.operations.reversing import reverse
from goodstanding.receivables.models import Debt, Hold, TitleTransfer
from goodstanding.receivables.operations.holds import place_hold
from goodstanding.receivables.operations.ownership import record_title
from goodstanding.receivables.operations.withdrawing import withdraw_debt
from goodstanding.refusal import Refusal
from goodstanding.sample_book.book import Account, accounts

ACCOUNTS_TOGETHER = 100
"""So many accounts share a transaction; a commit for each would take most of the time."""
POINT_OF_CHANNEL = {"email": "email", "sms": "phone"}


class BookMissing(Refusal):
    """The files of the sample book are not in."""


@dataclass(frozen=True, slots=True)
class Known:
    """An account as the books hold it, and who records on it."""

    told: Account
    debt_id: int
    person_id: int
    by: Actor
    at: datetime


def add_circumstances(
    *,
    seed: int,
    debtors: int,
    as_of: date,
    by: Actor,
    at: datetime,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Record what is known of every debtor of the book and return how many accounts were added to.

    `progress` is told how many debtors are done. Raises BookMissing where an account is not in the books. `at` is not
    before the end of `as_of`.
    """
    book, done, added = accounts(debtors, seed=seed, as_of=as_of), 0, 0
    while chunk := list(islice(book, ACCOUNTS_TOGETHER)):
        with transaction.atomic():
            added += sum(_tell(one) for one in _known(chunk, by=by, at=at))
        done += len(chunk)
        if progress is not None:
            progress(done)
    return added


def _known(chunk: list[Account], *, by: Actor, at: datetime) -> list[Known]:
    """Return the accounts of a chunk that nothing was recorded on yet."""
    rows = Debt.objects.filter(reference__in=[account.debt.reference for account in chunk])
    ids = {
        (client, reference): (debt_id, person_id)
        for client, reference, debt_id, person_id in rows.values_list(
            "client__name", "reference", "account_id", "debtor_id"
        )
    }
    people = [person_id for _, person_id in ids.values()]
    debts = [debt_id for debt_id, _ in ids.values()]
    begun = _begun(people, debts)
    found = []
    for account in chunk:
        key = account.debt.portfolio.client, account.debt.reference
        if key not in ids:
            raise BookMissing(f"The account {key[1]} of the sample book is not in the books; bring its files in first.")
        debt_id, person_id = ids[key]
        if ("debt", debt_id) not in begun and ("person", person_id) not in begun:
            found.append(Known(account, debt_id, person_id, by, at))
    return found


def _begun(people: list[int], debts: list[int]) -> set[tuple[str, int]]:
    """Return the people and debts among these on which something was recorded before."""
    of_people = (
        Circumstance.objects.filter(person_id__in=people).values_list("person_id", flat=True),
        Consent.objects.filter(person_id__in=people).values_list("person_id", flat=True),
        Preference.objects.filter(person_id__in=people).values_list("person_id", flat=True),
        Representation.objects.filter(person_id__in=people).values_list("person_id", flat=True),
    )
    of_debts = (
        Hold.objects.filter(debt_id__in=debts).values_list("debt_id", flat=True),
        Promise.objects.filter(debt_id__in=debts).values_list("debt_id", flat=True),
        TitleTransfer.objects.filter(debt_id__in=debts).values_list("debt_id", flat=True),
        Debt.objects.filter(account_id__in=debts).exclude(withdrawn_at=None).values_list("account_id", flat=True),
        Receipt.objects.filter(debt_id__in=debts, reversal__isnull=False).values_list("debt_id", flat=True),
    )
    told_of_people = {("person", number) for rows in of_people for number in rows}
    return told_of_people | {("debt", number) for rows in of_debts for number in rows}


def _tell(known: Known) -> bool:
    """Record everything about one account, the withdrawal last; say whether there was anything."""
    facts = known.told.facts
    counts = [_tell_of_person(known), _tell_of_wishes(known), _tell_of_receipts(known), _tell_of_debt(known)]
    if facts.recalled_date is not None:
        withdraw_debt(
            known.debt_id,
            reason="The client took the debt back.",
            effective_date=facts.recalled_date,
            by=known.by,
            at=known.at,
        )
    return any(counts) or facts.recalled_date is not None


def _tell_of_person(known: Known) -> int:
    circumstance, attorney = known.told.facts.circumstance, known.told.attorney
    if circumstance is not None:
        record_circumstance(
            known.person_id,
            circumstance.kind,
            source=circumstance.source,
            effective_date=circumstance.effective_date,
            by=known.by,
            at=known.at,
        )
    since = known.told.facts.attorney_date
    if attorney is not None and since is not None:
        issuer = Debt.objects.values_list("client_id", flat=True).get(pk=known.debt_id)
        representative = Person.objects.get(issuer_id=issuer, reference=attorney.reference)
        record_representation(
            known.person_id,
            representative.id,
            role="attorney",
            source="Letter of representation.",
            effective_date=since,
            by=known.by,
            at=known.at,
        )
    return (circumstance is not None) + (attorney is not None)


def _tell_of_wishes(known: Known) -> int:
    facts = known.told.facts
    for consent in facts.consents:
        kind = POINT_OF_CHANNEL[consent.channel]
        points = ContactPoint.objects.filter(person_id=known.person_id, kind=kind, withdrawn_at=None)
        record_consent(
            known.person_id,
            channel=consent.channel,
            decision=consent.decision,
            source=consent.source,
            effective_at=consent.effective_at,
            contact_point_id=points.order_by("id").values_list("id", flat=True).first(),
            by=known.by,
            at=known.at,
        )
    for wish in facts.preferences:
        record_preference(
            known.person_id,
            wish.kind,
            value=wish.value,
            source=wish.source,
            effective_at=wish.effective_at,
            by=known.by,
            at=known.at,
        )
    return len(facts.consents) + len(facts.preferences)


def _tell_of_receipts(known: Known) -> int:
    bounced = [receipt for receipt in known.told.history.receipts if receipt.bounced_date is not None]
    for receipt in bounced:
        row = Receipt.objects.get(debt_id=known.debt_id, source_key=receipt.key)
        assert receipt.bounced_date is not None, "Only bounced receipts are told of."
        reverse(row.id, reason=receipt.bounce_reason, reversed_date=receipt.bounced_date, by=known.by, at=known.at)
    return len(bounced)


def _tell_of_debt(known: Known) -> int:
    facts = known.told.facts
    if facts.sale is not None:
        record_title(
            known.debt_id,
            from_owner=facts.sale.from_owner,
            to_owner=facts.sale.to_owner,
            transferred_date=facts.sale.transferred_date,
            by=known.by,
            at=known.at,
        )
    for hold in facts.holds:
        place_hold(
            known.debt_id,
            reason=hold.reason,
            starts_date=hold.starts_date,
            ends_date=hold.ends_date,
            by=known.by,
            at=known.at,
        )
    return len(facts.holds) + (facts.sale is not None) + _tell_of_promise(known)


def _tell_of_promise(known: Known) -> int:
    promise = known.told.facts.promise
    if promise is None:
        return 0
    record_promise(
        known.debt_id,
        amount=Amount(promise.amount_minor, known.told.debt.currency),
        made_date=promise.made_date,
        due_date=promise.due_date,
        channel=promise.channel,
        evidence=promise.evidence,
        by=known.by,
        at=known.at,
    )
    return 1
