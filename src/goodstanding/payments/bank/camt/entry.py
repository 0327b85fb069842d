"""One entry of a camt document: its amount and days, and the payments it is made of as parts that sum to it."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from goodstanding.money.amount import Amount
from goodstanding.payments.bank.camt.paths import Element, Paths, Walked
from goodstanding.payments.bank.statement import BankEntry, Unreadable
from goodstanding.payments.bank.written import clean, day, minor

_BOOKED = ("BookgDt/Dt", "BookgDt/DtTm")
_VALUE = ("ValDt/Dt", "ValDt/DtTm")
_NOTHING = frozenset({"NOTPROVIDED", "NOTAVAILABLE", "NOT PROVIDED", "NONREF"})


class _Party(NamedTuple):
    """The words by which the other side of an entry is told."""

    name: str
    iban: str
    number: str


_DEBTOR = _Party("Dbtr/Nm", "DbtrAcct/IBAN", "DbtrAcct/Id")
_CREDITOR = _Party("Cdtr/Nm", "CdtrAcct/IBAN", "CdtrAcct/Id")


def entries_of(
    whole: Walked, paths: Paths, *, holder: Element, position: int, faults: list[str]
) -> Iterator[BankEntry]:
    """Yield an entry of a statement, or its parts where the bank tells several payments of it. Raises Unreadable."""
    said = whole.told.get
    amount_minor = signed(said("Amt", ""), said("Amt@", ""), said("CdtDbtInd", ""))
    booked, value = whole.of(*_BOOKED), whole.of(*_VALUE)
    if not (booked or value):
        booked = paths.text(holder, "CreDtTm")
        faults.append(f"it has no day of booking; {clean(booked[:10]) or 'none'}, when the file was made, stands in.")
    details = whole.details
    amounts = _amounts(details, whole, amount_minor=amount_minor, faults=faults) if len(details) > 1 else None
    days = _days(booked, value)
    if amounts is None:
        yield _entry(whole, details[0] if details else None, days, position=position, amount_minor=amount_minor)
        return
    for number, (detail, one_minor) in enumerate(zip(details, amounts, strict=True), start=position):
        yield _entry(whole, detail, days, position=number, amount_minor=one_minor)


def signed(amount: str, currency: str, side: str) -> int:
    """Return an amount with the sign of its side. Raises Unreadable.

    >>> signed("8.850", "EUR", "DBIT")
    -885
    """
    value = minor(amount, currency)
    if value < 0:
        raise Unreadable("an amount is below zero, where only its side says which way it goes.")
    if side == "CRDT":
        return value
    if side == "DBIT":
        return -value
    raise Unreadable(f"{clean(side, 10)!r} is neither CRDT nor DBIT.")


def _amounts(details: list[Walked], whole: Walked, *, amount_minor: int, faults: list[str]) -> list[int] | None:
    """Return the amounts of the parts if they sum to the entry; None where the bank does not tell them."""
    stated, currency = whole.of("NbOfTxs"), whole.told["Amt@"]
    if stated and stated != str(len(details)):
        faults.append(f"its batch says {clean(stated, 20)} payments and tells {len(details)}.")
    amounts: list[int] = []
    for detail in details:
        path = "Amt" if "Amt" in detail.told else "TxAmt/Amt"
        if detail.told.get(f"{path}@") != currency:
            return None
        amounts.append(signed(detail.of(path), currency, detail.of("CdtDbtInd") or whole.of("CdtDbtInd")))
    if sum(amounts) != amount_minor:
        told, meant = Amount(sum(amounts), currency), Amount(amount_minor, currency)
        faults.append(f"its {len(amounts)} payments sum to {told}, and the entry is {meant}; it is kept whole.")
        return None
    return amounts


def _days(booked: str, value: str) -> tuple[date, date]:
    """Return the day of booking and that of value; each stands in for the other."""
    booked_date = day(booked or value)
    return booked_date, day(value) if value and value != booked else booked_date


def _entry(
    whole: Walked, detail: Walked | None, days: tuple[date, date], *, position: int, amount_minor: int
) -> BankEntry:
    of, get = whole.told.get, (detail or whole).told.get
    party = _DEBTOR if amount_minor >= 0 else _CREDITOR
    name, iban, number = get(party.name, ""), get(party.iban, ""), get(party.number, "")
    return BankEntry(
        position=position,
        booked_date=days[0],
        value_date=days[1],
        amount_minor=amount_minor,
        currency=whole.told["Amt@"],
        text=clean(get("Ustrd") or get("AddtlRmtInf") or get("AddtlTxInf") or of("AddtlNtryInf")),
        bank_reference=clean(get("AcctSvcrRef") or of("AcctSvcrRef") or of("NtryRef"), 60),
        end_to_end=_given(get("EndToEndId")) or _given(get("InstrId")),
        creditor_reference=clean(get("CdtrRefInf/Ref"), 60),
        party_name=clean(name, 140),
        party_account=clean(iban or number, 60).replace(" ", ""),
        code=_code(of("Domn/Cd", ""), of("Fmly/Cd", ""), of("SubFmlyCd", "")) or clean(of("Prtry/Cd"), 60),
        is_reversal=of("RvslInd") in {"true", "1"},
        is_pending=(of("Sts") or of("Sts/Cd") or of("Prtry") or "") not in {"BOOK", ""},
        return_code=clean(_returned(detail), 10),
    )


@lru_cache(maxsize=1_000)
def _code(domain: str, family: str, sub_family: str) -> str:
    """Return the code of a booking; a file holds a handful of them."""
    return clean("-".join(filter(None, (domain, family, sub_family))), 60)


def _given(text: str | None) -> str:
    if not text:
        return ""
    tidy = clean(text, 60)
    return "" if tidy.upper() in _NOTHING else tidy


def _returned(detail: Walked | None) -> str:
    """Return why a payment came back: its code, or the bank's own word for it."""
    return detail.of("Rsn/Cd", "Prtry") if detail is not None and "Rsn/Cd" in detail.told else ""
