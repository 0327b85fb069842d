"""Reading a NACHA file: batches and entries with every count, hash and sum held against what is there, and returns."""

from dataclasses import dataclass, field
from typing import NamedTuple

from goodstanding.payments.bank.statement import FileRefused
from goodstanding.payments.bank.written import Faults, clean, decoded, size_within

WIDTH = 94
HASH_DIGITS = 10**10
_ADVICE = "ADV"
_INTERNATIONAL = "IAT"
_RETURNED, _CHANGED = "99", "98"


class Return(NamedTuple):
    """An addenda record that says why an entry came back (99), or what is to be changed (98).

    `info` is what stands behind: for a notice of change, the corrected data.
    """

    kind: str
    code: str
    original_trace: str
    original_bank: str
    date_of_death: str
    info: str
    batch_class: str
    transaction: str
    amount_minor: int

    @property
    def is_change(self) -> bool:
        """Say whether it is a notice of change, so that money did move."""
        return self.kind == _CHANGED


class NachaEntry(NamedTuple):
    """One entry: its transaction code, bank, account, amount in cents, and the trace that names it."""

    transaction: str
    bank: str
    account: str
    amount_minor: int
    identification: str
    name: str
    trace: str
    is_debit: bool


@dataclass
class Batch:
    """The entries of one company and class; `control_…` is what its own control record says."""

    batch_class: str
    company: str = ""
    effective: str = ""
    entries: list[NachaEntry] = field(default_factory=list)
    addenda: int = 0
    has_control: bool = False

    def sums(self) -> tuple[int, int, int, int]:
        """Return the number of entries and addenda, the hash, debits and credits."""
        return (
            len(self.entries) + self.addenda,
            sum(int(one.bank) if one.bank.isdigit() else 0 for one in self.entries) % HASH_DIGITS,
            sum(one.amount_minor for one in self.entries if one.is_debit),
            sum(one.amount_minor for one in self.entries if not one.is_debit),
        )


@dataclass
class NachaFile:
    """A file as read, with everything in it that does not agree with itself."""

    batches: list[Batch] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    control_debit_minor: int | None = None
    control_credit_minor: int | None = None
    faults: Faults = field(default_factory=Faults)

    def sums(self) -> tuple[int, int, int, int]:
        """Return entries with addenda, the hash, debits and credits over all batches."""
        told = [batch.sums() for batch in self.batches] or [(0, 0, 0, 0)]
        count, entry_hash, debit, credit = (sum(column) for column in zip(*told, strict=True))
        return count, entry_hash % HASH_DIGITS, debit, credit


def read_nacha(data: bytes) -> NachaFile:
    """Return what a file holds. Raises FileRefused where no line of it is a record."""
    size_within(data)
    lines = [line for line in decoded(data).splitlines() if line.strip()]
    if len(lines) == 1 and len(lines[0]) > WIDTH:
        lines = [lines[0][at : at + WIDTH] for at in range(0, len(lines[0]), WIDTH)]
    file = NachaFile()
    reader = _Reader(file)
    known = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip("9"):
            continue
        step = reader.steps.get(line[0])
        if step is None:
            file.faults.add(f"Line {number} is no record: {clean(line[:20])!r}.")
            continue
        known += 1
        if len(line) != WIDTH:
            file.faults.add(f"Line {number} has {len(line)} characters, not {WIDTH}.")
        step(line.ljust(WIDTH)[:WIDTH])
    if not known:
        raise FileRefused("The file holds no NACHA record.")
    reader.finish()
    return file


