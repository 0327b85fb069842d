"""OFX of banks and credit cards: SGML (1.x, where closing tags are left out) and XML (2.x), read as one flow of tags.

Source: Open Financial Exchange 1.0.2 and 2.2. A statement tells its closing ledger balance only; whether it is whole
is seen from the one before. No XML parser stands here: a tag and the text behind it are all there is to read.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from goodstanding.payments.bank.statement import BankEntry, BankStatement, FileRefused, ReadFile, Unreadable
from goodstanding.payments.bank.written import Faults, clean, day, decoded, minor

_TAG = re.compile(r"<(/?)([A-Za-z0-9_.]{1,40})[^<>]{0,200}>([^<]*)")
_STATEMENTS = frozenset({"STMTRS", "CCSTMTRS"})
_UNREAD = {"INVSTMTRS": "an investment statement", "PROFRS": "a profile of the bank's server"}
_TEXT_MOST = 2_000
_ENCODING = re.compile(rb"(?:ENCODING|CHARSET):\s*([A-Za-z0-9-]+)")


@dataclass
class _Gathered:
    """A statement while its tags come in; `where` is the block in which a tag stands."""

    faults: Faults
    where: str = ""
    told: dict[str, str] = field(default_factory=dict)
    transactions: list[dict[str, str]] = field(default_factory=list)

    def take(self, tag: str, text: str) -> None:
        """Take a tag with its text into the transaction or the balance it stands in; the first of each counts."""
        if self.where == "STMTTRN":
            self.transactions[-1].setdefault(tag, text)
        else:
            self.told.setdefault(f"{self.where}/{tag}", text)

    def done(self, default: str) -> BankStatement:
        """Return the statement with what could be read of it."""
        currency = self.told.get("/CURDEF", "") or default
        entries = tuple(self._entries(currency))
        account = clean(self.told.get("BANKACCTFROM/ACCTID") or self.told.get("CCACCTFROM/ACCTID"), 60)
        if not account:
            self.faults.add("A statement does not say of which account it is.")
        days = [entry.booked_date for entry in entries]
        closing_date = self._day("LEDGERBAL/DTASOF")
        return BankStatement(
            account=account,
            currency=currency,
            reference=clean(f"{account} {self.told.get('BANKTRANLIST/DTEND', '')[:8]}"),
            from_date=self._day("BANKTRANLIST/DTSTART") or min(days, default=closing_date),
            to_date=self._day("BANKTRANLIST/DTEND") or max(days, default=closing_date),
            opening_minor=None,
            closing_minor=self._closing(currency),
            entries=entries,
            bank=clean(self.told.get("BANKACCTFROM/BANKID"), 40),
        )

    def _day(self, name: str) -> date | None:
        text = self.told.get(name, "")
        try:
            return day(text) if text else None
        except Unreadable as fault:
            self.faults.add(f"{name.split('/')[1]}: {fault}")
            return None

    def _closing(self, currency: str) -> int | None:
        text = self.told.get("LEDGERBAL/BALAMT", "")
        try:
            return minor(text, currency) if text else None
        except Unreadable as fault:
            self.faults.add(f"Ledger balance: {fault}")
            return None

    def _entries(self, currency: str) -> Iterator[BankEntry]:
        for position, told in enumerate(self.transactions, start=1):
            try:
                yield _entry(position, told, currency)
            except Unreadable as fault:
                self.faults.add(f"Entry {position}: {fault}")


def read_ofx(data: bytes, *, currency: str = "") -> ReadFile:
    """Return the statements of banks and cards in a file. Raises FileRefused, with what else it is where it is that."""
    faults = Faults()
    statements: list[BankStatement] = []
    seen: set[str] = set()
    gathered: _Gathered | None = None
    for closes, tag, text in _tags(_text(data)):
        if tag in _STATEMENTS:
            if gathered is not None:
                if not closes:
                    faults.add("A statement begins before the one before it has ended.")
                statements.append(gathered.done(currency))
            gathered = None if closes else _Gathered(faults)
        elif gathered is not None:
            _step(gathered, closes=closes, tag=tag, text=text)
        seen.add(tag) if len(seen) < _TEXT_MOST else None
    if gathered is not None:
        faults.add("The last statement has no end; the file may be cut off.")
        statements.append(gathered.done(currency))
    if not statements:
        others = [what for tag, what in _UNREAD.items() if tag in seen]
        raise FileRefused(
            f"The file holds {' and '.join(others)}, and no statement of a bank account."
            if others
            else "The file holds no statement of a bank account or a card."
        )
    return ReadFile("ofx", tuple(statements), faults.told())


def _step(gathered: _Gathered, *, closes: bool, tag: str, text: str) -> None:
    if tag == "STMTTRN":
        gathered.where = "" if closes else "STMTTRN"
        if not closes:
            gathered.transactions.append({})
    elif closes:
        gathered.where = "" if tag == gathered.where else gathered.where
    elif text:
        gathered.take(tag, text)
    elif gathered.where != "STMTTRN":
        gathered.where = tag


def _tags(text: str) -> Iterator[tuple[bool, str, str]]:
    for match in _TAG.finditer(text):
        yield match[1] == "/", match[2].upper(), clean(html.unescape(match[3][:_TEXT_MOST]))


def _text(data: bytes) -> str:
    head = data[:1_000]
    named = _ENCODING.findall(head)
    if b"OFXHEADER:" in head and b"UTF-8" not in named and not data.isascii():
        return data.decode("cp1252", errors="replace") if b"1252" in named else decoded(data)
    return decoded(data)


def _entry(position: int, told: dict[str, str], currency: str) -> BankEntry:
    posted = told.get("DTPOSTED", "")
    booked_date = day(posted)
    text = " ".join(dict.fromkeys(filter(None, (told.get("NAME"), told.get("MEMO")))))
    return BankEntry(
        position=position,
        booked_date=booked_date,
        value_date=day(told["DTAVAIL"]) if told.get("DTAVAIL") else booked_date,
        amount_minor=minor(told.get("TRNAMT", "").replace(" ", ""), currency),
        currency=currency,
        text=clean(text),
        bank_reference=clean(told.get("FITID"), 100),
        end_to_end=clean(told.get("REFNUM") or told.get("CHECKNUM"), 60),
        party_name=clean(told.get("NAME"), 140),
        party_account=clean(told.get("BANKACCTTO/ACCTID"), 60),
        code=clean(told.get("TRNTYPE"), 20),
        is_reversal=told.get("CORRECTACTION", "") == "DELETE",
    )
