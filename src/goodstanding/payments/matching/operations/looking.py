"""Looking what waiting bank lines pay: what is sure is applied, what is likely is suggested, the rest waits."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from goodstanding.access.permission import Actor, require
from goodstanding.payments.matching.matcher import suggest
from goodstanding.payments.matching.operations.applying import DisputedAmong
from goodstanding.payments.matching.operations.chunking import AT_ONCE, Wanted, apply_chunk
from goodstanding.payments.matching.operations.keeping import Kept, keep
from goodstanding.payments.matching.operations.undoing import take_returned
from goodstanding.payments.matching.queries import book_of, credit, unmatched
from goodstanding.payments.matching.returning import Sent, returned
from goodstanding.payments.matching.suggestion import MILLION, SURE_LEAST_PPM, SURE_PPM, Suggestion
from goodstanding.payments.models.bank import BankLine, LineMatch
from goodstanding.refusal import Refusal

UNDONE = "A match of this line was undone; somebody has to say what it pays."
CAME_BACK = "The bank calls it a return: our own money may have come back."


class SurenessRefused(Refusal):
    """So little sureness would apply money by guessing."""


@dataclass(slots=True)
class LookFigures:
    """What came of looking at the lines that wait; `refused` says why sure ones could not be applied."""

    lines: int = 0
    applied: int = 0
    returned: int = 0
    suggested: int = 0
    nothing: int = 0
    refused: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Look:
    """One look: what it may do, and what it has gathered for the next chunk."""

    disputed_among: DisputedAmong
    sure_ppm: int
    apply: bool
    by: Actor
    at: datetime
    figures: LookFigures = field(default_factory=LookFigures)
    wanted: list[Wanted] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)

    def settle(self) -> None:
        """Apply what was gathered, and keep the suggestions of the rest."""
        if self.wanted:
            done = apply_chunk(self.wanted, disputed_among=self.disputed_among, by=self.by, at=self.at)
            self.figures.applied += len(done.applied)
            for one in self.wanted:
                why = done.refused.get(one.line_id)
                if why:
                    self.refuse(one.line_id, one.left_minor, [one.suggestion], why=why)
        keep(self.kept, at=self.at)
        self.wanted, self.kept = [], []

    def refuse(self, line_id: int, left_minor: int, found: Sequence[Suggestion], *, why: str) -> None:
        """Keep suggestions that were sure and could not be done, with the reason."""
        self.figures.refused.append(f"Line {line_id}: {why}")
        self.put_by(line_id, left_minor, [found[0].unsure(why), *found[1:]])

    def put_by(self, line_id: int, left_minor: int, found: Sequence[Suggestion]) -> None:
        """Keep the suggestions of a line for somebody to decide."""
        self.kept.append(Kept(line_id, left_minor, found))
        if found:
            self.figures.suggested += 1
        else:
            self.figures.nothing += 1


def look(
    *,
    disputed_among: DisputedAmong,
    sure_ppm: int = SURE_PPM,
    apply: bool = True,
    account_id: int | None = None,
    by: Actor,
    at: datetime,
) -> LookFigures:
    """Look at every line that waits, the oldest first, and return the figures; safe to run at any time and twice.

    A line whose best split is at least as sure as `sure_ppm` is applied, many in one transaction, unless `apply` is
    off; the others keep their suggestions until the next look. Raises SurenessRefused below 90 percent.
    """
    require(by, "cash.match")
    if not SURE_LEAST_PPM <= sure_ppm <= MILLION:
        raise SurenessRefused("Lines are applied by themselves from 0.9 on at the least, and 1 at the most.")
    one = _Look(disputed_among, sure_ppm, apply, by, at)
    left = dict(unmatched(account_id=account_id))
    lines = list(BankLine.objects.filter(pk__in=left).select_related("account").order_by("booked_date", "id"))
    undone = set(LineMatch.objects.filter(undone_at__isnull=False).values_list("line_id", flat=True))
    by_client: dict[int | None, list[BankLine]] = defaultdict(list)
    for line in lines:
        by_client[line.account.client_id].append(line)
    for client_id, its in by_client.items():
        came_in = [line for line in its if line.amount_minor > 0]
        _look_at_credits(came_in, client_id=client_id, left=left, undone=undone, one=one)
        _look_at_debits([line for line in its if line.amount_minor < 0], left=left, one=one)
    one.figures.lines = len(lines)
    return one.figures


def _look_at_credits(
    lines: list[BankLine], *, client_id: int | None, left: Mapping[int, int], undone: set[int], one: _Look
) -> None:
    if not lines:
        return
    payers = {line.party_account for line in lines}
    disputed = one.disputed_among(None)
    day = one.at.date()
    book = book_of(
        {line.currency for line in lines}, client_id=client_id, accounts=payers,
        disputed=lambda debt_id: disputed(debt_id, day),
    )  # fmt: skip
    for line in lines:
        found = suggest(credit(line, left[line.pk]), book)
        if found and line.pk in undone:
            found = [each.unsure(UNDONE) for each in found]
        if found and (line.is_reversal or line.return_code):
            found = [each.unsure(CAME_BACK) for each in found]
        is_sure = bool(found) and found[0].confidence_ppm >= one.sure_ppm
        if is_sure:
            for share in found[0].shares:
                book.pay(share.debt_id, share.amount_minor, share.item_ids)
        if is_sure and one.apply:
            one.wanted.append(Wanted(line.pk, left[line.pk], found[0]))
        else:
            one.put_by(line.pk, left[line.pk], found)
        if len(one.wanted) >= AT_ONCE or len(one.kept) >= AT_ONCE:
            one.settle()
    one.settle()


def _look_at_debits(lines: list[BankLine], *, left: Mapping[int, int], one: _Look) -> None:
    """Look which receipts the lines that went out take back; each is done in a transaction of its own."""
    sent = _sent(lines)
    for line in lines:
        told = _told(line, left[line.pk])
        found = returned(told, sent.get((-told.amount_minor, told.currency), ()))
        number = found[0].receipt_id if found else None
        if number is None or found[0].confidence_ppm < one.sure_ppm or not one.apply:
            one.put_by(line.pk, left[line.pk], found)
            continue
        try:
            take_returned(line.pk, number, by=one.by, at=one.at)
        except Refusal as refused:
            one.refuse(line.pk, left[line.pk], found, why=str(refused))
        else:
            one.figures.returned += 1
    one.settle()


def _told(line: BankLine, minor: int) -> Sent:
    return Sent(
        0, minor, line.currency, line.booked_date, line.end_to_end, line.bank_reference, line.party_account,
        bool(line.return_code) or line.is_reversal,
    )  # fmt: skip


def _sent(lines: Iterable[BankLine]) -> dict[tuple[int, str], list[Sent]]:
    """Return what came in before and stands, by amount and currency, where some of the lines went out again."""
    amounts = {-line.amount_minor for line in lines}
    rows = LineMatch.objects.filter(
        kind="receipt", undone_at=None, amount_minor__in=amounts, receipt__reversal=None
    ).select_related("line")
    found: dict[tuple[int, str], list[Sent]] = defaultdict(list)
    for row in rows:
        found[row.amount_minor, row.line.currency].append(
            _told(row.line, row.amount_minor)._replace(receipt_id=row.receipt_id or 0, is_return=False)
        )
    return found