class _Reader:
    """Takes records in, one after the other."""

    def __init__(self, file: NachaFile) -> None:
        self.file = file
        self.batch: Batch | None = None
        self.has_header = self.has_control = False
        self.steps = {"1": self._header, "5": self._open, "6": self._entry, "7": self._addenda, "8": self._close,
                      "9": self._control}  # fmt: skip

    def _header(self, _line: str) -> None:
        self.has_header = True

    def _open(self, line: str) -> None:
        if self.batch is not None and not self.batch.has_control:
            self.file.faults.add(f"Batch {len(self.file.batches)} has no control record.")
        is_international = line[50:53] == _INTERNATIONAL
        self.batch = Batch(line[50:53].strip(), clean(line[40:50] if not is_international else ""), line[69:75])
        self.file.batches.append(self.batch)

    def _current(self) -> Batch:
        if self.batch is None or self.batch.has_control:
            if self.batch is None:
                self.file.faults.add("An entry stands before any batch.")
            else:
                self.file.faults.add("An entry stands behind the control record of its batch.")
            self.batch = Batch("")
            self.file.batches.append(self.batch)
        return self.batch

    def _entry(self, line: str) -> None:
        batch = self._current()
        transaction = line[1:3]
        is_advice = batch.batch_class == _ADVICE
        amount = self._number(line[27:39] if is_advice else line[29:39], "amount")
        is_international = batch.batch_class == _INTERNATIONAL
        batch.entries.append(
            NachaEntry(
                transaction=transaction,
                bank=line[3:11],
                account=clean(line[39:74] if is_international else line[12:27] if is_advice else line[12:29]),
                amount_minor=amount,
                identification=clean(line[39:54]),
                name=clean(line[54:76]),
                trace=line[79:94],
                is_debit=_is_debit(transaction),
            )
        )

    def _addenda(self, line: str) -> None:
        if self.batch is None or self.batch.has_control or not self.batch.entries:
            self.file.faults.add("An addenda record stands without its entry.")
            if self.batch is None:
                self.batch = Batch("")
                self.file.batches.append(self.batch)
        self.batch.addenda += 1
        if line[1:3] not in {_RETURNED, _CHANGED}:
            return
        entry = self.batch.entries[-1] if self.batch.entries else None
        is_change = line[1:3] == _CHANGED
        self.file.returns.append(
            Return(
                kind=line[1:3],
                code=clean(line[3:6]),
                original_trace=line[6:21].strip(),
                original_bank=line[27:35].strip(),
                date_of_death="" if is_change else line[21:27].strip(),
                info=clean(line[35:64] if is_change else line[35:79]),
                batch_class=self.batch.batch_class,
                transaction=entry.transaction if entry else "",
                amount_minor=entry.amount_minor if entry else 0,
            )
        )

    def _close(self, line: str) -> None:
        if self.batch is None or self.batch.has_control:
            self.file.faults.add("A control record stands without its batch.")
            return
        batch = self.batch
        batch.has_control = True
        spans = ((4, 10), (10, 20), (20, 40), (40, 60)) if batch.batch_class == _ADVICE else (
            (4, 10), (10, 20), (20, 32), (32, 44)
        )  # fmt: skip
        told = [self._number(line[start:end], "control") for start, end in spans]
        self._compare(f"Batch {len(self.file.batches)}", told, batch.sums())

    def _control(self, line: str) -> None:
        self.has_control = True
        is_advice = any(batch.batch_class == _ADVICE for batch in self.file.batches)
        spans = ((13, 21), (21, 31), (31, 51), (51, 71)) if is_advice else ((13, 21), (21, 31), (31, 43), (43, 55))
        told = [self._number(line[start:end], "control") for start, end in spans]
        self.file.control_debit_minor, self.file.control_credit_minor = told[2], told[3]
        self._compare("The file", told, self.file.sums())
        batches = self._number(line[1:7], "number of batches")
        if batches != len(self.file.batches):
            self.file.faults.add(f"The file says {batches} batches; found {len(self.file.batches)}.")

    def _compare(self, whose: str, told: list[int], found: tuple[int, int, int, int]) -> None:
        names = ("number of entries and addenda", "entry hash", "debits", "credits")
        for name, one, other in zip(names, told, found, strict=True):
            if one != other:
                self.file.faults.add(f"{whose} says {name} {one}; found {other}.")

    def _number(self, text: str, what: str) -> int:
        if text.isascii() and text.isdigit():
            return int(text)
        self.file.faults.add(f"{clean(text)!r} is no {what}.")
        return 0

    def finish(self) -> None:
        """Say what is missing at the end."""
        if not self.has_header:
            self.file.faults.add("The file has no header.")
        if not self.has_control:
            self.file.faults.add("The file has no control record; it may be cut off.")
        if self.batch is not None and not self.batch.has_control:
            self.file.faults.add(f"Batch {len(self.file.batches)} has no control record.")


def _is_debit(transaction: str) -> bool:
    """Say whether a transaction code takes money: those of accounting advices are even, others end from 5 on."""
    if transaction.startswith("8"):
        return transaction[1:] in {"2", "4", "6", "8"}
    return transaction[1:] >= "5"
