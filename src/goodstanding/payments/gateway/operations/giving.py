"""Giving a payment to its provider: put down before, answered for after, and looked up where nobody can tell.

Three transactions: what is about to leave is committed and in the journal before the provider is asked; its answer is
committed after. Whoever dies between them leaves a payment that is handed over and held by nobody, and it is looked up.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.queries import balance
from goodstanding.money.amount import Amount
from goodstanding.payments.gateway import journal
from goodstanding.payments.gateway.backing_off import TRIES_MOST, next_try
from goodstanding.payments.gateway.life import WAITING, Standing
from goodstanding.payments.gateway.operations.collecting import PaymentRefused, usable_mandate
from goodstanding.payments.gateway.operations.events import MOVED, alone, move, put_down, say
from goodstanding.payments.gateway.port import ChargeAsk, Gateway, Outcome, PageAsk
from goodstanding.payments.gateway.queries.settings import data_folder
from goodstanding.payments.models.gateway import Payment
from goodstanding.receivables.models import Debt, Hold
from goodstanding.receivables.operations.held_debt import about, held_debt

CUT_OFF_AFTER = timedelta(minutes=1)
"""When somebody looks whether whoever handed it over still lives."""
PAGE_STALE = timedelta(hours=1)
"""A page that could not be had is given up after so long: its payer has gone."""
FROM_JOURNAL = "The journal knows that this key left before; what became of it is looked up."
Asked = PageAsk | ChargeAsk


def give(
    payment_id: int, *, gateway: Gateway, disputed: Collection[int] = (), by: Actor, at: datetime
) -> Outcome | None:
    """Give a payment that waits to its provider; None where it does not wait, somebody else is at it, or it may not go.

    disputed  items of its debt in dispute today: a mandate takes nothing where all that is open is disputed.
    """
    with alone(payment_id) as is_mine:
        if not is_mine:
            return None
        ask = _hand_over(payment_id, disputed=disputed, by=by, at=at)
        if ask is None:
            return None
        row = Payment.objects.get(pk=payment_id)
        journal.write(data_folder(), _line(row, at=at))
        outcome = gateway.open_page(ask) if isinstance(ask, PageAsk) else gateway.charge(ask)
        answer(payment_id, outcome, by=by, at=at)
        return outcome


@transaction.atomic
def _hand_over(payment_id: int, *, disputed: Collection[int], by: Actor, at: datetime) -> Asked | None:
    debt_id = Payment.objects.values_list("debt_id", flat=True).get(pk=payment_id)
    debt = held_debt(debt_id, permission="payments.collect", by=by, even_withdrawn=True)
    row = Payment.objects.select_for_update(of=("self",)).select_related("mandate", "retry_of").get(pk=payment_id)
    if row.state not in WAITING and not _lacks_address(row):
        return None
    if row.due_date is not None and row.due_date > at.astimezone(UTC).date():
        return None
    entry_id = allot()
    reason = why_not(row, debt, disputed=disputed, at=at)
    earlier = journal.known(data_folder(), row.key) if row.attempt == 0 else None
    if reason:
        row.state, row.state_at, row.next_at, row.reason = "withheld", at, None, reason
        word = "withheld"
    elif earlier is not None:
        row.provider_key, row.reason = earlier.provider_key, FROM_JOURNAL
        row.state, row.state_at, row.next_at, row.attempt, word = "unknown", at, at, 1, "unknown"
    else:
        word, row.attempt = "handed_over", row.attempt + 1
        row.next_at = at + CUT_OFF_AFTER
        if not _lacks_address(row):
            row.state, row.state_at = word, at
    row.save(update_fields=[*MOVED, "provider_key"])
    put_down(row, word, source=by.name, event_key=f"{word}:{row.attempt}", at=at, entry_id=entry_id,
             attempt=row.attempt, reason=row.reason if word != "handed_over" else "")  # fmt: skip
    append(
        f"payments.payment_{word}", by=by.name, at=at, subjects=[*about(debt), f"payment:{row.pk}"],
        facts={"payment": row.pk, "attempt": row.attempt, "provider_key": row.provider_key, "reason": row.reason},
        entry_id=entry_id,
    )  # fmt: skip
    return _ask(row, at=at) if word == "handed_over" else None


@transaction.atomic
def answer(payment_id: int, outcome: Outcome, *, by: Actor, at: datetime) -> None:
    """Put down what the provider said at once. Money is believed only once it is looked up."""
    debt_id = Payment.objects.values_list("debt_id", flat=True).get(pk=payment_id)
    debt = held_debt(debt_id, permission="payments.collect", by=by, even_withdrawn=True)
    row = Payment.objects.select_for_update(of=("self",)).select_related("debt").get(pk=payment_id)
    word, next_at = _word(row, outcome, at=at)
    entry_id = allot()
    move(row, Standing(word, row.attempt), at=at, next_at=next_at)
    row.reference = outcome.reference[:300] or row.reference
    row.page_address = outcome.address[:2000] or row.page_address
    row.page_expires_at = outcome.expires_at or row.page_expires_at
    row.code, row.reason = outcome.code[:200], outcome.reason[:1000]
    row.save(update_fields=MOVED)
    put_down(row, word, source=row.provider, event_key=f"answer:{row.attempt}:{word}", at=at, entry_id=entry_id,
             attempt=row.attempt, code=outcome.code, reason=outcome.reason)  # fmt: skip
    append(
        "payments.payment_answered", by=by.name, at=at, subjects=[*about(debt), f"payment:{row.pk}"],
        facts={"payment": row.pk, "attempt": row.attempt, "word": outcome.word, "code": outcome.code,
               "reference": row.reference},
        entry_id=entry_id,
    )  # fmt: skip
    if word == "failed":
        say(row, "failed", f"Payment {row.pk} could not be given to {row.provider}: {outcome.reason}", by=by, at=at)


def _word(row: Payment, outcome: Outcome, *, at: datetime) -> tuple[str, datetime | None]:
    """Return the state an outcome comes to, and when to see to it again."""
    if outcome.word == "put_off" and row.attempt >= TRIES_MOST:
        return "failed", None
    if outcome.word == "put_off":
        return "put_off", next_try(row.attempt, at=at, again_after_s=outcome.again_after_s)
    if outcome.word in {"taken", "paid"}:
        # Also where it says "paid": the books follow a standing, which is asked for next.
        return ("open" if row.how == "page" else "pending"), at
    return outcome.word, (at if outcome.word == "unknown" else None)


def why_not(row: Payment, debt: Debt, *, disputed: Collection[int], at: datetime) -> str:
    """Return why a payment may not go any more, as a sentence; empty where it may."""
    if row.how == "page":
        return "Its payer has gone." if at - row.made_at > PAGE_STALE and row.state in WAITING else ""
    if debt.withdrawn_at is not None:
        return "The debt was withdrawn."
    try:
        assert row.mandate_id is not None, "A payment by mandate names it."
        usable_mandate(row.mandate_id, debt, at=at)
    except PaymentRefused as refusal:
        return str(refusal)
    day = at.astimezone(UTC).date()
    if _is_held(debt, day):
        return "The debt is on hold."
    if balance(debt.pk, as_of=day).open_minor <= 0:
        return "Nothing is open any more."
    items = set(debt.items.filter(withdrawn_at=None).values_list("id", flat=True))
    return "All that is open is disputed." if items and items <= set(disputed) else ""


def _is_held(debt: Debt, day: date) -> bool:
    held = Hold.objects.filter(debt=debt, starts_date__lte=day, released_at=None)
    return any(one.ends_date is None or one.ends_date >= day for one in held)


def _lacks_address(row: Payment) -> bool:
    """Say whether a page is open at the provider whose address was cut off: asked again by its key, it is the same."""
    return row.how == "page" and row.state == "open" and not row.page_address


def _ask(row: Payment, *, at: datetime) -> Asked:
    del at
    amount = Amount(row.amount_minor, row.currency)
    if row.how == "page":
        return PageAsk(row.provider_key, amount, row.what, row.back_address, row.back_address, language=row.language,
                       saves=row.saves)  # fmt: skip
    assert row.mandate is not None, "A payment by mandate names it."
    return ChargeAsk(
        row.provider_key, amount, row.what, row.mandate.reference,
        customer_reference=row.mandate.customer_reference, notified_date=row.notified_date,
        retry_of=row.retry_of.provider_key if row.retry_of else "",
    )  # fmt: skip


def _line(row: Payment, *, at: datetime) -> journal.Line:
    return journal.Line(row.key, row.provider_key, row.attempt, row.provider, row.debt_id, row.amount_minor,
                        row.currency, at.isoformat())  # fmt: skip
