"""The 2,466 invoices of the reference files beside the checkout, with what became of them, as a book."""

import csv
import warnings
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

from goodstanding.money.amount import Amount
from tests.insight.books import writing

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "ibm_ar"
CLIENT = "Harbour Office Supplies"


@dataclass(frozen=True)
class Invoice:
    """One row of the file."""

    customer: str
    country: str
    number: str
    issued: date
    due: date
    minor: int
    settled: date
    is_disputed: bool

    def is_open(self, day: date) -> bool:
        return self.issued <= day < self.settled


def skip_without_files() -> None:
    """Say loudly that the reference files are missing, and skip."""
    if not FOLDER.exists():
        warnings.warn(f"REFERENCE TESTS SKIPPED: {FOLDER.name} is not beside the checkout.", stacklevel=2)
        pytest.skip("The reference files are not beside the checkout.")


def invoices() -> list[Invoice]:
    with (FOLDER / "WA_Fn-UseC_-Accounts-Receivable.csv").open(newline="") as file:
        return [
            Invoice(
                customer=row["customerID"],
                country=row["countryCode"],
                number=row["invoiceNumber"],
                issued=us_date(row["InvoiceDate"]),
                due=us_date(row["DueDate"]),
                minor=Amount.of(row["InvoiceAmount"], "USD").minor,
                settled=us_date(row["SettledDate"]),
                is_disputed=row["Disputed"] == "Yes",
            )
            for row in csv.DictReader(file)
        ]


def us_date(text: str) -> date:
    return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007 -- a day has no zone.


def load() -> int:
    """Write the book and return its client's number."""
    with writing(CLIENT) as pen:
        debts = {}
        for invoice in invoices():
            if invoice.customer not in debts:
                debts[invoice.customer] = pen.debt(invoice.customer, country=invoice.country)
            debt = debts[invoice.customer]
            item = pen.item(debt, invoice.number, minor=invoice.minor, issued=invoice.issued, due=invoice.due)
            pen.receipt(debt, minor=invoice.minor, day=invoice.settled, item=item)
            if invoice.is_disputed:
                pen.dispute(item, opened=invoice.issued, closed=invoice.settled)
        return pen.client.pk
