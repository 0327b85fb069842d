"""Giving money of a payment back to the payer: put down before, looked up where nobody can tell, and then followed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.money.amount import Amount
from goodstanding.payments.gateway import journal
from goodstanding.payments.gateway.backing_off import TRIES_MOST, next_look, next_try
from goodstanding.payments.gateway.operations.events import alone, put_down, say
from goodstanding.payments.gateway.operations.followed.refunds import follow_refunds
from goodstanding.payments.gateway.port import CannotTell, Gateway, Outcome, RefundAsk, RefundStanding
from goodstanding.payments.gateway.queries.settings import data_folder, declared
from goodstanding.payments.models.gateway import Payment, Refund
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.refusal import Refusal

WAITING, RUNNING = ("planned", "put_off"), ("planned", "put_off", "handed_over", "unknown", "pending")
SAVED = ["state", "state_at", "attempt", "next_at", "reference", "told"]
FOR = timedelta(minutes=1)


class PaymentRefundRefused(Refusal):
    """Money of this payment cannot be given back like this; the sentence says why."""


@transaction.atomic
def refund_payment(payment_id: int, amount: Amount, *, reason: str, key: str, by: Actor, at: datetime) -> int:
    """Ask that money of a payment goes back to its payer, and return the refund's number.

    Idempotent by key. A worker gives it to the provider, and the books follow what becomes of it. Raises
    PaymentRefundRefused where there is not so much, PermissionRefused above the actor's limit.
    """
    row = Payment.objects.select_related("debt").filter(pk=payment_id).first()
    if row is None:
        raise PaymentRefundRefused(f"There is no payment {payment_id}.")
    debt = held_debt(row.debt_id, permission="accounts.read", by=by, even_withdrawn=True)
    require(by, "refunds.post", client_id=debt.client_id, portfolio_id=debt.portfolio_id, amount=amount)
    known = Refund.objects.filter(key=key).first()
    if known is not None:
        if (known.payment_id, known.amount_minor) != (payment_id, amount.minor):
            raise PaymentRefundRefused("This key belongs to another refund already.")
        return known.pk
    row = Payment.objects.select_for_update(of=("self",)).get(pk=payment_id)
    _refuse(row, amount, reason=reason, key=key)
    entry_id = allot()
    refund = Refund.objects.create(
        payment=row, key=key, amount_minor=amount.minor, reason=reason.strip(), state="planned", state_at=at,
        next_at=at, made_at=at, by=by.name, entry_id=entry_id,
    )  # fmt: skip
    put_down(row, "refund_planned", source=by.name, event_key=f"refund:{refund.pk}:planned", at=at, entry_id=entry_id,
             reason=reason, facts={"refund": refund.pk, "amount_minor": amount.minor})  # fmt: skip
    append(
        "payments.refund_planned", by=by.name, at=at, subjects=[*about(debt), f"payment:{row.pk}"],
        facts={"payment": row.pk, "refund": refund.pk, "amount": amount.decimal_string(),
               "currency": amount.currency, "reason": reason.strip()},
        entry_id=entry_id,
    )  # fmt: skip
    return refund.pk


def see_to_refunds(
    gateway_for: Callable[[str], Gateway | None], *, by: Actor, now: Callable[[], datetime], limit: int
) -> int:
    """Part of the worker's job: give refunds that wait, look up those nobody can tell of; return how many."""
    due = Refund.objects.filter(next_at__lte=now(), state__in=RUNNING).select_related("payment")
    count = 0
    for refund in list(due.order_by("next_at", "id")[:limit]):
        gateway = gateway_for(refund.payment.provider)
        if gateway is not None:
            see_to_refund(refund.pk, gateway=gateway, by=by, at=now())
            count += 1
    return count


def see_to_refund(refund_id: int, *, gateway: Gateway, by: Actor, at: datetime) -> str:
    """Give one refund to the provider, or look up what became of it; return its state."""
    payment_id = Refund.objects.values_list("payment_id", flat=True).get(pk=refund_id)
    with alone(payment_id) as is_mine:
        state = Refund.objects.values_list("state", flat=True).get(pk=refund_id)
        if not is_mine:
            return state
        if state in WAITING:
            _give(refund_id, gateway=gateway, by=by, at=at)
        if Refund.objects.values_list("state", flat=True).get(pk=refund_id) in {"handed_over", "unknown", "pending"}:
            _look_up(refund_id, gateway=gateway, by=by, at=at)
        return Refund.objects.values_list("state", flat=True).get(pk=refund_id)


def _give(refund_id: int, *, gateway: Gateway, by: Actor, at: datetime) -> None:
    refund, earlier = _hand_over(refund_id, by=by, at=at)
    if earlier:
        return
    row = refund.payment
    line = journal.Line(f"refund:{refund.key}", _key(refund), refund.attempt, row.provider, row.debt_id,
                        refund.amount_minor, row.currency, at.isoformat())  # fmt: skip
    journal.write(data_folder(), line)
    amount = Amount(refund.amount_minor, row.currency)
    ask = RefundAsk(_key(refund), amount, row.payment_reference or row.reference, refund.reason)
    _answer(refund_id, gateway.refund(ask), by=by, at=at)


