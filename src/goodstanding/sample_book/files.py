"""The book as the files a client would send: accounts, bills and payments, with the maps that say what is what.

For the demo, which brings them in by the same import as everybody's files. A map's copy is written beside the files, so
that whoever looks finds a worked example.
"""

import csv
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Literal

from goodstanding.money.amount import Amount
from goodstanding.sample_book.book import Account, accounts
from goodstanding.sample_book.cast import Character
from goodstanding.sample_book.portfolio import PORTFOLIOS

Kind = Literal["accounts", "bills", "payments"]
KINDS: tuple[Kind, ...] = ("accounts", "bills", "payments")
CLIENTS: tuple[str, ...] = tuple(dict.fromkeys(portfolio.client for portfolio in PORTFOLIOS.values()))
COLUMNS: Mapping[Kind, tuple[str, ...]] = {
    "accounts": (
        "account", "portfolio", "debt_type", "currency", "original_creditor", "jurisdiction", "placed",
        "last_statement", "charged_off", "last_payment", "opened", "judgment", "branch", "customer", "customer_kind",
        "name", "given_name", "family_name", "language", "country", "street", "town", "state", "postal_code",
        "address_status", "phone", "phone_status", "other_phone", "email", "email_status", "second", "second_role",
        "second_name", "second_language", "second_phone", "second_email", "attorney", "attorney_name",
        "attorney_email",
    ),
    "bills": (
        "account", "currency", "bill", "kind", "issued", "due", "principal", "interest", "fees", "dispute_opened",
        "dispute_closed", "dispute_reason", "dispute_outcome", "disputed_bill",
    ),
    "payments": ("account", "currency", "payment", "received", "amount", "method", "bill"),
}  # fmt: skip
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class FileToBringIn:
    """One file of the book, the map that explains it, and the client it comes from; in the order to bring them in."""

    file: Path
    map: Path
    client: str


def write(folder: Path, *, seed: int, debtors: int, as_of: date) -> list[FileToBringIn]:
    """Write the book into a folder, which is made if need be; return its files in the order to bring them in."""
    folder.mkdir(parents=True, exist_ok=True)
    maps = {kind: copied_map(kind, folder=folder) for kind in KINDS}
    places = {(client, kind): folder / f"{_slug(client)}-{kind}.csv" for client in CLIENTS for kind in KINDS}
    with ExitStack() as stack:
        writers = {}
        for key, place in places.items():
            handle = stack.enter_context(place.open("w", encoding="utf-8", newline=""))
            writers[key] = csv.DictWriter(handle, COLUMNS[key[1]], restval="", lineterminator="\n")
            writers[key].writeheader()
        for account in accounts(debtors, seed=seed, as_of=as_of):
            client = account.debt.portfolio.client
            writers[client, "accounts"].writerow(account_row(account))
            writers[client, "bills"].writerows(bill_rows(account))
            writers[client, "payments"].writerows(payment_rows(account))
    return [FileToBringIn(place, maps[kind], client) for (client, kind), place in places.items() if _has_rows(place)]


def copied_map(name: str, *, folder: Path) -> Path:
    """Copy one of the package's maps into a folder and return where it lies."""
    place = folder / f"{name}.yaml"
    place.write_text((files("goodstanding.sample_book") / "maps" / f"{name}.yaml").read_text(encoding="utf-8"), "utf-8")
    return place


def account_row(account: Account) -> Row:
    """Return the row of an account in the file of accounts."""
    debt, address = account.debt, account.debtor.reached.address
    return {
        "account": debt.reference,
        "portfolio": debt.portfolio.name,
        "debt_type": debt.portfolio.debt_type,
        "currency": debt.currency,
        "original_creditor": account.facts.sale.from_owner if account.facts.sale else debt.portfolio.original_creditor,
        "jurisdiction": account.jurisdiction,
        "placed": _day(debt.placed_date),
        "last_statement": _day(debt.items[-1].issued_date),
        "charged_off": _day(debt.charge_off_date),
        "last_payment": _day(account.history.last_payment_date),
        "opened": _day(debt.items[0].issued_date),
        "judgment": _day(debt.judgment_date),
        "branch": debt.branch,
        "street": address.street,
        "town": address.town,
        "state": address.region,
        "postal_code": address.postal_code,
        "country": address.country,
        **_debtor_cells(account.debtor),
        **_second_cells(account),
        **_attorney_cells(account.attorney),
    }


def _debtor_cells(debtor: Character) -> Row:
    return {
        "customer": debtor.reference,
        "customer_kind": debtor.kind,
        "name": debtor.name,
        "given_name": debtor.given_name,
        "family_name": debtor.family_name,
        "language": debtor.language,
        "address_status": debtor.reached.address_status,
        "phone": debtor.reached.phone,
        "phone_status": debtor.reached.phone_status,
        "other_phone": debtor.reached.other_phone,
        "email": debtor.reached.email,
        "email_status": debtor.reached.email_status,
    }


def _second_cells(account: Account) -> Row:
    second = account.second
    if second is None or account.situation.second is None:
        return {}
    return {
        "second": second.reference,
        "second_role": account.situation.second,
        "second_name": second.name,
        "second_language": second.language,
        "second_phone": second.reached.phone,
        "second_email": second.reached.email,
    }


def _attorney_cells(attorney: Character | None) -> Row:
    if attorney is None:
        return {}
    return {"attorney": attorney.reference, "attorney_name": attorney.name, "attorney_email": attorney.reached.email}


def bill_rows(account: Account) -> Iterator[Row]:
    """Yield the rows of an account in the file of bills."""
    dispute, currency = account.history.dispute, account.debt.currency
    for item in account.debt.items:
        row = {
            "account": account.debt.reference,
            "currency": currency,
            "bill": item.reference,
            "kind": item.kind,
            "issued": _day(item.issued_date),
            "due": _day(item.due_date),
            "principal": _money(item.principal_minor, currency),
            "interest": _money(item.interest_minor, currency) if item.interest_minor else "",
            "fees": _money(item.fees_minor, currency) if item.fees_minor else "",
        }
        if dispute is not None and dispute.beside == item.reference:
            row |= {
                "dispute_opened": _day(dispute.opened_date),
                "dispute_closed": _day(dispute.closed_date),
                "dispute_reason": dispute.reason,
                "dispute_outcome": dispute.outcome,
                "disputed_bill": dispute.item,
            }
        yield row


def payment_rows(account: Account) -> Iterator[Row]:
    """Yield the rows of an account in the file of payments."""
    for receipt in account.history.receipts:
        yield {
            "account": account.debt.reference,
            "currency": account.debt.currency,
            "payment": receipt.key,
            "received": _day(receipt.received_date),
            "amount": _money(receipt.amount_minor, account.debt.currency),
            "method": receipt.method,
            "bill": receipt.item,
        }


def _money(minor: int, currency: str) -> str:
    return Amount(minor, currency).decimal_string()


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _has_rows(place: Path) -> bool:
    """A very small book has clients without a single payment; there is nothing to bring in then."""
    with place.open(encoding="utf-8") as lines:
        return next(lines, "") != "" and next(lines, "") != ""


def _slug(client: str) -> str:
    return client.lower().replace(" ", "-")
