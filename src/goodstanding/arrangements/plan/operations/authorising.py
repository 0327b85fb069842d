"""Agreeing that instalments are taken by mandate: the payer pays what is next and leaves a mandate at the provider.

Nothing is collected before the provider has confirmed that mandate: only then it becomes the plan's, once, by whichever
job or page comes first. What was read and agreed to is in the evidence log before the payer is sent on.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.models import PlanWord
from goodstanding.arrangements.plan.authority import Authority, authority_of, hash_of, sentences
from goodstanding.arrangements.plan.operations.ending import end_autopay, give_mandate
from goodstanding.arrangements.plan.operations.proposing import day_of
from goodstanding.arrangements.plan.operations.writing import PlanRefused
from goodstanding.arrangements.plan.queries import PlanStanding, plan_of
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.channels.queries import house_words
from goodstanding.payments.gateway.operations.collecting import ask_for_page
from goodstanding.payments.gateway.operations.mandates import end_mandate, mandate_left_with
from goodstanding.payments.gateway.queries.settings import declared, provider_for_pages
from goodstanding.payments.models.gateway import Mandate, Payment
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import about, held_debt

WAITED_FOR = timedelta(days=30)
"""So long a mandate may come after its payment was begun; a bank debit takes days."""
KEY = "plan:{plan_id}:autopay:{form}"


class Offered(NamedTuple):
    """What a payer may agree to: the sentences they read, and the hash by which they agree."""

    authority: Authority
    sentences: tuple[str, ...]
    text_hash: str


def offered_authority(found: PlanStanding, *, reference: str, language: str, at: datetime) -> Offered | None:
    """Return what the payer of a plan may agree to; None where there is nothing to take, or nobody to leave it with."""
    provider = provider_for_pages(at=at)
    if provider is None or "saves" not in declared(provider).can:
        return None
    if found.state != "in force" or found.mandate_id is not None:
        return None
    authority = authority_of(found.standing.instalments, currency=found.currency, day=day_of(at))
    if authority is None:
        return None
    house = str(house_words(at).get("name") or "")
    told = sentences(authority, house=house, reference=reference, language=language)
    return Offered(authority, told, hash_of(told))


@transaction.atomic
def agree_to_autopay(
    plan_id: int, *, agreed_hash: str, form: str, language: str, back_address: str, by: Actor, at: datetime
) -> int:
    """Begin the payment with which the payer of a plan leaves a mandate, and return the payment's number.

    `agreed_hash` is that of the sentences they agreed to; the same form again is the same payment. Raises PlanRefused
    where the plan would be taken otherwise by now, or nothing can be taken; what asking for a page raises; NoSuchPlan
    and PermissionRefused. Locks the debt's account.
    """
    key = KEY.format(plan_id=plan_id, form=form)
    known = Payment.objects.filter(key=key).values_list("id", flat=True).first()
    if known is not None:
        return known
    debt = held_debt(plan_of(plan_id, as_of=day_of(at)).debt_id, permission="plans.change", by=by)
    found = plan_of(plan_id, as_of=day_of(at))
    offered = offered_authority(found, reference=debt.reference, language=language, at=at)
    if offered is None:
        raise PlanRefused("Nothing can be taken for this plan by a mandate at present.")
    if offered.text_hash != agreed_hash:
        raise PlanRefused("What would be taken has changed; please read it again.")
    _put_down(debt, plan_id, offered, key=key, language=language, by=by, at=at)
    return ask_for_page(
        debt.pk, offered.authority.now, what=debt.reference, key=key, back_address=back_address, saves=True,
        language=language, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def take_up(payment_id: int, *, by: Actor, at: datetime) -> bool:
    """Make the mandate left with a payment that of its plan, once the provider confirmed it; return whether it did.

    Locks the debt's account. Safe to do twice and at once: what was taken up, or revoked since, is left alone.
    """
    row = Payment.objects.get(pk=payment_id)
    mandate_id = mandate_left_with(payment_id) if row.saves and row.key.startswith("plan:") else None
    if mandate_id is None or row.state != "paid":
        return False
    plan_id = int(row.key.split(":")[1])
    held_debt(row.debt_id, permission="plans.change", by=by, even_withdrawn=True)
    if PlanWord.objects.filter(plan_id=plan_id, word="autopay", mandate_id=mandate_id).exists():
        return False
    found = plan_of(plan_id, as_of=day_of(at))
    if not found.is_open or found.mandate_id is not None or not _counts(mandate_id):
        return False
    give_mandate(plan_id, mandate_id, evidence=f"Agreed to with payment {payment_id}.", by=by, at=at)
    return True


def take_up_all(*, by: Actor, at: datetime) -> int:
    """Take up every mandate that was left for a plan lately; return how many. Raises PermissionRefused."""
    require(by, "plans.run")
    rows = Payment.objects.filter(saves=True, key__startswith="plan:", state="paid", made_at__gt=at - WAITED_FOR)
    return sum(take_up(number, by=by, at=at) for number in rows.order_by("id").values_list("id", flat=True))


@transaction.atomic
def revoke_autopay(plan_id: int, *, reason: str, by: Actor, at: datetime) -> int:
    """End the mandate of a plan at the payer's word: nothing more is taken by it; return its number.

    The provider is told afterwards (`tell_ended`). Raises NoSuchPlan, PlanRefused, PermissionRefused.
    """
    held_debt(plan_of(plan_id, as_of=day_of(at)).debt_id, permission="plans.change", by=by, even_withdrawn=True)
    mandate_id = plan_of(plan_id, as_of=day_of(at)).mandate_id
    end_autopay(plan_id, reason=reason, by=by, at=at)
    assert mandate_id is not None, "There was something to end."
    if _counts(mandate_id):
        end_mandate(mandate_id, reason=reason, by=by, at=at)
    return mandate_id


def _counts(mandate_id: int) -> bool:
    return Mandate.objects.filter(pk=mandate_id, ended_at=None).exists()


def _put_down(debt: Debt, plan_id: int, offered: Offered, *, key: str, language: str, by: Actor, at: datetime) -> None:
    append(
        "arrangements.autopay_agreed", by=by.name, at=at, subjects=[*about(debt), f"plan:{plan_id}"],
        facts={
            "plan": plan_id, "key": key, "text_hash": offered.text_hash, "language": language,
            "currency": debt.currency, "now_minor": offered.authority.now.minor,
            "later": [[day.isoformat(), amount.minor] for day, amount in offered.authority.later],
        },
        entry_id=allot(),
    )  # fmt: skip
