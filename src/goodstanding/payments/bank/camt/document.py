"""A camt document, streamed: its statements, reports or notifications with their balances, entries and own sums."""

import re
from datetime import date
from io import BytesIO
from typing import Literal

from lxml import etree

from goodstanding.money.amount import Amount
from goodstanding.payments.bank.camt.alike import Cut, cut_alike
from goodstanding.payments.bank.camt.entry import entries_of, signed
from goodstanding.payments.bank.camt.paths import HOLDERS, MESSAGE, VERSIONS, Element, Paths, Walked
from goodstanding.payments.bank.statement import BankEntry, BankStatement, FileRefused, ReadFile, Unreadable
from goodstanding.payments.bank.written import Faults, clean, day, minor

_OPENING = ("OPBD", "PRCD")
_CLOSING = ("CLBD",)
Balance = tuple[int, date | None] | None


def read_camt(data: bytes) -> ReadFile:
    """Return the statements of a camt.052, 053 or 054 document. Raises FileRefused."""
    try:
        statements, faults = _statements(data)
    except etree.XMLSyntaxError as fault:
        raise FileRefused(f"The XML is broken: {clean(str(fault), 200)}.") from fault
    if not statements:
        raise FileRefused("The document holds no statement, report or notification.")
    return ReadFile("camt", tuple(statements), faults.told())


def _statements(data: bytes) -> tuple[list[BankStatement], Faults]:
    cut, faults = cut_alike(data), Faults()
    try:
        return _stream(cut, faults), faults
    except etree.XMLSyntaxError:
        if not cut.taken:
            raise
    # What is broken is told with its line and column in the document as it came.
    faults = Faults()
    return _stream(Cut(data), faults), faults


