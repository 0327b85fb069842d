"""Check: what must hold of an invoice before it leaves: the business rules of EN 16931 that a form cannot say.

Rules are named as the standard names them (BR-…). What follows from other amounts is computed, so it cannot disagree.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from goodstanding.money.currency import exponent
from goodstanding.receivables.invoice.content import EXPLAINED, Bank, Invoice, Party, Tax
from goodstanding.receivables.invoice.creditor_reference import is_sound, is_sound_account
from goodstanding.receivables.invoice.totals import line_minor, totals
from goodstanding.refusal import Refusal

SHOWN_MOST = 10
DECIMALS_MOST = 2
"""EN 16931 knows amounts of two decimals (BR-DEC-…)."""
_MINOR_MOST = 10**15
_VAT_ID = re.compile(r"[A-Z]{2}[0-9A-Z+*]{2,13}")
_BIC = re.compile(r"[A-Z0-9]{8}([A-Z0-9]{3})?")
_NAMED_BY_BOTH = ("AE", "K")
"""Categories in which the buyer owes the tax, so that both are known to the tax office (BR-AE-02, BR-IC-02)."""


class Fault(NamedTuple):
    """What is wrong, and with which field."""

    where: str
    what: str


class InvoiceRefused(Refusal, ValueError):
    """An invoice cannot be issued like this; `faults` has every reason."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Say the first faults in one sentence each."""
        self.faults = tuple(faults)
        told = " ".join(f"{one.where}: {one.what}" for one in self.faults[:SHOWN_MOST])
        more = len(self.faults) - SHOWN_MOST
        super().__init__(f"The invoice is refused. {told}" + (f" And {more} more." if more > 0 else ""))

    @classmethod
    def of(cls, where: str, what: str) -> "InvoiceRefused":
        """Refuse for one reason."""
        return cls([Fault(where, what)])


def faults(invoice: Invoice) -> list[Fault]:
    """Return everything that is wrong with an invoice; an empty list means that it may be issued."""
    found = [*_days(invoice), *_lines(invoice), *_taxes(invoice), *_paying(invoice), *_credit(invoice)]
    found += _party(invoice.seller, "seller") + _party(invoice.buyer, "buyer")
    return found + list(_for_systems(invoice)) if invoice.profile != "none" else found


def _days(invoice: Invoice) -> Iterator[Fault]:
    if invoice.due_date < invoice.issued_date:
        yield Fault("due", "It falls due before it is issued.")
    for at, one in enumerate(invoice.discounts, 1):
        if not 0 < one.percent < 100:  # noqa: PLR2004  Percent.
            yield Fault(f"discounts[{at}].percent", "A discount lies above 0 and below 100 percent.")
        if not invoice.issued_date <= one.until_date <= invoice.due_date:
            yield Fault(f"discounts[{at}].until", "A discount ends between the day of issue and the day it is due.")


def _lines(invoice: Invoice) -> Iterator[Fault]:
    if not invoice.lines:
        yield Fault("lines", "There is no line. (BR-16)")
    for at, line in enumerate(invoice.lines, 1):
        if line.price < 0:
            yield Fault(f"lines[{at}].price", "A price is not negative; take something back by its quantity. (BR-27)")
        if not line.quantity:
            yield Fault(f"lines[{at}].quantity", "Nothing was delivered.")
        if abs(line_minor(line, currency=invoice.currency)) >= _MINOR_MOST:
            yield Fault(f"lines[{at}]", "It comes to more than anybody can owe.")


