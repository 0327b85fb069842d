"""Looking what waiting bank lines pay: what is sure is applied, what is likely is suggested, the rest waits."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.payments.matching.book import Book
from goodstanding.payments.matching.matcher import suggest
from goodstanding.payments.matching.operations.applying import Disputed, apply_line
from goodstanding.payments.matching.operations.undoing import take_returned
from goodstanding.payments.matching.queries import book_of, credit, unmatched
from goodstanding.payments.matching.returning import Sent, returned
from goodstanding.payments.matching.suggestion import MILLION, SURE_PPM, Suggestion, told
from goodstanding.payments.models.bank import BankLine, LineMatch
from goodstanding.payments.models.matching import LineSuggestion
from goodstanding.refusal import Refusal

SURE_LEAST_PPM = 900_000


class SurenessRefused(Refusal):
    """So little sureness would apply money by guessing."""


@dataclass(slots=True)
class LookFigures:
    """What came of looking at the lines that wait."""

    lines: int = 0
    applied: int = 0
    returned: int = 0
    suggested: int = 0
    nothing: int = 0
    refused: list[str] = field(default_factory=list)


def look(
    *,
    disputed: Disputed,
    sure_ppm: int = SURE_PPM,
    apply: bool = True,
    account_id: int | None = None,
    by: Actor,
    at: datetime,
) -> LookFigures:
    """Look at every line that waits, the oldest first, and return the figures; safe to run at any time and twice.

    A line whose best split is at least as sure as `sure_ppm` is applied, each in a transaction of its own, unless
    `apply` is off; the others keep their suggestions until the next look. Raises SurenessRefused below 90 percent.
    """
    require(by, "cash.match")
    if not SURE_LEAST_PPM <= sure_ppm <= MILLION:
        raise SurenessRefused("Lines are applied by themselves from 0.9 on at the least, and 1 at the most.")
    figures = LookFigures()
    left = dict(unmatched(account_id=account_id))
    lines = list(BankLine.objects.filter(pk__in=left).select_related("account").order_by("booked_date", "id"))
    by_client: dict[int | None, list[BankLine]] = defaultdict(list)
    for line in lines:
        by_client[line.account.client_id].append(line)
    for client_id, its in by_client.items():
        payers = {line.party_account for line in its}
        book = book_of({line.currency for line in its}, client_id=client_id, accounts=payers)
        sent = _sent(its)
        for line in its:
            found = (
                suggest(credit(line, left[line.pk]), book) if line.amount_minor > 0 else returned(_credit(line), sent)
            )
            best = found[0] if found else None
            is_done = bool(apply and best and best.confidence_ppm >= sure_ppm) and _done(
                line, best, figures, disputed=disputed, by=by, at=at
            )
            if is_done and best is not None:
                _follow(book, best)
            else:
                _keep(line, found, figures, at=at)
    figures.lines = len(lines)
    return figures


def _done(
    line: BankLine, best: Suggestion | None, figures: LookFigures, *, disputed: Disputed, by: Actor, at: datetime
) -> bool:
    """Do what the best suggestion says; say whether it could be done."""
    assert best is not None, "Only a suggestion is done."
    try:
        if best.receipt_id is not None:
            take_returned(line.pk, best.receipt_id, by=by, at=at)
            figures.returned += 1
        else:
            apply_line(
                line.pk, best.shares, disputed=disputed, is_directed=best.is_directed,
                confidence_ppm=best.confidence_ppm, evidence=best.evidence, by=by, at=at,
            )  # fmt: skip
            figures.applied += 1
    except Refusal as refused:
        figures.refused.append(f"Line {line.pk}: {refused}")
        return False
    return True


def _follow(book: Book, best: Suggestion) -> None:
    for share in best.shares:
        book.pay(share.debt_id, share.amount_minor, share.item_ids)


@transaction.atomic
def _keep(line: BankLine, found: list[Suggestion], figures: LookFigures, *, at: datetime) -> None:
    """Put the suggestions of this look in the place of those before."""
    LineSuggestion.objects.filter(line=line).delete()
    LineSuggestion.objects.bulk_create(
        LineSuggestion(
            line=line, place=place, way=one.way, confidence_ppm=one.confidence_ppm, told=told(one), made_at=at
        )
        for place, one in enumerate(found, start=1)
    )
    if found:
        figures.suggested += 1
    else:
        figures.nothing += 1


def _credit(line: BankLine) -> Sent:
    return Sent(
        0, line.amount_minor, line.currency, line.booked_date, line.end_to_end, line.bank_reference,
        line.party_account, bool(line.return_code) or line.is_reversal,
    )  # fmt: skip


def _sent(lines: Iterable[BankLine]) -> list[Sent]:
    """Return what came in before and stands, where some of the lines went out again."""
    out = [line for line in lines if line.amount_minor < 0]
    if not out:
        return []
    amounts = {-line.amount_minor for line in out}
    rows = LineMatch.objects.filter(
        kind="receipt", undone_at=None, amount_minor__in=amounts, receipt__reversal=None
    ).select_related("line")
    return [
        Sent(
            row.receipt_id or 0, row.amount_minor, row.line.currency, row.line.booked_date, row.line.end_to_end,
            row.line.bank_reference, row.line.party_account, is_return=False,
        )
        for row in rows
    ]  # fmt: skip
