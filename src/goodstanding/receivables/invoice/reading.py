"""Reading: an invoice from a file of fields (YAML or JSON), with everything that is wrong with it said at once."""

import json
from collections.abc import Mapping
from typing import Any

import yaml

from goodstanding.money.currency import EXPONENTS
from goodstanding.receivables.invoice.check import InvoiceRefused, faults
from goodstanding.receivables.invoice.content import (
    CATEGORIES,
    KINDS,
    LANGUAGES,
    PROFILES,
    UNITS,
    Adjustment,
    Bank,
    Credited,
    Discount,
    Invoice,
    Line,
    Party,
    Tax,
)
from goodstanding.receivables.invoice.creditor_reference import reference_of
from goodstanding.receivables.invoice.field import LONG, Fields

BYTES_MOST = 2_000_000
LINES_MOST = 5_000
FEW_MOST = 50

_ALL = [
    "number",
    "kind",
    "language",
    "profile",
    "currency",
    "issued",
    "due",
    "delivered",
    "seller",
    "buyer",
    "lines",
    "allowances",
    "charges",
    "prepaid",
    "reasons",
    "terms",
    "discounts",
    "bank",
    "reference",
    "buyer_reference",
    "order_reference",
    "note",
    "late_interest",
    "tax_name",
    "credits",
]
_PARTY = ["name", "country", "lines", "city", "postcode", "vat_id", "tax_number", "registration", "email", "phone"]
_LINE = ["description", "quantity", "unit", "price", "tax", "rate", "allowances", "charges", "note"]


class _OnceLoader(yaml.BaseLoader):
    """Reads every value as the text that stands there, and refuses a field that is told twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        names = [one.value for one, _ in node.value if isinstance(one, yaml.ScalarNode)]
        if len(names) != len(set(names)):
            twice = next(name for name in names if names.count(name) > 1)
            raise InvoiceRefused.of(f"line {node.start_mark.line + 1}", f"{str(twice)[:40]!r} is told twice here.")
        found: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return found


def read_fields(content: bytes) -> Mapping[str, Any]:
    """Return the fields of a file, every number as the text it was written as; raise InvoiceRefused."""
    if len(content) > BYTES_MOST:
        raise InvoiceRefused.of("file", f"It has more than {BYTES_MOST:,} bytes.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InvoiceRefused.of("file", "It is not written in UTF-8.") from fault
    try:
        is_json = text.lstrip().startswith("{")
        told = json.loads(text, parse_float=str, parse_int=str) if is_json else yaml.load(text, _OnceLoader)  # noqa: S506  A base loader makes nothing but text.
    except InvoiceRefused:
        raise
    except json.JSONDecodeError as fault:
        raise InvoiceRefused.of(f"line {fault.lineno}", "It is no JSON from here on.") from fault
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise InvoiceRefused.of(f"line {line}", f"It is no YAML: {fault.problem}.") from fault
    except (yaml.YAMLError, RecursionError, ValueError, TypeError) as fault:
        raise InvoiceRefused.of("file", "It is neither YAML nor JSON that can be read.") from fault
    if not isinstance(told, dict):
        raise InvoiceRefused.of("file", "It names no fields.")
    return told


def read_invoice(told: Mapping[str, Any]) -> Invoice:
    """Return the invoice that fields tell; raise InvoiceRefused with everything that is wrong."""
    fields = Fields(told, known=_ALL)
    currency = fields.choice("currency", tuple(EXPONENTS))
    invoice = _invoice(fields, currency or "EUR")
    found = list(fields.faults) or faults(invoice)
    if found:
        raise InvoiceRefused(found)
    return invoice


def _invoice(fields: Fields, currency: str) -> Invoice:
    number = fields.text("number", required=True)
    issued = fields.day("issued")
    due = fields.day("due", otherwise=issued)
    return Invoice(
        number=number,
        kind=fields.choice("kind", KINDS, otherwise="invoice"),
        language=fields.choice("language", LANGUAGES, otherwise="en"),
        profile=fields.choice("profile", PROFILES, otherwise="en16931"),
        currency=currency,
        issued_date=issued,
        due_date=due,
        seller=_party(fields.group("seller", known=_PARTY)),
        buyer=_party(fields.group("buyer", known=_PARTY)),
        lines=tuple(_line(one, currency) for one in fields.groups("lines", known=_LINE, most=LINES_MOST)),
        delivered_date=fields.day("delivered", otherwise=issued) if fields.has("delivered") else None,
        adjustments=_adjustments(fields, currency, of_whole=True),
        prepaid_minor=fields.minor("prepaid", currency, otherwise="0"),
        reasons=_reasons(fields),
        terms=fields.text("terms", most=LONG),
        discounts=_discounts(fields),
        bank=_bank(fields.group("bank", known=["iban", "name", "bic"])) if fields.has("bank") else None,
        reference=fields.text("reference").replace(" ", "") if fields.has("reference") else reference_of(number),
        buyer_reference=fields.text("buyer_reference"),
        order_reference=fields.text("order_reference"),
        note=fields.text("note", most=LONG),
        late_interest=fields.text("late_interest", most=LONG),
        tax_name=fields.text("tax_name"),
        credits=_credited(fields.group("credits", known=["number", "issued"])) if fields.has("credits") else None,
    )


def _party(fields: Fields) -> Party:
    return Party(
        name=fields.text("name", required=True),
        country=fields.country("country"),
        lines=fields.texts("lines", most=3),
        city=fields.text("city"),
        postcode=fields.text("postcode"),
        vat_id=fields.text("vat_id").replace(" ", "").upper(),
        tax_number=fields.text("tax_number"),
        registration=fields.text("registration"),
        email=fields.text("email"),
        phone=fields.text("phone"),
    )


def _line(fields: Fields, currency: str) -> Line:
    return Line(
        description=fields.text("description", required=True),
        quantity=fields.decimal("quantity", otherwise="1"),
        unit=fields.choice("unit", tuple(UNITS), otherwise="piece"),
        price=fields.decimal("price"),
        tax=_tax(fields),
        adjustments=_adjustments(fields, currency, of_whole=False),
        note=fields.text("note", most=LONG),
    )


def _tax(fields: Fields) -> Tax:
    category = fields.choice("tax", tuple(CATEGORIES), otherwise="")
    return Tax(category, fields.decimal("rate", otherwise="0"))


def _adjustments(fields: Fields, currency: str, *, of_whole: bool) -> tuple[Adjustment, ...]:
    known = ["amount", "reason", *(["tax", "rate"] if of_whole else [])]
    return tuple(
        Adjustment(
            one.minor("amount", currency), one.text("reason", required=True), name == "charges",
            _tax(one) if of_whole else None,
        )
        for name in ("allowances", "charges")
        for one in fields.groups(name, known=known, most=FEW_MOST)
    )  # fmt: skip


def _reasons(fields: Fields) -> dict[str, str]:
    known = [name for name in CATEGORIES if name]
    group = fields.group("reasons", known=known)
    return {name: group.text(name, most=LONG) for name in known if group.has(name)}


def _discounts(fields: Fields) -> tuple[Discount, ...]:
    groups = fields.groups("discounts", known=["percent", "until"], most=FEW_MOST)
    return tuple(Discount(one.decimal("percent"), one.day("until")) for one in groups)


def _bank(fields: Fields) -> Bank:
    iban = fields.text("iban", required=True).replace(" ", "").upper()
    return Bank(iban, fields.text("name"), fields.text("bic").replace(" ", "").upper())


def _credited(fields: Fields) -> Credited:
    return Credited(fields.text("number", required=True), fields.day("issued") if fields.has("issued") else None)
