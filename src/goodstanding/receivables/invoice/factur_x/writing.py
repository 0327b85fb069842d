"""Writing: an invoice as the CII message of EN 16931, in one of the profiles of Factur-X 1.0.

Elements stand in the order in which the schemas ask for them; a profile leaves out what it does not know.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from lxml import etree

from goodstanding.money.amount import Amount
from goodstanding.receivables.invoice.content import UNITS, Adjustment, Invoice, Line, Party, Profile, Tax
from goodstanding.receivables.invoice.totals import TaxGroup, Totals, totals

_D16B = "urn:un:unece:uncefact:data:standard:"
RSM = f"{_D16B}CrossIndustryInvoice:100"
RAM = f"{_D16B}ReusableAggregateBusinessInformationEntity:100"
UDT = f"{_D16B}UnqualifiedDataType:100"
QDT = f"{_D16B}QualifiedDataType:100"

GUIDELINES: Mapping[Profile, str] = {
    "minimum": "urn:factur-x.eu:1p0:minimum",
    "basicwl": "urn:factur-x.eu:1p0:basicwl",
    "basic": "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
    "en16931": "urn:cen.eu:en16931:2017",
}
"""How a message says its profile [BT-24]."""
_RANK: Mapping[Profile, int] = {"minimum": 0, "basicwl": 1, "basic": 2, "en16931": 3}
TYPE_CODES = {"invoice": "380", "credit note": "381"}
SEPA_TRANSFER, TRANSFER = "58", "30"
SEPA_CURRENCY = "EUR"

Element: TypeAlias = Any
"""An element of lxml, which comes without types."""


def written(invoice: Invoice) -> bytes:
    """Return the message of a sound invoice as UTF-8; the same bytes for the same invoice."""
    assert invoice.profile != "none", "A document for people alone has no message."
    return _Writer(invoice, totals(invoice)).message()


class _Writer:
    """Writes one invoice."""

    def __init__(self, invoice: Invoice, told: Totals) -> None:
        self._invoice, self._totals, self._rank = invoice, told, _RANK[invoice.profile]

    def message(self) -> bytes:
        root = etree.Element(f"{{{RSM}}}CrossIndustryInvoice", nsmap={"rsm": RSM, "ram": RAM, "udt": UDT, "qdt": QDT})
        context = etree.SubElement(root, f"{{{RSM}}}ExchangedDocumentContext")
        _put(context, "GuidelineSpecifiedDocumentContextParameter/ID", GUIDELINES[self._invoice.profile])
        self._document(etree.SubElement(root, f"{{{RSM}}}ExchangedDocument"))
        trade = etree.SubElement(root, f"{{{RSM}}}SupplyChainTradeTransaction")
        if self._rank >= _RANK["basic"]:
            for number, (line, minor) in enumerate(zip(self._invoice.lines, self._totals.lines_minor, strict=True), 1):
                self._line(_put(trade, "IncludedSupplyChainTradeLineItem"), number, line, minor)
        self._agreement(_put(trade, "ApplicableHeaderTradeAgreement"))
        self._delivery(_put(trade, "ApplicableHeaderTradeDelivery"))
        self._settlement(_put(trade, "ApplicableHeaderTradeSettlement"))
        written_out: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
        return written_out

    def _money(self, minor: int) -> str:
        return Amount(minor, self._invoice.currency).decimal_string()

    def _document(self, document: Element) -> None:
        _put(document, "ID", self._invoice.number)
        _put(document, "TypeCode", TYPE_CODES[self._invoice.kind])
        _day(_put(document, "IssueDateTime"), self._invoice.issued_date)
        if self._rank:
            for note in (self._invoice.note, self._invoice.late_interest):
                if note:
                    _put(document, "IncludedNote/Content", note)

    def _line(self, item: Element, number: int, line: Line, minor: int) -> None:
        place = _put(item, "AssociatedDocumentLineDocument")
        _put(place, "LineID", str(number))
        if line.note:
            _put(place, "IncludedNote/Content", line.note)
        _put(item, "SpecifiedTradeProduct/Name", line.description)
        _put(item, "SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount", _plain(line.price))
        quantity = _put(item, "SpecifiedLineTradeDelivery/BilledQuantity", _plain(line.quantity))
        quantity.set("unitCode", UNITS[line.unit])
        settled = _put(item, "SpecifiedLineTradeSettlement")
        _tax(_put(settled, "ApplicableTradeTax"), line.tax)
        for one in line.adjustments:
            self._adjustment(_put(settled, "SpecifiedTradeAllowanceCharge"), one)
        _put(settled, "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount", self._money(minor))

    def _adjustment(self, place: Element, one: Adjustment) -> None:
        indicator = _put(place, "ChargeIndicator")
        etree.SubElement(indicator, f"{{{UDT}}}Indicator").text = "true" if one.is_charge else "false"
        _put(place, "ActualAmount", self._money(one.amount_minor))
        _put(place, "Reason", one.reason)
        if one.tax is not None:
            _tax(_put(place, "CategoryTradeTax"), one.tax)

    def _agreement(self, agreement: Element) -> None:
        invoice = self._invoice
        if invoice.buyer_reference:
            _put(agreement, "BuyerReference", invoice.buyer_reference)
        self._seller(_put(agreement, "SellerTradeParty"))
        self._buyer(_put(agreement, "BuyerTradeParty"))
        if invoice.order_reference:
            _put(agreement, "BuyerOrderReferencedDocument/IssuerAssignedID", invoice.order_reference)

    def _seller(self, place: Element) -> None:
        party = self._invoice.seller
        self._party(place, party, has_address=True)
        if party.vat_id:
            _put(place, "SpecifiedTaxRegistration/ID", party.vat_id).set("schemeID", "VA")
        if party.tax_number:
            _put(place, "SpecifiedTaxRegistration/ID", party.tax_number).set("schemeID", "FC")

    def _buyer(self, place: Element) -> None:
        party = self._invoice.buyer
        self._party(place, party, has_address=self._rank > 0)
        if party.vat_id and self._rank:
            _put(place, "SpecifiedTaxRegistration/ID", party.vat_id).set("schemeID", "VA")

    def _party(self, place: Element, party: Party, *, has_address: bool) -> None:
        _put(place, "Name", party.name)
        if party.registration:
            _put(place, "SpecifiedLegalOrganization/ID", party.registration)
        if has_address:
            address = _put(place, "PostalTradeAddress")
            if self._rank:
                _address(address, party)
            _put(address, "CountryID", party.country)
        if party.email and self._rank:
            _put(place, "URIUniversalCommunication/URIID", party.email).set("schemeID", "EM")

    def _delivery(self, delivery: Element) -> None:
        invoice = self._invoice
        if not self._rank:
            return
        if any(group.category == "K" for group in self._totals.groups):
            to = _put(delivery, "ShipToTradeParty/PostalTradeAddress")
            _address(to, invoice.buyer)
            _put(to, "CountryID", invoice.buyer.country)
        if invoice.delivered_date is not None:
            _day(_put(delivery, "ActualDeliverySupplyChainEvent/OccurrenceDateTime"), invoice.delivered_date)

    def _settlement(self, settlement: Element) -> None:
        invoice = self._invoice
        if self._rank and invoice.reference:
            _put(settlement, "PaymentReference", invoice.reference)
        _put(settlement, "InvoiceCurrencyCode", invoice.currency)
        if self._rank:
            self._means(settlement)
            for group in self._totals.groups:
                self._group(_put(settlement, "ApplicableTradeTax"), group)
            for one in invoice.adjustments:
                self._adjustment(_put(settlement, "SpecifiedTradeAllowanceCharge"), one)
            self._terms(_put(settlement, "SpecifiedTradePaymentTerms"))
        self._sums(_put(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation"))
        if self._rank and invoice.credits is not None:
            credited = _put(settlement, "InvoiceReferencedDocument")
            _put(credited, "IssuerAssignedID", invoice.credits.number)
            if invoice.credits.issued_date is not None:
                _day(_put(credited, "FormattedIssueDateTime"), invoice.credits.issued_date, namespace=QDT)

    def _means(self, settlement: Element) -> None:
        bank = self._invoice.bank
        if bank is None:
            return
        means = _put(settlement, "SpecifiedTradeSettlementPaymentMeans")
        _put(means, "TypeCode", SEPA_TRANSFER if self._invoice.currency == SEPA_CURRENCY else TRANSFER)
        account = _put(means, "PayeePartyCreditorFinancialAccount")
        _put(account, "IBANID", bank.iban)
        if self._rank < _RANK["en16931"]:
            return
        if bank.name:
            _put(account, "AccountName", bank.name)
        if bank.bic:
            _put(means, "PayeeSpecifiedCreditorFinancialInstitution/BICID", bank.bic)

    def _group(self, place: Element, group: TaxGroup) -> None:
        _put(place, "CalculatedAmount", self._money(group.tax_minor))
        _put(place, "TypeCode", "VAT")
        if reason := self._invoice.reasons.get(group.category):
            _put(place, "ExemptionReason", reason)
        _put(place, "BasisAmount", self._money(group.basis_minor))
        _put(place, "CategoryCode", group.category)
        if group.category != "O":
            _put(place, "RateApplicablePercent", _plain(group.rate))

    def _terms(self, place: Element) -> None:
        told = [self._invoice.terms] if self._invoice.terms else []
        told += [f"{_plain(one.percent)} % until {one.until_date}" for one in self._invoice.discounts]
        if told:
            _put(place, "Description", "\n".join(told))
        _day(_put(place, "DueDateDateTime"), self._invoice.due_date)

    def _sums(self, place: Element) -> None:
        told, is_minimum = self._totals, not self._rank
        sums = [("LineTotalAmount", told.net_of_lines_minor, not is_minimum)]
        sums += [("ChargeTotalAmount", told.charges_minor, not is_minimum)]
        sums += [("AllowanceTotalAmount", told.allowances_minor, not is_minimum)]
        sums += [("TaxBasisTotalAmount", told.net_minor, True), ("TaxTotalAmount", told.tax_minor, True)]
        sums += [("GrandTotalAmount", told.gross_minor, True)]
        sums += [("TotalPrepaidAmount", told.prepaid_minor, not is_minimum and bool(told.prepaid_minor))]
        sums += [("DuePayableAmount", told.due_minor, True)]
        for name, minor, is_told in sums:
            if is_told:
                amount = _put(place, name, self._money(minor))
                if name == "TaxTotalAmount":
                    amount.set("currencyID", self._invoice.currency)


def _put(parent: Element, path: str, text: str | None = None) -> Element:
    """Add elements of a path below a parent and return the last."""
    for name in path.split("/"):
        parent = etree.SubElement(parent, f"{{{RAM}}}{name}")
    parent.text = text
    return parent


def _address(place: Element, party: Party) -> None:
    if party.postcode:
        _put(place, "PostcodeCode", party.postcode)
    for name, line in zip(("LineOne", "LineTwo", "LineThree"), party.lines, strict=False):
        _put(place, name, line)
    if party.city:
        _put(place, "CityName", party.city)


def _tax(place: Element, tax: Tax) -> None:
    _put(place, "TypeCode", "VAT")
    _put(place, "CategoryCode", tax.category)
    if tax.category != "O":
        _put(place, "RateApplicablePercent", _plain(tax.rate))


def _day(parent: Element, day: date, *, namespace: str = UDT) -> None:
    text = etree.SubElement(parent, f"{{{namespace}}}DateTimeString")
    text.text = day.strftime("%Y%m%d")
    text.set("format", "102")


def _plain(number: Decimal) -> str:
    return f"{number:f}"
