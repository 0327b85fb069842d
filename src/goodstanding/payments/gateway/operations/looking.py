"""Looking up how payments stand, and the jobs that see to everything that is due."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from django.db import OperationalError, transaction
from django.db.models import Q

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.payments.gateway.backing_off import TRIES_MOST, next_look
from goodstanding.payments.gateway.life import OVER, WAITING
from goodstanding.payments.gateway.life import Standing as Place
from goodstanding.payments.gateway.operations.events import MOVED, alone, move, put_down, say
from goodstanding.payments.gateway.operations.following import WATCHED_DAYS, Disputed, follow
from goodstanding.payments.gateway.operations.giving import give
from goodstanding.payments.gateway.operations.refunding import see_to_refunds
from goodstanding.payments.gateway.port import Gateway, GatewayRefused, Standing
from goodstanding.payments.gateway.queries.settings import gateway_of
from goodstanding.payments.models.gateway import Payment
from goodstanding.receivables.operations.held_debt import about, held_debt

AT_ONCE = 500
LONG_UNKNOWN = timedelta(days=3)
CUT_OFF = "Whoever gave it to the provider was cut off, and did not say what became of it."
Clock = Callable[[], datetime]


@dataclass(slots=True)
class SeenTo:
    """What a run saw to."""

    given: int = 0
    looked_up: int = 0
    refunds: int = 0
    faults: dict[str, str] = field(default_factory=dict)


def look_at(payment_id: int, *, gateway: Gateway, disputed: Disputed, by: Actor, at: datetime) -> str | None:
    """Ask the provider how a payment stands and make the books follow; return the payment's state.

    What the provider certainly never got may be given to it again. None where somebody else is at it, so that nothing
    was asked.
    """
    with alone(payment_id) as is_mine:
        if not is_mine:
            return None
        row = Payment.objects.get(pk=payment_id)
        if row.state in {"planned", "withheld"}:
            return row.state
        if row.state == "handed_over":
            _make_unknown(payment_id, by=by, at=at)
        standing = gateway.look_up(
            reference=row.payment_reference or row.reference, key=row.provider_key, asked_at=row.made_at
        )
        if standing.state == "absent":
            _absent(payment_id, by=by, at=at)
        elif standing.state == "cannot tell":
            _cannot_tell(payment_id, standing, by=by, at=at)
        else:
            follow(payment_id, standing, disputed=disputed, by=by, at=at)
        return _state(payment_id)


def see_to(payment_id: int, *, disputed: Disputed, by: Actor, now: Clock) -> str:
    """Do with a payment what is next: give it if it waits, then look it up; return its state.

    Raises GatewayRefused where its provider cannot be used.
    """
    row = Payment.objects.get(pk=payment_id)
    gateway = gateway_of(row.provider, at=now())
    try:
        return _see_to(row, gateway, SeenTo(), disputed=disputed, by=by, now=now)
    finally:
        gateway.close()


def see_to_due(*, disputed: Disputed, by: Actor, now: Clock, limit: int = AT_ONCE) -> SeenTo:
    """See to every payment and refund that is due: the worker's job, safe to run twice and at once."""
    require(by, "payments.follow")
    seen, at = SeenTo(), now()
    gateways: dict[str, Gateway] = {}
    due = Payment.objects.filter(next_at__lte=at).filter(Q(due_date=None) | Q(due_date__lte=at.astimezone(UTC).date()))
    try:
        for row in list(due.order_by("next_at", "id")[:limit]):
            gateway = _gateway(row.provider, gateways, seen, at=at)
            if gateway is not None:
                _without_stopping(row, seen, partial(_see_to, row, gateway, seen, disputed=disputed, by=by, now=now),
                                  by=by, at=now())  # fmt: skip
        seen.refunds = see_to_refunds(
            lambda provider: _gateway(provider, gateways, seen, at=at), by=by, now=now, limit=limit
        )
    finally:
        for gateway in gateways.values():
            gateway.close()
    return seen


def sweep(*, disputed: Disputed, by: Actor, now: Clock) -> SeenTo:
    """Once a day: look at everything that is not over, and at what was paid lately, whatever posts said or did not."""
    require(by, "payments.follow")
    at = now()
    young = Payment.objects.filter(made_at__gte=at - timedelta(days=WATCHED_DAYS))
    running = young.exclude(state__in=[*OVER, *WAITING])
    seen, gateways = SeenTo(), dict[str, Gateway]()
    try:
        for row in running.order_by("id").iterator():
            gateway = _gateway(row.provider, gateways, seen, at=at)
            if gateway is not None:
                look = partial(look_at, row.pk, gateway=gateway, disputed=disputed, by=by, at=now())
                _without_stopping(row, seen, look, by=by, at=now())
                seen.looked_up += 1
    finally:
        for gateway in gateways.values():
            gateway.close()
    return seen


