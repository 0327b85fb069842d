"""Setting a bank line aside because no debtor paid it, taking back what came back, and undoing a match."""

from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.money.amount import Amount
from goodstanding.payments.matching.operations.applying import MatchRefused, held_line, unmatched_minor
from goodstanding.payments.matching.suggestion import MILLION
from goodstanding.payments.models.bank import LineMatch
from goodstanding.payments.models.gateway import Payout
from goodstanding.payments.models.matching import LineSuggestion
from goodstanding.payments.models.receipt import Receipt, ReceiptReversal
from goodstanding.payments.operations.reversing import reverse

ASIDE = ("payout", "transfer", "fee", "remittance", "refund", "other")
"""What a line can be that is no debtor's money."""


@transaction.atomic
def set_aside(line_id: int, kind: str, *, reason: str, amount_minor: int | None = None, by: Actor, at: datetime) -> int:
    """Say that a line, or so much of it, is no debtor's money, and return the match's number.

    `kind` is one of ASIDE; without an amount it is all that is not matched yet. Raises MatchRefused.
    """
    require(by, "cash.match")
    line = held_line(line_id)
    left = unmatched_minor(line)
    wanted = left if amount_minor is None else amount_minor
    if kind not in ASIDE:
        raise MatchRefused(f"A line is set aside as one of {', '.join(ASIDE)}; not as {kind[:40]!r}.")
    if not reason.strip():
        raise MatchRefused("Say why the line is set aside.")
    if not wanted or (wanted > 0) != (line.amount_minor > 0) or abs(wanted) > abs(left):
        raise MatchRefused(f"{Amount(left, line.currency)} of this line are not matched yet; set aside no more.")
    entry_id = allot()
    row = LineMatch.objects.create(
        line=line, kind=kind, amount_minor=wanted, confidence_ppm=MILLION, evidence=[reason], by=by.name, at=at,
        entry_id=entry_id,
    )  # fmt: skip
    LineSuggestion.objects.filter(line=line).delete()
    append(
        "payments.line_set_aside",
        by=by.name,
        at=at,
        subjects=[f"bank_line:{line.pk}"],
        facts={"line": line.pk, "kind": kind, "amount_minor": wanted, "reason": reason},
        entry_id=entry_id,
    )
    return row.pk


@transaction.atomic
def take_returned(line_id: int, receipt_id: int, *, reason: str = "", by: Actor, at: datetime) -> int:
    """Take a receipt back because this line says that its money went back; return the reversal's number.

    The line takes back as much as the receipt brought. Raises MatchRefused, and what reversing a receipt raises.
    """
    require(by, "cash.match")
    line = held_line(line_id)
    receipt = Receipt.objects.filter(pk=receipt_id).first()
    if receipt is None:
        raise MatchRefused(f"There is no receipt {receipt_id}.")
    if line.amount_minor >= 0 or receipt.currency != line.currency or -unmatched_minor(line) < receipt.amount_minor:
        raise MatchRefused("This line does not take back as much as the receipt brought.")
    why = reason.strip() or f"The bank took it back: {line.return_code or line.text or 'no reason told'}."[:200]
    number = reverse(receipt_id, reason=why, reversed_date=line.booked_date, by=by, at=at)
    entry_id = allot()
    LineMatch.objects.create(
        line=line, kind="returned", receipt=receipt, debt_id=receipt.debt_id, amount_minor=-receipt.amount_minor,
        confidence_ppm=MILLION, evidence=[why], by=by.name, at=at, entry_id=entry_id,
    )  # fmt: skip
    LineSuggestion.objects.filter(line=line).delete()
    append(
        "payments.line_returned",
        by=by.name,
        at=at,
        subjects=[f"bank_line:{line.pk}", f"debt:{receipt.debt_id}"],
        facts={"line": line.pk, "receipt": receipt_id, "reversal": number, "reason": why},
        entry_id=entry_id,
    )
    return number


@transaction.atomic
def undo_match(match_id: int, *, reason: str, on: date | None = None, by: Actor, at: datetime) -> None:
    """Undo a match: the line's money waits again, and a receipt made of it is taken back by the same split.

    `on` is the day of the reversal; the day of the line where it is left out, as if it had never been matched. Raises
    MatchRefused for a return, which is undone by recording the receipt again, and for what is undone already.
    """
    require(by, "cash.undo")
    row = LineMatch.objects.select_for_update().filter(pk=match_id).select_related("line").first()
    if row is None or row.undone_at is not None:
        raise MatchRefused(f"There is no match {match_id}, or it was undone already.")
    if not reason.strip():
        raise MatchRefused("Say why the match is undone.")
    if row.kind == "returned":
        raise MatchRefused("A return is not undone; record the receipt again.")
    held_line(row.line_id)
    if row.receipt_id and LineMatch.objects.filter(kind="returned", receipt_id=row.receipt_id, undone_at=None).exists():
        raise MatchRefused("The bank took this money back by another line; there is nothing left to undo.")
    if row.receipt_id is not None and not ReceiptReversal.objects.filter(receipt_id=row.receipt_id).exists():
        reverse(row.receipt_id, reason=reason, reversed_date=on or row.line.booked_date, by=by, at=at)
    if row.kind == "payout":
        # The payout has no line any more, and is not matched with this one again by itself.
        Payout.objects.filter(bank_line_id=row.line_id).update(bank_line=None)
    row.undone_at, row.undone_reason = at, reason
    row.save(update_fields=["undone_at", "undone_reason"])
    append(
        "payments.match_undone",
        by=by.name,
        at=at,
        subjects=[f"bank_line:{row.line_id}", *([f"debt:{row.debt_id}"] if row.debt_id else [])],
        facts={"match": match_id, "line": row.line_id, "receipt": row.receipt_id, "reason": reason},
    )
