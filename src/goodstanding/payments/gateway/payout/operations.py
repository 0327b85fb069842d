"""Fetching payouts from a provider, and finding the bank's line of each."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.payments.gateway.port import CannotTell, Gateway
from goodstanding.payments.gateway.port import Payout as Told
from goodstanding.payments.models.bank import BankLine
from goodstanding.payments.models.gateway import Payment, Payout, PayoutLine
from goodstanding.worklists.operations.single import TaskRefused, Wanted, open_task

BACK = timedelta(days=30)
BEFORE, AFTER = timedelta(days=1), timedelta(days=7)
"""How far from its day the bank may show a payout."""


def fetch_payouts(provider: str, *, gateway: Gateway, by: Actor, at: datetime) -> int:
    """Take in what a provider passed on to us lately; return how many payouts are new or changed.

    A provider that cannot be asked is asked again the next time, and a task says so.
    """
    require(by, "payments.follow")
    if "payouts" not in gateway.can:
        return 0
    try:
        told = gateway.payouts(since=(at - BACK).astimezone(UTC).date())
    except CannotTell as fault:
        wanted = Wanted("exception", f"payouts:{provider}", f"{provider} does not tell its payouts: {fault}"[:300])
        try:
            open_task(wanted, by=by, at=at)
        except TaskRefused:
            pass  # It stands on the list already.
        return 0
    return sum(_take(provider, one, by=by, at=at) for one in told)


@transaction.atomic
def match_bank_lines(*, by: Actor, at: datetime) -> int:
    """Find the bank's line of every payout that has none: the only one of its amount around its day; return how many.

    Where several are alike the one that names the payout is taken, and else none: a person decides.
    """
    require(by, "payments.follow")
    count = 0
    for payout in (
        Payout.objects.select_for_update().filter(bank_line=None, state="paid").order_by("arrival_date", "id")
    ):
        line = _line_of(payout)
        if line is None:
            continue
        payout.bank_line = line
        payout.save(update_fields=["bank_line"])
        append("payments.payout_seen_at_bank", by=by.name, at=at, subjects=[f"gateway:{payout.provider}"],
               facts={"payout": payout.reference, "bank_line": line.pk})  # fmt: skip
        count += 1
    return count


def _line_of(payout: Payout) -> BankLine | None:
    taken = Payout.objects.exclude(bank_line=None).values_list("bank_line_id", flat=True)
    alike = list(
        BankLine.objects.filter(
            amount_minor=payout.amount_minor, currency=payout.currency,
            booked_date__range=(payout.arrival_date - BEFORE, payout.arrival_date + AFTER),
        ).exclude(pk__in=taken).order_by("booked_date", "id")[:10]
    )  # fmt: skip
    naming = [line for line in alike if payout.reference in f"{line.text} {line.end_to_end} {line.bank_reference}"]
    found = naming or alike
    return found[0] if len(found) == 1 else None


@transaction.atomic
def _take(provider: str, told: Told, *, by: Actor, at: datetime) -> bool:
    entry_id = allot()
    row, is_new = Payout.objects.select_for_update().get_or_create(
        provider=provider,
        reference=told.reference,
        defaults={
            "amount_minor": told.amount.minor, "currency": told.amount.currency, "arrival_date": told.arrival_date,
            "state": told.state, "first_seen_at": at, "entry_id": entry_id,
        },
    )  # fmt: skip
    is_same = (row.amount_minor, row.state, row.arrival_date) == (told.amount.minor, told.state, told.arrival_date)
    if not is_new and is_same and row.lines.count() == len(told.lines):
        return False
    row.amount_minor, row.state, row.arrival_date = told.amount.minor, told.state, told.arrival_date
    row.save(update_fields=["amount_minor", "state", "arrival_date"])
    _write_lines(row, told)
    append(
        "payments.payout_told", by=by.name, at=at, subjects=[f"gateway:{provider}"],
        facts={"payout": told.reference, "amount": told.amount.decimal_string(), "currency": told.amount.currency,
               "arrival_date": told.arrival_date.isoformat(), "state": told.state, "lines": len(told.lines)},
        entry_id=entry_id,
    )  # fmt: skip
    return True


def _write_lines(row: Payout, told: Told) -> None:
    """Write the parts as they are told now: a payout under way may still change."""
    row.lines.all().delete()
    ours = _payments(row.provider, [line.reference for line in told.lines])
    PayoutLine.objects.bulk_create(
        PayoutLine(payout=row, position=position, kind=line.kind, reference=line.reference,
                   amount_minor=line.amount_minor, payment_id=ours.get(line.reference))
        for position, line in enumerate(told.lines)
    )  # fmt: skip


def _payments(provider: str, references: Sequence[str]) -> dict[str, int]:
    named = Payment.objects.filter(provider=provider).filter(
        Q(reference__in=references) | Q(payment_reference__in=references)
    )
    found: dict[str, int] = {}
    for number, reference, payment_reference in named.values_list("pk", "reference", "payment_reference"):
        found |= {name: number for name in (reference, payment_reference) if name}
    return found
