"""Applying many sure lines at once: one transaction and one evidence entry a chunk, the same books as one by one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.money.amount import Amount
from goodstanding.payments.matching.operations.applying import Disputed, DisputedAmong, receipt_of
from goodstanding.payments.matching.operations.booking import Booked, Stamp, book_receipts, tell
from goodstanding.payments.matching.operations.holding import HeldLine, hold_debts, hold_lines, owing, raw_cursor
from goodstanding.payments.matching.owing import Owing
from goodstanding.payments.matching.suggestion import Share, Suggestion
from goodstanding.payments.models.matching import LineSuggestion
from goodstanding.payments.receipt import faults
from goodstanding.receivables.models import Debt

AT_ONCE = 500
"""So many lines a transaction takes: debts are held no longer than it lasts."""
MOVED = "What is open changed meanwhile"


class Wanted(NamedTuple):
    """A line, what of it waited when it was looked at, and how it is to be split."""

    line_id: int
    left_minor: int
    suggestion: Suggestion


@dataclass(slots=True)
class Chunk:
    """What became of a chunk: the lines applied, those somebody else was faster with, and why others stay."""

    applied: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


class _Held(NamedTuple):
    debts: dict[int, Debt]
    owing: dict[int, Owing]
    disputed: Disputed
    at: datetime


@transaction.atomic
def apply_chunk(wanted: Sequence[Wanted], *, disputed_among: DisputedAmong, by: Actor, at: datetime) -> Chunk:
    """Apply lines as their suggestions say, in the order given, all in one go.

    A line that somebody matched meanwhile is passed over; one whose money would not pay what it was matched with,
    because the books moved, is in dispute or was not open on its day, stays as it is, with the reason. Raises
    PermissionRefused. Locks the lines, then the debts.
    """
    require(by, "cash.match")
    done, cursor = Chunk(), raw_cursor()
    held = hold_lines([one.line_id for one in wanted])
    debts = hold_debts({share.debt_id for one in wanted for share in one.suggestion.shares}, by=by)
    stand = _Held(debts, owing(cursor, debts, at=at), disputed_among(list(debts)), at)
    stamp = Stamp(by, at, allot())
    booked: list[Booked] = []
    for one in wanted:
        line = held.get(one.line_id)
        if line is None or line.left_minor != one.left_minor:
            done.gone.append(one.line_id)
            continue
        made, why = _pay(one, line, stand)
        if why:
            done.refused[one.line_id] = why
        else:
            done.applied.append(one.line_id)
            booked += made
    if booked:
        book_receipts(cursor, booked, debts=debts, stamp=stamp)
        LineSuggestion.objects.filter(line_id__in=done.applied).delete()
        append(
            "payments.lines_matched",
            by=by.name,
            at=at,
            subjects=sorted({f"bank_account:{one.line.account_id}" for one in booked}),
            facts={"lines": len(done.applied), "receipts": len(booked), "sums_minor": _sums(booked)},
            rows=tell(booked),
            entry_id=stamp.entry_id,
        )
    return done


def _pay(one: Wanted, held: HeldLine, stand: _Held) -> tuple[list[Booked], str]:
    """Return the receipts of a line, or why it stays; what is owed is only changed where all its shares can be paid."""
    if held.undone:
        return [], "A match of this line was undone; somebody has to say what it pays."
    plans = []
    for share in sorted(one.suggestion.shares):
        why = _fault(share, held, stand)
        if why:
            return [], why
        day = held.line.booked_date
        contested = set(stand.disputed(share.debt_id, day))
        named = [item for item in share.item_ids if one.suggestion.is_directed or item not in contested]
        paid = stand.owing[share.debt_id].paid_by(share.amount_minor, day=day, disputed=contested, named=named)
        if paid.unapplied_minor and one.suggestion.way != "over":
            rest = Amount(paid.unapplied_minor, held.line.currency)
            return [], f"{MOVED}, is in dispute, or was not open on the line's day: {rest} would lie unapplied."
        plans.append((share, paid))
    return [
        Booked(
            held.line,
            share,
            stand.owing[share.debt_id].take(share.amount_minor, paid, day=held.line.booked_date, at=stand.at),
            receipt_of(held.line, share, before=held.before.get(share.debt_id, 0)),
            one.suggestion.confidence_ppm,
            one.suggestion.evidence,
        )
        for share, paid in plans
    ], ""


def _fault(share: Share, held: HeldLine, stand: _Held) -> str:
    debt, line = stand.debts.get(share.debt_id), held.line
    if debt is None or debt.withdrawn_at is not None:
        return f"Debt {share.debt_id} was withdrawn."
    if line.account.client_id not in {None, debt.client_id}:
        return f"Bank account {line.account.name} is another client's."
    return " ".join(faults(receipt_of(line, share, before=0), currency=debt.currency, at=stand.at))


def _sums(booked: Sequence[Booked]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for one in booked:
        sums[one.line.currency] = sums.get(one.line.currency, 0) + one.share.amount_minor
    return sums