def _without_stopping(row: Payment, seen: SeenTo, deed: Callable[[], object], *, by: Actor, at: datetime) -> None:
    """Do something with one payment; what goes wrong is said, and never keeps the others from being seen to."""
    try:
        deed()
    except OperationalError as fault:  # Somebody else held what was needed; it is seen to the next time.
        seen.faults[f"payment {row.pk}"] = str(fault)[:300]
    except Exception as fault:  # noqa: BLE001  See above: a refusal of the books, or a defect.
        seen.faults[f"payment {row.pk}"] = f"{type(fault).__name__}: {fault}"[:300]
        Payment.objects.filter(pk=row.pk).exclude(next_at=None).update(next_at=at + timedelta(hours=1))
        say(row, "fault", f"Payment {row.pk} could not be seen to: {fault}", by=by, at=at)


def _see_to(row: Payment, gateway: Gateway, seen: SeenTo, *, disputed: Disputed, by: Actor, now: Clock) -> str:
    at = now()
    if row.state in WAITING or (row.how == "page" and row.state == "open" and not row.page_address):
        items = disputed(row.debt_id, at.astimezone(UTC).date())
        outcome = give(row.pk, gateway=gateway, disputed=items, by=by, at=at)
        seen.given += outcome is not None
        is_to_look = outcome is not None and outcome.word in {"taken", "paid"} and row.how == "mandate"
        if not is_to_look:
            return _state(row.pk)
    seen.looked_up += 1
    return look_at(row.pk, gateway=gateway, disputed=disputed, by=by, at=now()) or _state(row.pk)


def _state(payment_id: int) -> str:
    return Payment.objects.values_list("state", flat=True).get(pk=payment_id)


def _gateway(provider: str, made: dict[str, Gateway], seen: SeenTo, *, at: datetime) -> Gateway | None:
    if provider not in made and provider not in seen.faults:
        try:
            made[provider] = gateway_of(provider, at=at)
        except GatewayRefused as refusal:
            seen.faults[provider] = str(refusal)
    return made.get(provider)


@transaction.atomic
def _make_unknown(payment_id: int, *, by: Actor, at: datetime) -> None:
    _put_down(payment_id, "unknown", "unknown", reason=CUT_OFF, next_at=at, by=by, at=at)


@transaction.atomic
def _absent(payment_id: int, *, by: Actor, at: datetime) -> None:
    """The provider certainly never got it: it may be given again; where it had it before, somebody has to look."""
    row = Payment.objects.select_related("debt").get(pk=payment_id)
    if row.state == "unknown":
        word = "put_off" if row.attempt < TRIES_MOST else "failed"
        _put_down(payment_id, word, "absent", reason="The provider certainly never got it.",
                  next_at=at if word == "put_off" else None, by=by, at=at)  # fmt: skip
    if row.state in {"unknown", "put_off"}:
        return
    say(row, "gone", f"{row.provider} knows nothing of payment {row.pk} any more, which it had.", by=by, at=at)
    Payment.objects.filter(pk=payment_id).exclude(next_at=None).update(next_at=at + timedelta(days=1), looked_at=at)


@transaction.atomic
def _cannot_tell(payment_id: int, standing: Standing, *, by: Actor, at: datetime) -> None:
    row = Payment.objects.select_related("debt").get(pk=payment_id)
    if row.next_at is not None:
        again = next_look(row.state, since=row.state_at, at=at)
        Payment.objects.filter(pk=payment_id).update(next_at=again, looked_at=at)
    if row.state == "unknown" and at - row.state_at > LONG_UNKNOWN:
        say(row, "unknown", f"Nobody can tell for days whether payment {row.pk} was taken: {standing.reason}", by=by,
            at=at)  # fmt: skip


def _put_down(payment_id: int, word: str, source: str, *, reason: str, next_at: datetime | None, by: Actor,
              at: datetime) -> None:  # fmt: skip
    debt_id = Payment.objects.values_list("debt_id", flat=True).get(pk=payment_id)
    debt = held_debt(debt_id, permission="payments.follow", by=by, even_withdrawn=True)
    row = Payment.objects.select_for_update(of=("self",)).select_related("debt").get(pk=payment_id)
    if not move(row, Place(word, row.attempt), at=at, next_at=next_at):
        return
    row.reason = reason
    row.save(update_fields=MOVED)
    entry_id = allot()
    facts: Mapping[str, object] = {"payment": row.pk, "attempt": row.attempt, "reason": reason}
    put_down(row, word, source=source, event_key=f"{source}:{word}:{row.attempt}", at=at, entry_id=entry_id,
             attempt=row.attempt, reason=reason)  # fmt: skip
    append(f"payments.payment_{word}", by=by.name, at=at, subjects=[*about(debt), f"payment:{row.pk}"], facts=facts,
           entry_id=entry_id)  # fmt: skip
    if word == "failed":
        say(row, "failed", f"Payment {row.pk} was tried {row.attempt} times, and never reached {row.provider}.", by=by,
            at=at)  # fmt: skip
