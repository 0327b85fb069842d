"""Reading: what a Factur-X message says, whoever wrote it, and whether its sums agree.

For the check of invoices that come in and of our own. Nothing outside the message is opened: no entities, no network.
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any, NamedTuple, TypeAlias

from lxml import etree
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from goodstanding.money.currency import EXPONENTS
from goodstanding.money.rounding import round_decimal
from goodstanding.receivables.invoice.check import Fault
from goodstanding.receivables.invoice.factur_x.writing import GUIDELINES, RAM, RSM, UDT
from goodstanding.refusal import Refusal

NAMES = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml")
BYTES_MOST = 20_000_000
_DIGITS_MOST = 24
_SPACES = {"rsm": RSM, "ram": RAM, "udt": UDT}
_SETTLEMENT = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement"
_SUMS = f"{_SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation"
_ADJUSTMENTS = f"{_SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge"
_ITEMS = "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem"
Element: TypeAlias = Any
"""An element of lxml, which comes without types."""


class Unreadable(Refusal, ValueError):
    """The file is no invoice that can be read; the sentence says why."""


class Group(NamedTuple):
    """The tax of one category and rate as it is told."""

    category: str
    rate: Decimal
    basis: Decimal
    tax: Decimal


class Part(NamedTuple):
    """A line, an allowance or a charge (then with its sign) as it is told."""

    category: str
    rate: Decimal
    amount: Decimal


class Sums(NamedTuple):
    """The totals as they are told; what is not told is None."""

    lines: Decimal | None
    charges: Decimal | None
    allowances: Decimal | None
    net: Decimal | None
    tax: Decimal | None
    rounding: Decimal | None
    gross: Decimal | None
    prepaid: Decimal | None
    due: Decimal | None


class Message(NamedTuple):
    """What a message says that books and checks ask for."""

    number: str
    type_code: str
    profile: str
    issued_date: date | None
    due_date: date | None
    currency: str
    seller: str
    seller_vat_id: str
    buyer: str
    reference: str
    iban: str
    sums: Sums
    lines: tuple[Part, ...]
    adjustments: tuple[Part, ...]
    groups: tuple[Group, ...]


def message_in(content: bytes) -> bytes:
    """Return the message of a file: of a PDF what is attached under a known name, of XML the file; raise Unreadable."""
    if len(content) > BYTES_MOST:
        raise Unreadable(f"The file has more than {BYTES_MOST:,} bytes.")
    if not content.lstrip()[:5].startswith(b"%PDF"):
        return content
    try:
        attached = PdfReader(BytesIO(content)).attachments
        found = [attached[name][0] for name in attached if name.casefold() in NAMES]
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as fault:
        raise Unreadable("The file begins like a PDF and cannot be read as one.") from fault
    if not found:
        raise Unreadable("The PDF has no Factur-X message attached.")
    return found[0]


def read(message: bytes) -> Message:
    """Return what a message says; raise Unreadable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(message, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise Unreadable(f"The message is no XML: {str(fault)[:120]}.") from fault
    if root.getroottree().docinfo.doctype:
        raise Unreadable("The message declares a document type, which no invoice does.")
    if root.tag != f"{{{RSM}}}CrossIndustryInvoice":
        raise Unreadable("The XML is no invoice of the kind CII (Factur-X, ZUGFeRD 2, XRechnung).")
    return _message(root)


def _message(root: Element) -> Message:
    seller = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement/ram:SellerTradeParty"
    buyer = seller.replace("Seller", "Buyer")
    guideline = _text(root, "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID")
    return Message(
        number=_text(root, "rsm:ExchangedDocument/ram:ID"),
        type_code=_text(root, "rsm:ExchangedDocument/ram:TypeCode"),
        profile=next((name for name, told in GUIDELINES.items() if told == guideline), guideline),
        issued_date=_day(root, "rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString"),
        due_date=_day(root, f"{_SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString"),
        currency=_text(root, f"{_SETTLEMENT}/ram:InvoiceCurrencyCode"),
        seller=_text(root, f"{seller}/ram:Name"),
        seller_vat_id=_text(root, f"{seller}/ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']"),
        buyer=_text(root, f"{buyer}/ram:Name"),
        reference=_text(root, f"{_SETTLEMENT}/ram:PaymentReference"),
        iban=_text(
            root,
            f"{_SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans/ram:PayeePartyCreditorFinancialAccount/ram:IBANID",
        ),
        sums=_sums(root),
        lines=tuple(_line(one) for one in root.iterfind(_ITEMS, _SPACES)),
        adjustments=tuple(_adjustment(one) for one in root.iterfind(_ADJUSTMENTS, _SPACES)),
        groups=tuple(_group(one) for one in root.iterfind(f"{_SETTLEMENT}/ram:ApplicableTradeTax", _SPACES)),
    )  # fmt: skip


def _sums(root: Element) -> Sums:
    currency = _text(root, f"{_SETTLEMENT}/ram:InvoiceCurrencyCode")
    # The tax may be told a second time in the currency of the tax office.
    taxes = root.findall(f"{_SUMS}/ram:TaxTotalAmount", _SPACES)
    own = [one for one in taxes if one.get("currencyID", currency) == currency]
    return Sums(
        lines=_number(root, f"{_SUMS}/ram:LineTotalAmount"),
        charges=_number(root, f"{_SUMS}/ram:ChargeTotalAmount"),
        allowances=_number(root, f"{_SUMS}/ram:AllowanceTotalAmount"),
        net=_number(root, f"{_SUMS}/ram:TaxBasisTotalAmount"),
        tax=_number(own[0], ".") if own else None,
        rounding=_number(root, f"{_SUMS}/ram:RoundingAmount"),
        gross=_number(root, f"{_SUMS}/ram:GrandTotalAmount"),
        prepaid=_number(root, f"{_SUMS}/ram:TotalPrepaidAmount"),
        due=_number(root, f"{_SUMS}/ram:DuePayableAmount"),
    )


def _line(item: Element) -> Part:
    settled = "ram:SpecifiedLineTradeSettlement"
    total = f"{settled}/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount"
    return _part(item, f"{settled}/ram:ApplicableTradeTax", _number(item, total))


def _adjustment(one: Element) -> Part:
    amount = _number(one, "ram:ActualAmount") or Decimal(0)
    is_charge = _text(one, "ram:ChargeIndicator/udt:Indicator").strip() in ("true", "1")
    return _part(one, "ram:CategoryTradeTax", amount if is_charge else -amount)


def _part(place: Element, tax: str, amount: Decimal | None) -> Part:
    rate = _number(place, f"{tax}/ram:RateApplicablePercent")
    return Part(_text(place, f"{tax}/ram:CategoryCode"), rate or Decimal(0), amount or Decimal(0))


def _group(one: Element) -> Group:
    basis, tax = _number(one, "ram:BasisAmount"), _number(one, "ram:CalculatedAmount")
    rate = _number(one, "ram:RateApplicablePercent")
    return Group(_text(one, "ram:CategoryCode"), rate or Decimal(0), basis or Decimal(0), tax or Decimal(0))


def _text(place: Element, path: str) -> str:
    return (place.findtext(path, "", _SPACES) or "").strip()


def _number(place: Element, path: str) -> Decimal | None:
    found = place if path == "." else place.find(path, _SPACES)
    if found is None:
        return None
    text = (found.text or "").strip()
    try:
        number = Decimal(text)
    except InvalidOperation as fault:
        raise Unreadable(f"{text[:40]!r} stands where an amount belongs.") from fault
    if not number.is_finite() or len(number.as_tuple().digits) > _DIGITS_MOST or abs(number.adjusted()) > _DIGITS_MOST:
        raise Unreadable(f"{text[:40]!r} stands where an amount belongs.")
    return number


def _day(place: Element, path: str) -> date | None:
    text = _text(place, path)
    if not text:
        return None
    try:
        return datetime.strptime(text[:8], "%Y%m%d").date()  # noqa: DTZ007  A day has no zone.
    except ValueError as fault:
        raise Unreadable(f"{text[:40]!r} stands where a day belongs.") from fault


def disagreements(message: Message) -> list[Fault]:
    """Return where the sums of a message do not agree, by rule of EN 16931; an empty list means that they do."""
    return [*_totals(message), *_taxes(message)]


def _totals(message: Message) -> Iterator[Fault]:
    sums, zero = message.sums, Decimal(0)
    plus = sum((one.amount for one in message.adjustments if one.amount > 0), zero)
    minus = -sum((one.amount for one in message.adjustments if one.amount < 0), zero)
    if message.lines:
        yield from _same("BR-CO-10", "the lines", sum((one.amount for one in message.lines), zero), sums.lines)
    if message.adjustments:
        yield from _same("BR-CO-11", "the allowances", minus, sums.allowances or zero)
        yield from _same("BR-CO-12", "the charges", plus, sums.charges or zero)
    if sums.lines is not None:
        net = sums.lines - (sums.allowances or zero) + (sums.charges or zero)
        yield from _same("BR-CO-13", "the total without tax", net, sums.net)
    if message.groups:
        yield from _same("BR-CO-14", "the tax", sum((one.tax for one in message.groups), zero), sums.tax or zero)
    yield from _same("BR-CO-15", "the total with tax", (sums.net or zero) + (sums.tax or zero), sums.gross)
    if message.profile != "minimum":
        due = (sums.gross or zero) - (sums.prepaid or zero) + (sums.rounding or zero)
        yield from _same("BR-CO-16", "the amount due", due, sums.due)


def _taxes(message: Message) -> Iterator[Fault]:
    places = EXPONENTS.get(message.currency, 2)
    for group in message.groups:
        name = f"{group.category} {group.rate.normalize():f} %"
        tax = round_decimal(group.basis * group.rate / 100, places=places, rounding="half_up")
        yield from _same("BR-CO-17", f"the tax of {name}", tax, group.tax)
        if message.lines:
            parts = [*message.lines, *message.adjustments]
            own = [one.amount for one in parts if (one.category, one.rate) == (group.category, group.rate)]
            yield from _same(f"BR-{group.category}-08", f"what bears {name}", sum(own, Decimal(0)), group.basis)


def _same(rule: str, what: str, computed: Decimal, told: Decimal | None) -> Iterator[Fault]:
    if told is None:
        yield Fault(rule, f"It does not tell {what}.")
    elif computed != told:
        yield Fault(rule, f"It tells {told:f} as {what}; it comes to {computed:f}.")
