"""Wording: the fixed words of an invoice, in each language, and how numbers and days are written in it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from goodstanding.money.amount import Amount
from goodstanding.money.currency import exponent
from goodstanding.receivables.invoice.content import Language

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "invoice": "Invoice", "credit note": "Credit note", "number": "Number", "issued": "Issued",
        "delivered": "Delivered", "due": "Due", "buyer": "Billed to", "seller": "From",
        "your_reference": "Your reference", "order": "Your order", "credits": "Credits invoice",
        "description": "Description", "quantity": "Quantity", "price": "Price", "tax": "Tax", "amount": "Amount",
        "carried": "Carried over", "brought": "Brought forward", "lines": "Sum of lines", "net": "Total without tax",
        "gross": "Total", "prepaid": "Paid before", "to_pay": "To pay", "credited": "Credited",
        "tax_name": "VAT", "on": "on", "summary": "Summary", "payment": "How to pay", "reference": "Reference",
        "account": "Account", "bank_name": "Account holder", "pay_link": "Pay online", "vat_id": "VAT number",
        "tax_number": "Tax number", "registration": "Register number", "page": "Page {page} of {pages}",
        "discount": "If you pay by {day}, you may take off {percent} %, that is {amount}.",
        "pay_by": "Please pay {amount} by {day}.", "paid": "Nothing is left to pay.",
        "scan_bank": "Scan to pay with your banking app", "scan_link": "Scan to pay online", "untold": "–",
    },
    "es": {
        "invoice": "Factura", "credit note": "Nota de crédito", "number": "Número", "issued": "Emitida",
        "delivered": "Entregado", "due": "Vence", "buyer": "Facturado a", "seller": "De",
        "your_reference": "Su referencia", "order": "Su pedido", "credits": "Abona la factura",
        "description": "Descripción", "quantity": "Cantidad", "price": "Precio", "tax": "Impuesto", "amount": "Importe",
        "carried": "Suma y sigue", "brought": "Suma anterior", "lines": "Suma de líneas", "net": "Total sin impuesto",
        "gross": "Total", "prepaid": "Pagado antes", "to_pay": "A pagar", "credited": "Abonado",
        "tax_name": "IVA", "on": "sobre", "summary": "Resumen", "payment": "Cómo pagar", "reference": "Referencia",
        "account": "Cuenta", "bank_name": "Titular", "pay_link": "Pagar en línea", "vat_id": "NIF-IVA",
        "tax_number": "Número fiscal", "registration": "Número de registro", "page": "Página {page} de {pages}",
        "discount": "Si paga hasta el {day}, puede descontar el {percent} %, es decir, {amount}.",
        "pay_by": "Por favor, pague {amount} antes de que termine el {day}.", "paid": "No queda nada por pagar.",
        "scan_bank": "Escanee para pagar con la aplicación de su banco", "scan_link": "Escanee para pagar en línea",
        "untold": "–",
    },
}  # fmt: skip

UNITS: Mapping[str, str] = {
    "piece": "pieza", "one": "unidad", "lump sum": "global", "minute": "minuto", "hour": "hora", "day": "día",
    "week": "semana", "month": "mes", "year": "año", "kilogram": "kg", "tonne": "t", "litre": "litro", "metre": "metro",
    "kilometre": "km", "square metre": "m²", "cubic metre": "m³", "kilowatt hour": "kWh", "set": "juego",
}  # fmt: skip

MONTHS: Mapping[Language, tuple[str, ...]] = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
    "es": (
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
        "diciembre",
    ),
}  # fmt: skip


def unit(word: str, language: Language) -> str:
    """Return a unit as it is printed."""
    return UNITS[word] if language == "es" else word


def day(when: date, language: Language) -> str:
    """Write a day.

    >>> day(date(2026, 6, 1), "en"), day(date(2026, 6, 1), "es")
    ('June 1, 2026', '1 de junio de 2026')
    """
    month = MONTHS[language][when.month - 1]
    return f"{month} {when.day}, {when.year}" if language == "en" else f"{when.day} de {month} de {when.year}"


def number(value: Decimal, language: Language) -> str:
    """Write a number with all its decimals.

    >>> number(Decimal("1234.50"), "en"), number(Decimal("1234.50"), "es")
    ('1,234.50', '1.234,50')
    """
    written = f"{value:,f}"
    return written if language == "en" else written.translate(str.maketrans(",.", ".,"))


def money(minor: int, currency: str, language: Language) -> str:
    """Write an amount without its currency.

    >>> money(-123456, "EUR", "es")
    '-1.234,56'
    """
    return number(Decimal(Amount(minor, currency).decimal_string()), language)


def price(value: Decimal, currency: str, language: Language) -> str:
    """Write a price with at least the decimals of its currency."""
    missing = exponent(currency) + min(0, int(value.as_tuple().exponent))
    return number(value.quantize(Decimal(1).scaleb(-exponent(currency))) if missing > 0 else value, language)