def _taxes(invoice: Invoice) -> Iterator[Fault]:
    told = [(f"lines[{at}]", line.tax) for at, line in enumerate(invoice.lines, 1)]
    told += [(f"{'charges' if one.is_charge else 'allowances'}", one.tax) for one in invoice.adjustments if one.tax]
    for where, tax in told:
        yield from _tax(where, tax)
    used = {tax.category for _, tax in told}
    for category in EXPLAINED:
        if category in used and not invoice.reasons.get(category):
            yield Fault(f"reasons.{category}", f"Say why no tax is charged in category {category}. (BR-E-10)")
    if "" in used and used != {""}:
        yield Fault("lines", "Tax is told of some lines and not of others.")
    if "O" in used and used != {"O"}:
        yield Fault("lines", "What is outside the scope of tax stands alone. (BR-O-11)")
    for name in _NAMED_BY_BOTH:
        if name in used and not (invoice.seller.vat_id and (invoice.buyer.vat_id or invoice.buyer.registration)):
            yield Fault("buyer.vat_id", f"Category {name} needs the VAT numbers of seller and buyer. (BR-{name}-02)")
    if "K" in used and not (invoice.delivered_date and invoice.buyer.vat_id):
        yield Fault(
            "delivered", "A delivery within the European Union names its day and the buyer's number. (BR-IC-11)"
        )


def _tax(where: str, tax: Tax) -> Iterator[Fault]:
    if tax.category == "S" and not 0 < tax.rate <= 100:  # noqa: PLR2004  Percent.
        yield Fault(f"{where}.rate", "The standard category has a rate above 0, up to 100 percent. (BR-S-05)")
    if tax.category != "S" and tax.rate:
        yield Fault(f"{where}.rate", "Only the standard category (S) has a rate.")


def _paying(invoice: Invoice) -> Iterator[Fault]:
    told = totals(invoice)
    if told.gross_minor <= 0:
        yield Fault("lines", "It comes to nothing or less; that is a credit note.")
    if told.prepaid_minor > max(told.gross_minor, 0):
        yield Fault("prepaid", "More was paid before than it comes to.")
    if invoice.bank is not None:
        yield from _bank(invoice.bank)
    if invoice.reference.startswith("RF") and not is_sound(invoice.reference):
        yield Fault("reference", "Its check digits are wrong.")


def _bank(bank: Bank) -> Iterator[Fault]:
    if not is_sound_account(bank.iban):
        yield Fault("bank.iban", "It is no IBAN: its length or its check digits are wrong.")
    if bank.bic and not _BIC.fullmatch(bank.bic):
        yield Fault("bank.bic", "A BIC has 8 or 11 letters and digits.")


def _credit(invoice: Invoice) -> Iterator[Fault]:
    if invoice.kind == "credit note" and invoice.credits is None:
        yield Fault("credits", "A credit note names the invoice that it is about.")
    if invoice.kind == "invoice" and invoice.credits is not None:
        yield Fault("credits", "Only a credit note credits an invoice.")
    if invoice.kind == "credit note" and (invoice.prepaid_minor or invoice.discounts):
        yield Fault("prepaid", "A credit note has neither prepayments nor discounts.")


def _party(party: Party, name: str) -> list[Fault]:
    if party.vat_id and not _VAT_ID.fullmatch(party.vat_id):
        return [Fault(f"{name}.vat_id", "A VAT number begins with its country's two letters. (BR-CO-09)")]
    return []


def _for_systems(invoice: Invoice) -> Iterator[Fault]:
    """Yield what keeps an invoice from being one for systems; people could still read it."""
    seller, used = invoice.seller, {line.tax.category for line in invoice.lines}
    if exponent(invoice.currency) > DECIMALS_MOST:
        yield Fault(
            "profile", f"EN 16931 has two decimals, {invoice.currency} has more; choose profile none. (BR-DEC-09)"
        )
    if "" in used:
        yield Fault(
            "lines", "Tax is not told, and no Factur-X profile can leave it open; tell it or choose profile none."
        )
    if invoice.tax_name:
        yield Fault("tax_name", "EN 16931 knows VAT alone; another tax needs profile none.")
    if not (seller.vat_id or seller.registration):
        yield Fault("seller", "It needs a VAT number or a number in a register. (BR-CO-26)")
    if used - {"O"} and not (seller.vat_id or seller.tax_number):
        yield Fault("seller.vat_id", "A seller who tells of VAT needs a VAT or a tax number. (BR-S-02)")
    if "O" in used and (seller.vat_id or invoice.buyer.vat_id):
        yield Fault("seller.vat_id", "Outside the scope of tax nobody names a VAT number. (BR-O-02)")
