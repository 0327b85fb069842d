"""A bank's CSV by a profile: which column is what, how days and figures are written, which sign is money that came in.

A profile is YAML; two examples lie in the folder `profiles`. Text that a spreadsheet would take for a formula is only
text here, and stays so when it is written out again.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, cast

import yaml

from goodstanding.money.currency import EXPONENTS
from goodstanding.payments.bank.statement import BankEntry, BankStatement, FileRefused, ReadFile, Unreadable
from goodstanding.payments.bank.written import Faults, calendar_day, clean, decoded, minor
from goodstanding.refusal import Refusal

PROFILES = Path(__file__).parent / "profiles"
FIELDS = frozenset({
    "booked_date", "value_date", "amount", "paid_in", "paid_out", "side", "currency", "text", "bank_reference",
    "end_to_end", "creditor_reference", "party_name", "party_account", "code", "balance", "account",
})  # fmt: skip
_WORDS = frozenset({"name", "columns", "delimiter", "date", "decimal", "sign", "debit_words", "currency", "account",
                    "skip_lines", "newest_first"})  # fmt: skip
_COLUMNS_MOST = 200
_LINE_MOST = 100_000
Sign = Literal["in_positive", "out_positive", "side", "two_columns"]


class ProfileRefused(Refusal, ValueError):
    """The profile does not say how to read a file; the sentence says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How a bank writes its CSV. `date` is written as strptime wants it; `decimal` is "." or ","."""

    name: str
    columns: Mapping[str, str]
    delimiter: str = ","
    date: str = "%Y-%m-%d"
    decimal: str = "."
    sign: Sign = "in_positive"
    debit_words: tuple[str, ...] = ("D", "DR", "DEBIT")
    currency: str = ""
    account: str = ""
    skip_lines: int = 0
    newest_first: bool = False


def read_profile(text: str) -> Profile:
    """Return a profile from its YAML. Raises ProfileRefused."""
    try:
        told = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as fault:
        raise ProfileRefused(f"The profile is not YAML: {clean(str(fault), 200)}") from fault
    if not isinstance(told, dict) or not isinstance(told.get("columns"), dict):
        raise ProfileRefused("A profile is a map with a map `columns`.")
    unknown = sorted({str(word) for word in told} - _WORDS) + sorted({str(one) for one in told["columns"]} - FIELDS)
    if unknown:
        raise ProfileRefused(f"A profile has no word {clean(', '.join(unknown), 200)}.")
    told = cast("dict[str, Any]", told) | {"columns": {str(key): str(name) for key, name in told["columns"].items()}}
    if "debit_words" in told:
        told["debit_words"] = tuple(str(word).upper() for word in told["debit_words"] or ())
    profile = Profile(**({"name": "unnamed"} | told))
    _check(profile)
    return profile


def profile_named(name: str) -> Profile:
    """Return a profile that ships with the program. Raises ProfileRefused."""
    found = {path.stem: path for path in sorted(PROFILES.glob("*.yaml"))}
    if name not in found:
        raise ProfileRefused(f"There is no profile {clean(name, 40)!r}; there are {', '.join(found)}.")
    return read_profile(found[name].read_text(encoding="utf-8"))


def _check(profile: Profile) -> None:
    wanted = {"booked_date"} | (
        {"paid_in", "paid_out"} if profile.sign == "two_columns" else {"amount"}
    ) | ({"side"} if profile.sign == "side" else set())  # fmt: skip
    missing = sorted(wanted - set(profile.columns))
    if missing:
        raise ProfileRefused(f"With sign {profile.sign!r} the profile needs columns for {', '.join(missing)}.")
    if profile.sign not in {"in_positive", "out_positive", "side", "two_columns"}:
        raise ProfileRefused(f"{profile.sign!r} is no rule for signs: in_positive, out_positive, side or two_columns.")
    if profile.decimal not in {".", ","} or not isinstance(profile.delimiter, str) or len(profile.delimiter) != 1:
        raise ProfileRefused("The decimal sign is a point or a comma, and the delimiter one character.")
    if not isinstance(profile.skip_lines, int) or not isinstance(profile.date, str):
        raise ProfileRefused("skip_lines is a number, and date a pattern such as '%d.%m.%Y'.")
    if not profile.currency and "currency" not in profile.columns:
        raise ProfileRefused("The profile names neither a currency nor a column for it.")


def read_csv(data: bytes, profile: Profile) -> ReadFile:
    """Return the one statement of a file, its entries from the oldest. Raises FileRefused."""
    faults = Faults()
    told = list(_told(decoded(data), profile, faults))
    if profile.newest_first:
        told.reverse()
    if not told and not faults:
        raise FileRefused("The file has a heading and no line below it.")
    entries = tuple(entry._replace(position=number) for number, (entry, _, _) in enumerate(told, start=1))
    balances = [balance for _, balance, _ in told]
    first, last = (balances[0], balances[-1]) if balances else (None, None)
    accounts = {account for _, _, account in told}
    currencies = {entry.currency for entry in entries}
    if len(accounts) > 1 or len(currencies) > 1:
        raise FileRefused("The file mixes accounts or currencies; give it one at a time.")
    days = [entry.booked_date for entry in entries]
    statement = BankStatement(
        account=next(iter(accounts), profile.account),
        currency=next(iter(currencies), profile.currency),
        reference=f"{profile.name} {max(days).isoformat() if days else ''}".strip(),
        from_date=min(days, default=None),
        to_date=max(days, default=None),
        opening_minor=first - entries[0].amount_minor if first is not None else None,
        closing_minor=last,
        entries=entries,
    )
    return ReadFile("csv", (statement,), faults.told())


def _told(text: str, profile: Profile, faults: Faults) -> Iterator[tuple[BankEntry, int | None, str]]:
    lines = text.splitlines()[profile.skip_lines :]
    if any(len(line) > _LINE_MOST for line in lines):
        raise FileRefused("A line of the file is longer than any bank writes.")
    rows = csv.reader(io.StringIO("\n".join(lines)), delimiter=profile.delimiter)
    try:
        heading = next(rows, [])
        places = _places(heading, profile)
        for number, cells in enumerate(rows, start=profile.skip_lines + 2):
            if not any(cell.strip() for cell in cells):
                continue
            try:
                if any(cell.strip() for cell in cells[len(heading) :]) or len(cells) < len(heading):
                    raise Unreadable(f"{len(cells)} cells stand below a heading of {len(heading)}.")
                yield _line({key: cells[at].strip() for key, at in places.items()}, profile)
            except Unreadable as fault:
                faults.add(f"Line {number}: {fault}")
    except csv.Error as fault:
        raise FileRefused(f"The file is no CSV: {clean(str(fault), 100)}.") from fault


def _places(heading: list[str], profile: Profile) -> dict[str, int]:
    names = {name.strip(): at for at, name in enumerate(heading[:_COLUMNS_MOST])}
    missing = [name for name in profile.columns.values() if name not in names]
    if missing:
        raise FileRefused(
            f"Profile {profile.name} wants columns {', '.join(missing)}; the heading has "
            f"{clean(', '.join(names), 300) or 'none'}."
        )
    return {key: names[name] for key, name in profile.columns.items()}


def _line(told: dict[str, str], profile: Profile) -> tuple[BankEntry, int | None, str]:
    currency = told.get("currency") or profile.currency
    if currency not in EXPONENTS:
        raise Unreadable(f"{clean(currency, 10)!r} is not the ISO 4217 code of a currency in use.")
    booked_date = _day(told.get("booked_date", ""), profile)
    value = told.get("value_date", "")
    entry = BankEntry(
        position=1,
        booked_date=booked_date,
        value_date=_day(value, profile) if value else booked_date,
        amount_minor=_amount(told, profile, currency),
        currency=currency,
        text=clean(told.get("text")),
        bank_reference=clean(told.get("bank_reference"), 100),
        end_to_end=clean(told.get("end_to_end"), 100),
        creditor_reference=clean(told.get("creditor_reference"), 100),
        party_name=clean(told.get("party_name"), 140),
        party_account=clean(told.get("party_account"), 60),
        code=clean(told.get("code"), 60),
    )
    balance = told.get("balance", "")
    return entry, (_figure(balance, profile, currency) if balance else None), told.get("account") or profile.account


def _amount(told: dict[str, str], profile: Profile, currency: str) -> int:
    if profile.sign == "two_columns":
        came, went = told.get("paid_in", ""), told.get("paid_out", "")
        if bool(came) == bool(went):
            raise Unreadable("exactly one of the two columns for money in and out has to be filled.")
        return abs(_figure(came, profile, currency)) if came else -abs(_figure(went, profile, currency))
    value = _figure(told.get("amount", ""), profile, currency)
    if profile.sign == "side":
        return -value if told.get("side", "").upper() in profile.debit_words else value
    return -value if profile.sign == "out_positive" else value


def _figure(text: str, profile: Profile, currency: str) -> int:
    grouping = "." if profile.decimal == "," else ","
    whole, mark, fraction = text.replace(" ", "").replace("\u00a0", "").replace("'", "").partition(profile.decimal)
    if grouping in fraction or (grouping in whole and not re.fullmatch(_grouped(grouping), whole)):
        raise Unreadable(f"{clean(text, 30)!r} is not written as profile {profile.name} says.")
    return minor(whole.replace(grouping, "") + (f".{fraction}" if mark else ""), currency)


def _grouped(grouping: str) -> str:
    return rf"[+-]?[0-9]{{1,3}}(?:{re.escape(grouping)}[0-9]{{2,3}})*"


def _day(text: str, profile: Profile) -> date:
    try:
        found = datetime.strptime(text[:40], profile.date)  # noqa: DTZ007  a day has no zone
    except ValueError as fault:
        raise Unreadable(f"{clean(text, 30)!r} is not a day as profile {profile.name} writes it.") from fault
    return calendar_day(found.year, found.month, found.day)
