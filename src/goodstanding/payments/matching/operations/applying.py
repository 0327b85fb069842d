"""Applying a bank line: its money becomes receipts of the debts it pays, and the line remembers which."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.money.amount import Amount
from goodstanding.payments.matching.open_item import plain
from goodstanding.payments.matching.suggestion import MILLION, Share
from goodstanding.payments.models.bank import BankLine, LineMatch
from goodstanding.payments.models.matching import LineSuggestion, PayerRule
from goodstanding.payments.operations.recording import record
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.models import Debt, Item
from goodstanding.receivables.operations.held_debt import NoSuchDebt
from goodstanding.refusal import Refusal

Disputed = Callable[[int, date], Collection[int]]
"""Which items of a debt are in dispute on a day; this floor cannot know."""
DisputedAmong = Callable[[Collection[int] | None], Disputed]
"""The same for many debts, or for all of them, looked up at once."""

REFERENCE_MOST = 140


class MatchRefused(Refusal):
    """The line cannot be split like this; the sentence says why."""


@transaction.atomic
def apply_line(
    line_id: int,
    shares: Sequence[Share],
    *,
    disputed: Disputed,
    is_directed: bool = False,
    confidence_ppm: int = MILLION,
    evidence: Sequence[str] = (),
    teach: bool = False,
    by: Actor,
    at: datetime,
) -> list[int]:
    """Record the money of a line as receipts, one a share, and return their numbers.

    Shares come to at most what of the line is not matched yet. Items of a share are paid first; one in dispute only
    where the payer named it (`is_directed`). `teach` remembers that this payer's bank account pays these debts. Raises
    MatchRefused, and what recording a receipt raises; then nothing of it was done. Locks the line and the accounts.
    """
    require(by, "cash.match")
    line = held_line(line_id)
    _refuse(line, shares)
    entry_id = allot()
    receipts = []
    for share in sorted(shares):
        contested = set(disputed(share.debt_id, line.booked_date))
        number = _recorded(line, share, contested, is_directed=is_directed, by=by, at=at)
        LineMatch.objects.create(
            line=line, kind="receipt", receipt_id=number, debt_id=share.debt_id, amount_minor=share.amount_minor,
            confidence_ppm=confidence_ppm, evidence=list(evidence), by=by.name, at=at, entry_id=entry_id,
        )  # fmt: skip
        receipts.append(number)
    taught = _teach(line, shares, by=by, at=at, entry_id=entry_id) if teach else 0
    LineSuggestion.objects.filter(line=line).delete()
    append(
        "payments.line_matched",
        by=by.name,
        at=at,
        subjects=[f"bank_line:{line.pk}", *(f"debt:{share.debt_id}" for share in shares)],
        facts={
            "line": line.pk, "receipts": receipts, "confidence_ppm": confidence_ppm, "evidence": list(evidence),
            "shares": [[share.debt_id, share.amount_minor, list(share.item_ids)] for share in shares],
            "taught": taught,
        },
        entry_id=entry_id,
    )  # fmt: skip
    return receipts


def _recorded(
    line: BankLine, share: Share, contested: Collection[int], *, is_directed: bool, by: Actor, at: datetime
) -> int:
    """Record one share of a line as a receipt and return its number."""
    return record(
        share.debt_id,
        receipt_of(line, share, before=LineMatch.objects.filter(line=line, debt_id=share.debt_id).count()),
        disputed_items=contested,
        named=[item_id for item_id in share.item_ids if is_directed or item_id not in contested],
        bank_account_id=line.account_id,
        by=by,
        at=at,
    )


def held_line(line_id: int) -> BankLine:
    """Part of a deed: lock a bank line until the transaction ends; raises MatchRefused where there is none."""
    line = BankLine.objects.select_for_update(of=("self",), no_key=True).filter(pk=line_id).first()
    if line is None:
        raise MatchRefused(f"There is no bank line {line_id}.")
    return line


def unmatched_minor(line: BankLine) -> int:
    """Return how much of a line is matched with nothing yet, with the line's own sign."""
    matched = LineMatch.objects.filter(line=line, undone_at=None).aggregate(sum=Sum("amount_minor"))["sum"] or 0
    return line.amount_minor - int(matched)


def _refuse(line: BankLine, shares: Sequence[Share]) -> None:
    if line.amount_minor <= 0:
        raise MatchRefused("This line is money that went out; it pays no debt.")
    if not shares or any(share.amount_minor <= 0 for share in shares):
        raise MatchRefused("Say which debts the line pays, each with an amount above zero.")
    if len({share.debt_id for share in shares}) < len(shares):
        raise MatchRefused("A debt is named twice.")
    left, wanted = unmatched_minor(line), sum(share.amount_minor for share in shares)
    if wanted > left:
        there, asked = Amount(left, line.currency), Amount(wanted, line.currency)
        raise MatchRefused(f"Only {there} of this line are not matched yet; {asked} are more.")
    debts = dict(Debt.objects.filter(pk__in=[share.debt_id for share in shares]).values_list("pk", "currency"))
    owners = dict(
        Item.objects.filter(pk__in=[one for share in shares for one in share.item_ids]).values_list("pk", "debt_id")
    )
    for share in shares:
        if share.debt_id not in debts:
            raise NoSuchDebt(f"There is no debt {share.debt_id}.")
        if debts[share.debt_id] != line.currency:
            raise MatchRefused(f"The line is in {line.currency}, debt {share.debt_id} in {debts[share.debt_id]}.")
        if any(owners.get(item_id) != share.debt_id for item_id in share.item_ids):
            raise MatchRefused(f"An item that is named is none of debt {share.debt_id}.")


def receipt_of(line: BankLine, share: Share, *, before: int) -> Receipt:
    """Return the receipt that a share of a line is; `before` counts all its matches with this debt that were ever made.

    A match that was undone leaves its key behind, so that count is part of it.
    """
    key = f"bank:{line.account_id}:{line.fingerprint}:{share.debt_id}:{before}"
    reference = (line.creditor_reference or line.end_to_end or line.text)[:REFERENCE_MOST]
    return Receipt(Amount(share.amount_minor, line.currency), line.booked_date, "bank transfer", reference, key)


def _teach(line: BankLine, shares: Sequence[Share], *, by: Actor, at: datetime, entry_id: int) -> int:
    """Remember which debts a payer's bank account pays; return how many were news."""
    account = plain(line.party_account)
    if not account:
        raise MatchRefused("The bank does not say from which account this came, so nothing can be remembered of it.")
    made = [
        PayerRule.objects.get_or_create(
            payer_account=account, debt_id=share.debt_id, ended_at=None,
            defaults={"by": by.name, "at": at, "entry_id": entry_id},
        )[1]
        for share in shares
    ]  # fmt: skip
    return sum(made)
