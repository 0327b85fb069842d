"""Which entries of a statement are in the books already, because an earlier file told them, in whatever format.

For the import. Day, amount and currency have to be the same; references decide where both files tell them; each known
line answers for one entry only, so that two equal payments stay two.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from goodstanding.payments.bank.statement import BankEntry, BankStatement


class KnownLine(NamedTuple):
    """A bank line in the books."""

    line_id: int
    statement_id: int
    booked_date: date
    amount_minor: int
    currency: str
    format: str
    text: str = ""
    bank_reference: str = ""
    end_to_end: str = ""
    party_account: str = ""


@dataclass(frozen=True, slots=True)
class KnownStatement:
    """A statement in the books. One without balances is a report or a notification, and covers no day."""

    statement_id: int
    reference: str
    sequence: str
    from_date: date | None
    to_date: date | None
    opening_minor: int | None
    closing_minor: int | None

    @property
    def is_balanced(self) -> bool:
        """Say whether it tells both balances."""
        return self.opening_minor is not None and self.closing_minor is not None


class Recognised(NamedTuple):
    """What of a statement is new, what is known, and what an earlier file tells otherwise."""

    fresh: tuple[BankEntry, ...]
    known: int
    pending: int
    faults: tuple[str, ...]


def recognise(
    statement: BankStatement, *, form: str, lines: Sequence[KnownLine], statements: Sequence[KnownStatement]
) -> Recognised:
    """Return what of a statement is new to the books of its account."""
    told = [entry for entry in statement.entries if not entry.is_pending]
    is_balanced = statement.opening_minor is not None and statement.closing_minor is not None
    others = {one.statement_id for one in statements if one.is_balanced and not _retells(statement, one)}
    if is_balanced:
        # What follows on a statement tells other money, however like; only reports and overlapping ones tell the same.
        apart = {one.statement_id for one in statements if one.statement_id in others and _adjoins(statement, one)}
        candidates = [line for line in lines if line.statement_id not in apart]
    else:
        candidates = list(lines)
    pairs = _paired(told, candidates, form=form)
    fresh = tuple(entry for at, entry in enumerate(told) if at not in pairs)
    faults = _left_over(statement, candidates, set(pairs.values()), statements) if is_balanced else _covered(
        fresh, statements
    )  # fmt: skip
    return Recognised(fresh, len(pairs), len(statement.entries) - len(told), tuple(faults))


def fingerprints(entries: Iterable[BankEntry], lines: Sequence[KnownLine]) -> list[str]:
    """Return for each new entry what makes it the same when it is told again: day, amount, currency and a count."""
    counts: dict[tuple[date, int, str], int] = defaultdict(int)
    for line in lines:
        counts[_key(line)] += 1
    found = []
    for entry in entries:
        counts[_key(entry)] += 1
        found.append(sha256(f"{_key(entry)}|{counts[_key(entry)]}".encode()).hexdigest())
    return found


def gaps(statement: BankStatement, statements: Sequence[KnownStatement], *, written: Callable[[int], str]) -> list[str]:
    """Say where a statement does not follow on the one before it, or the one after does not follow on it."""
    if statement.opening_minor is None or statement.closing_minor is None or statement.from_date is None:
        return []
    balanced = [one for one in statements if one.is_balanced and one.to_date and not _retells(statement, one)]
    sentences = []
    before = [one for one in balanced if one.to_date and one.to_date <= statement.from_date]
    latest = max((one.to_date for one in before if one.to_date), default=None)
    last = [one for one in before if one.to_date == latest]
    if last and all(one.closing_minor != statement.opening_minor for one in last):
        one = last[-1]
        sentences.append(
            f"It opens with {written(statement.opening_minor)}, and {one.sequence or one.reference} before it "
            f"({one.to_date}) closes with {written(one.closing_minor or 0)}: a statement may be missing between them."
        )
    after = [one for one in balanced if one.from_date and statement.to_date and one.from_date > statement.to_date]
    earliest = min((one.from_date for one in after if one.from_date), default=None)
    following = [one for one in after if one.from_date == earliest]
    if following and all(one.opening_minor != statement.closing_minor for one in following):
        one = following[0]
        sentences.append(
            f"It closes with {written(statement.closing_minor)}, and {one.sequence or one.reference} after it "
            f"({one.from_date}) opens with {written(one.opening_minor or 0)}: a statement may be missing between them."
        )
    return sentences


def same_account(told: str, ours: str) -> bool:
    """Say whether a bank's writing of an account is one of ours: with a bank's number before it, or currency behind.

    >>> same_account("50880050/0194774600888", "194774600888"), same_account("1291.99.348EUR", "129199348")
    (True, True)
    """
    wanted = _plain(ours)
    return bool(wanted) and wanted in {_plain(told), _plain(told.rpartition("/")[2]), _plain(told[:-3])}


def _plain(number: str) -> str:
    return "".join(letter for letter in number.upper() if letter.isalnum()).lstrip("0")


def _key(one: BankEntry | KnownLine) -> tuple[date, int, str]:
    return one.booked_date, one.amount_minor, one.currency


def _retells(statement: BankStatement, one: KnownStatement) -> bool:
    """Say whether a known statement tells the same days between the same balances."""
    return (statement.opening_minor, statement.closing_minor, statement.to_date) == (
        one.opening_minor, one.closing_minor, one.to_date,
    ) and (statement.opening_minor != statement.closing_minor or statement.reference == one.reference)  # fmt: skip


def _adjoins(statement: BankStatement, one: KnownStatement) -> bool:
    return one.closing_minor == statement.opening_minor or one.opening_minor == statement.closing_minor


def _paired(entries: Sequence[BankEntry], lines: Sequence[KnownLine], *, form: str) -> dict[int, int]:
    """Return which entry (by place) is which line (by number): by reference first, then alike, then not unlike."""
    by_key: dict[tuple[date, int, str], list[KnownLine]] = defaultdict(list)
    for line in lines:
        by_key[_key(line)].append(line)
    pairs: dict[int, int] = {}
    for is_same in (_by_reference, _alike, _not_unlike):
        for at, entry in enumerate(entries):
            if at in pairs:
                continue
            found = next((line for line in by_key.get(_key(entry), ()) if is_same(entry, line, form)), None)
            if found is not None:
                pairs[at] = found.line_id
                by_key[_key(entry)].remove(found)
    return pairs


def _by_reference(entry: BankEntry, line: KnownLine, _form: str) -> bool:
    return bool(entry.bank_reference) and entry.bank_reference == line.bank_reference


def _alike(entry: BankEntry, line: KnownLine, form: str) -> bool:
    return not _other_reference(entry, line, form) and (entry.text, entry.end_to_end, entry.party_account) == (
        line.text, line.end_to_end, line.party_account,
    )  # fmt: skip


def _not_unlike(entry: BankEntry, line: KnownLine, form: str) -> bool:
    """Say whether nothing that both files tell is told otherwise; texts of two formats are never the same."""
    if _other_reference(entry, line, form):
        return False
    for ours, theirs in ((entry.end_to_end, line.end_to_end), (entry.party_account, line.party_account)):
        if ours and theirs and ours != theirs:
            return False
    return form != line.format or entry.text == line.text


def _other_reference(entry: BankEntry, line: KnownLine, form: str) -> bool:
    references = {entry.bank_reference, line.bank_reference} - {""}
    return form == line.format and len(references) > 1


def _left_over(
    statement: BankStatement, lines: Sequence[KnownLine], paired: set[int], statements: Sequence[KnownStatement]
) -> list[str]:
    """Say which lines earlier files told for the days of a statement that it does not tell."""
    first, last = statement.from_date, statement.to_date
    if first is None or last is None:
        return []
    spans = {one.statement_id: one for one in statements if one.is_balanced}
    missing = [
        line
        for line in lines
        if line.line_id not in paired
        and first <= line.booked_date <= last
        and (line.statement_id not in spans or _retells(statement, spans[line.statement_id]))
    ]
    if not missing:
        return []
    shown = ", ".join(str(line.line_id) for line in missing[:5])
    return [f"{len(missing)} lines that earlier files told for its days are not in it: bank lines {shown}."]


def _covered(fresh: Sequence[BankEntry], statements: Sequence[KnownStatement]) -> list[str]:
    """Say which entries a report tells for days that a statement has told already, and not told."""
    covered = [one for one in statements if one.is_balanced and one.from_date and one.to_date]
    odd = [
        entry
        for entry in fresh
        if any(one.from_date <= entry.booked_date <= one.to_date for one in covered if one.from_date and one.to_date)
    ]
    if not odd:
        return []
    what = "entries are of days whose statement is in the books and does not tell them"
    return [f"{len(odd)} {what}, the first of {odd[0].booked_date}."]
