"""Fetching payouts from a provider, and finding the bank's line of each."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.payments.gateway.payout.difference import made_of
from goodstanding.payments.gateway.payout.queries import seen
from goodstanding.payments.gateway.port import CannotTell, Gateway
from goodstanding.payments.gateway.port import Payout as Told
from goodstanding.payments.matching.operations.applying import held_line, unmatched_minor
from goodstanding.payments.matching.suggestion import MILLION
from goodstanding.payments.models.bank import BankLine, LineMatch
from goodstanding.payments.models.gateway import Payment, Payout, PayoutLine
from goodstanding.payments.models.matching import LineSuggestion
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
    """Find the bank's line of every payout that has none, and say on the line what it is; return how many were found.

    It is the only line of its amount around its day; where several are alike the one that names the payout is taken,
    and else none: a person decides. A line that names it and is of another amount is taken too, and the difference
    named. What somebody undid is not matched again. Safe to do twice and at once.
    """
    require(by, "payments.follow")
    rows = Payout.objects.select_for_update(of=("self",)).filter(state="paid").order_by("arrival_date", "id")
    # Payouts were found before their lines were told what they are; those are told now.
    told = LineMatch.objects.filter(kind="payout").values("line_id")
    count = 0
    for payout in rows.filter(Q(bank_line=None) | ~Q(bank_line_id__in=told)):
        line = payout.bank_line or _line_of(payout)
        if line is not None and _matched(payout, held_line(line.pk), by=by, at=at):
            count += 1
    return count


def _matched(payout: Payout, line: BankLine, *, by: Actor, at: datetime) -> bool:
    """Say on a line that it is a payout, unless it was matched meanwhile; return whether it was."""
    left_minor = unmatched_minor(line)
    if left_minor not in {0, line.amount_minor} or (payout.bank_line_id is not None and not left_minor):
        return False
    entry_id = allot()
    payout.bank_line = line
    payout.save(update_fields=["bank_line"])
    told = made_of(seen(payout))
    if left_minor:
        LineMatch.objects.create(
            line=line, kind="payout", amount_minor=left_minor, confidence_ppm=MILLION, evidence=told, by=by.name,
            at=at, entry_id=entry_id,
        )  # fmt: skip
        LineSuggestion.objects.filter(line=line).delete()
    append(
        "payments.payout_seen_at_bank", by=by.name, at=at,
        subjects=[f"gateway:{payout.provider}", f"bank_line:{line.pk}"],
        facts={"payout": payout.reference, "bank_line": line.pk, "made_of": told}, entry_id=entry_id,
    )  # fmt: skip
    return True


def _line_of(payout: Payout) -> BankLine | None:
    taken = Payout.objects.exclude(bank_line=None).values("bank_line_id")
    used = LineMatch.objects.filter(Q(undone_at=None) & ~Q(kind="payout") | Q(kind="payout", undone_at__isnull=False))
    near = BankLine.objects.filter(
        amount_minor__gt=0, currency=payout.currency,
        booked_date__range=(payout.arrival_date - BEFORE, payout.arrival_date + AFTER),
    ).exclude(pk__in=taken).exclude(pk__in=used.values("line_id")).order_by("booked_date", "id")  # fmt: skip
    alike = list(near.filter(amount_minor=payout.amount_minor)[:10])
    # The reference as a word of its own: po_1 is not named by po_12.
    name = rf"(^|[^[:alnum:]_]){re.escape(payout.reference)}($|[^[:alnum:]_])"
    naming = list(near.filter(Q(text__regex=name) | Q(end_to_end__regex=name) | Q(bank_reference__regex=name))[:10])
    found = [line for line in naming if line in alike] or naming or alike
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