def _stream(cut: Cut, faults: Faults) -> list[BankStatement]:
    # Nothing is resolved or fetched, and libxml2's own limits for depth and length stay on.
    reading = etree.iterparse(
        BytesIO(cut.document), events=("end",), tag=("{*}Document", "{*}Ntry", *(f"{{*}}{name}" for name in HOLDERS)),
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    found: list[BankStatement] = []
    paths: Paths | None = None
    entries: list[BankEntry] = []
    for _, element in reading:
        name = element.tag.rpartition("}")[2]
        if paths is None:
            paths = _paths(element)
        if name == "Ntry":
            for whole in cut.entries(element):
                _take_entry(whole, paths, holder=element.getparent(), entries=entries, faults=faults)
            _let_go(element)
        elif name in HOLDERS:
            found.append(_statement(element, paths, entries=tuple(entries), faults=faults))
            entries = []
            element.clear(keep_tail=False)
    return found


def _paths(element: Element) -> Paths:
    """Return the way to things, from the first element that could be the document. Raises FileRefused."""
    if element.getroottree().docinfo.doctype:
        raise FileRefused("The file declares a document type, which no bank file does; it is not read.")
    namespace = etree.QName(element).namespace or ""
    match = re.fullmatch(MESSAGE, namespace)
    if match is None:
        raise FileRefused(f"The document is {clean(namespace, 80) or 'of no namespace'}, not camt.052, 053 or 054.")
    if int(match[2]) not in VERSIONS:
        raise FileRefused(f"Version {match[2]} of {match[1]} is not known; known are {VERSIONS[0]} to {VERSIONS[-1]}.")
    return Paths(namespace)


def _take_entry(whole: Walked, paths: Paths, *, holder: Element, entries: list[BankEntry], faults: Faults) -> None:
    position = len(entries) + 1
    own: list[str] = []
    try:
        entries.extend(entries_of(whole, paths, holder=holder, position=position, faults=own))
    except Unreadable as fault:
        own.append(str(fault))
    for sentence in own:
        faults.add(f"Entry {position}: {sentence}")


def _let_go(element: Element) -> None:
    """Free what stands in an entry that was read; its empty element goes with the statement."""
    element.clear(keep_tail=False)


def _statement(element: Element, paths: Paths, *, entries: tuple[BankEntry, ...], faults: Faults) -> BankStatement:
    reference = clean(paths.text(element, "Id"), 80)
    name = f"Statement {reference or '(without reference)'}"
    currency = clean(paths.text(element, "Acct/Ccy"), 3) or _first_currency(element, paths, entries)
    own = Faults()
    opening = _balance(element, paths, kinds=_OPENING, currency=currency, faults=own)
    closing = _balance(element, paths, kinds=_CLOSING, currency=currency, faults=own, which="last")
    for currency_of_entry in sorted({entry.currency for entry in entries} - {currency}):
        own.add(f"it is in {currency}, and entries of it are in {currency_of_entry}.")
    _check_summary(element, paths, entries=entries, currency=currency, faults=own)
    account = clean(paths.text(element, "Acct/Id/IBAN", "Acct/Id/Othr/Id"), 60)
    if not account:
        own.add("it does not say of which account it is.")
    for sentence in own.told():
        faults.add(f"{name}: {sentence}")
    days = [entry.booked_date for entry in entries]
    return BankStatement(
        account=account,
        currency=currency,
        reference=reference,
        from_date=_bound(element, paths, "Fr", default=min(days, default=opening[1] if opening else None)),
        to_date=_bound(element, paths, "To", default=closing[1] if closing else max(days, default=None)),
        opening_minor=opening[0] if opening else None,
        closing_minor=closing[0] if closing else None,
        entries=entries,
        sequence=clean(paths.text(element, "ElctrncSeqNb", "LglSeqNb"), 40),
        bank=clean(paths.text(element, "Acct/Svcr/FinInstnId/BIC", "Acct/Svcr/FinInstnId/BICFI",
                              "Acct/Svcr/FinInstnId/Nm"), 80),
    )  # fmt: skip


def _first_currency(element: Element, paths: Paths, entries: tuple[BankEntry, ...]) -> str:
    """Return the currency of the opening balance, or of the first entry where there is none."""
    for balance in paths.all(element, "Bal"):
        if paths.text(balance, "Tp/CdOrPrtry/Cd") in _OPENING:
            amount = paths.one(balance, "Amt")
            return (amount.get("Ccy") or "") if amount is not None else ""
    return entries[0].currency if entries else ""


def _balance(
    element: Element, paths: Paths, *, kinds: tuple[str, ...], currency: str, faults: Faults,
    which: Literal["first", "last"] = "first",
) -> Balance:  # fmt: skip
    """Return a booked balance with its day, of a page the outer one; None where it is not told or not readable."""
    wanted = [
        (balance, kind)
        for balance in paths.all(element, "Bal")
        if (kind := paths.text(balance, "Tp/CdOrPrtry/Cd")) in kinds
    ]
    # The booked balance itself goes before that of the period before, which some banks tell instead.
    wanted.sort(key=lambda pair: kinds.index(pair[1]))
    if not wanted:
        return None
    kinds_found = [kind for _, kind in wanted if kind == wanted[0][1]]
    if len(kinds_found) > 1:
        faults.add(f"it tells {len(kinds_found)} balances {kinds_found[0]}.")
    balance = wanted[0][0] if which == "first" else wanted[len(kinds_found) - 1][0]
    try:
        amount = paths.one(balance, "Amt")
        told = (amount.get("Ccy") or "") if amount is not None else ""
        amount_minor = signed(paths.text(balance, "Amt"), told, paths.text(balance, "CdtDbtInd"))
        text = paths.text(balance, "Dt/Dt", "Dt/DtTm")
        told_date = day(text) if text else None
    except Unreadable as fault:
        faults.add(f"balance {kinds[0]}: {fault}")
        return None
    if told != currency:
        faults.add(f"balance {kinds[0]} of {Amount(amount_minor, told)} is not in {currency}.")
        return None
    return amount_minor, told_date


def _bound(element: Element, paths: Paths, end: str, *, default: date | None) -> date | None:
    text = paths.text(element, f"FrToDt/{end}DtTm", f"FrToDt/{end}Dt")
    if not text or default is not None:
        # Where entries or a balance say the day, they say it better: periods are often that of the reporting day.
        return default
    try:
        return day(text)
    except Unreadable:
        return default


def _check_summary(
    element: Element, paths: Paths, *, entries: tuple[BankEntry, ...], currency: str, faults: Faults
) -> None:
    """Hold the sums that a statement tells of itself against its entries."""
    sides = (("TtlCdtNtries", 1, "credits"), ("TtlDbtNtries", -1, "debits"))
    for tag, sign, what in sides:
        told = paths.text(element, f"TxsSummry/{tag}/Sum")
        if not told:
            continue
        found = sum(one.amount_minor for one in entries if one.amount_minor * sign > 0)
        try:
            stated = minor(told, currency) * sign
        except Unreadable as fault:
            faults.add(f"its sum of {what}: {fault}")
            continue
        if stated != found:
            faults.add(f"it says {what} of {Amount(stated, currency)}, and holds {Amount(found, currency)}.")