@transaction.atomic
def _hand_over(refund_id: int, *, by: Actor, at: datetime) -> tuple[Refund, bool]:
    """Put a refund down as handed over; say whether the journal knows that it left before."""
    refund = Refund.objects.select_related("payment__debt").get(pk=refund_id)
    debt = held_debt(refund.payment.debt_id, permission="payments.follow", by=by, even_withdrawn=True)
    is_known = refund.attempt == 0 and journal.known(data_folder(), f"refund:{refund.key}") is not None
    refund.attempt += 1
    refund.state, refund.state_at = ("unknown" if is_known else "handed_over"), at
    refund.next_at = at if is_known else at + FOR
    refund.save(update_fields=SAVED)
    append(
        f"payments.refund_{refund.state}", by=by.name, at=at, subjects=[*about(debt), f"payment:{refund.payment_id}"],
        facts={"refund": refund.pk, "attempt": refund.attempt},
    )  # fmt: skip
    return refund, is_known


@transaction.atomic
def _answer(refund_id: int, outcome: Outcome, *, by: Actor, at: datetime) -> None:
    refund = Refund.objects.select_related("payment__debt").get(pk=refund_id)
    row = refund.payment
    debt = held_debt(row.debt_id, permission="payments.follow", by=by, even_withdrawn=True)
    word, next_at = str(outcome.word), at
    if word in {"taken", "paid", "unknown"}:
        # Even a plain yes is looked up before the books say that the money went.
        word = "unknown"
    elif word == "put_off" and refund.attempt < TRIES_MOST:
        next_at = next_try(refund.attempt, at=at, again_after_s=outcome.again_after_s)
    else:
        word = "refused"
        say(row, f"refund:{refund.pk}", f"{row.provider} gives nothing of payment {row.pk} back: {outcome.reason}",
            by=by, at=at)  # fmt: skip
    refund.state, refund.state_at, refund.next_at = word, at, None if word == "refused" else next_at
    refund.reference, refund.told = outcome.reference[:300] or refund.reference, outcome.reason[:1000]
    refund.save(update_fields=SAVED)
    append(
        "payments.refund_answered", by=by.name, at=at, subjects=[*about(debt), f"payment:{row.pk}"],
        facts={"refund": refund.pk, "word": outcome.word, "code": outcome.code, "reference": refund.reference},
    )  # fmt: skip


def _look_up(refund_id: int, *, gateway: Gateway, by: Actor, at: datetime) -> None:
    refund = Refund.objects.select_related("payment").get(pk=refund_id)
    row = refund.payment
    try:
        found = gateway.look_up_refund(
            reference=refund.reference, key=_key(refund), payment_reference=row.payment_reference or row.reference
        )
    except CannotTell as fault:
        again = next_look("unknown", since=refund.state_at, at=at)
        Refund.objects.filter(pk=refund_id).update(next_at=again, told=str(fault)[:1000])
        return
    _follow(refund_id, found, by=by, at=at)


@transaction.atomic
def _follow(refund_id: int, found: RefundStanding | None, *, by: Actor, at: datetime) -> None:
    """Make the books follow how a refund stands; one that the provider never got may be given again."""
    payment = Payment.objects.filter(refunds__pk=refund_id)
    debt = held_debt(payment.values_list("debt_id", flat=True).get(), permission="payments.follow", by=by,
                     even_withdrawn=True)  # fmt: skip
    row = payment.select_for_update(of=("self",)).select_related("debt").get()
    refund = Refund.objects.select_for_update().get(pk=refund_id)
    if found is None:
        refund.state, refund.state_at, refund.next_at = "put_off", at, next_try(refund.attempt, at=at)
        refund.save(update_fields=SAVED)
        told = ["the provider never got it"]
    else:
        entry_id = allot()
        told = follow_refunds(row, [found._replace(key=refund.key)], by=by, at=at, entry_id=entry_id)
        refund.refresh_from_db()
        is_over = refund.state in {"arrived", "failed"}
        refund.next_at = None if is_over else at + timedelta(hours=6)
        refund.save(update_fields=["next_at"])
    if told:
        append("payments.refund_followed", by=by.name, at=at, subjects=[*about(debt), f"payment:{row.pk}"],
               facts={"refund": refund.pk, "state": refund.state, "changes": told})  # fmt: skip


def _refuse(row: Payment, amount: Amount, *, reason: str, key: str) -> None:
    found = []
    if "refund" not in declared(row.provider).can:
        found.append(f"{row.provider} gives nothing back; pay it by other means.")
    if row.state != "paid" or row.paid_minor is None:
        found.append(f"Payment {row.pk} is {row.state}; there is nothing to give back.")
    if not reason.strip() or not key:
        found.append("Say why it is given back.")
    if amount.currency != row.currency or amount.minor <= 0:
        found.append(f"An amount above zero in {row.currency} is given back.")
    if not found:
        gone = sum(one.amount_minor for one in row.refunds.exclude(state__in=["failed", "refused"]))
        left = Amount((row.paid_minor or 0) - gone, row.currency)
        if amount.minor > left.minor:
            found.append(f"Only {left} of payment {row.pk} is left.")
    if found:
        raise PaymentRefundRefused(" ".join(found))


def _key(refund: Refund) -> str:
    """Return what the provider knows a refund by; the second it was made tells it from one of a restored database."""
    return f"gsr-{refund.entry_id}-{int(refund.made_at.astimezone(UTC).timestamp()):x}"
