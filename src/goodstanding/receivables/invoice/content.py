"""Content: what an invoice or a credit note says, before anything is summed. In brackets: terms of EN 16931."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

Kind = Literal["invoice", "credit note"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Language = Literal["en", "es"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Profile = Literal["minimum", "basicwl", "basic", "en16931", "none"]
PROFILES: tuple[Profile, ...] = get_args(Profile)
"""How much of it is for systems; "none" is a document for people alone."""

Category = Literal["S", "Z", "E", "AE", "K", "G", "O", ""]
CATEGORIES: Mapping[Category, str] = {
    "S": "standard rate",
    "Z": "zero rate",
    "E": "exempt",
    "AE": "reverse charge",
    "K": "delivery within the European Union",
    "G": "export",
    "O": "outside the scope of tax",
    "": "not told",
}
EXPLAINED: tuple[Category, ...] = ("E", "AE", "K", "G", "O")
"""Categories that say why nothing is charged."""

UNITS: Mapping[str, str] = {
    "piece": "H87", "one": "C62", "lump sum": "LS", "minute": "MIN", "hour": "HUR", "day": "DAY", "week": "WEE",
    "month": "MON", "year": "ANN", "kilogram": "KGM", "tonne": "TNE", "litre": "LTR", "metre": "MTR",
    "kilometre": "KMT", "square metre": "MTK", "cubic metre": "MTQ", "kilowatt hour": "KWH", "set": "SET",
}  # fmt: skip
"""Units by the word that is printed, with their code of UN/ECE recommendation 20."""


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer [BG-4, BG-7]. `registration` is the number in a register of companies [BT-30, BT-47]."""

    name: str
    country: str
    lines: tuple[str, ...] = ()
    city: str = ""
    postcode: str = ""
    vat_id: str = ""
    tax_number: str = ""
    registration: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Tax:
    """A category and its rate in percent [BT-151, BT-152]."""

    category: Category
    rate: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An allowance or a charge [BG-20, BG-21, BG-27, BG-28]; one of a line bears the line's tax."""

    amount_minor: int
    reason: str
    is_charge: bool
    tax: Tax | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line [BG-25]: so much of something at a net price for one unit."""

    description: str
    quantity: Decimal
    unit: str
    price: Decimal
    tax: Tax
    adjustments: tuple[Adjustment, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Discount:
    """So many percent less for whoever pays by a day, inclusive."""

    percent: Decimal
    until_date: date


@dataclass(frozen=True, slots=True)
class Bank:
    """Where to pay [BG-17]."""

    iban: str
    name: str = ""
    bic: str = ""


@dataclass(frozen=True, slots=True)
class Credited:
    """The invoice that a credit note is about [BG-3]."""

    number: str
    issued_date: date | None = None


@dataclass(frozen=True, slots=True)
class Invoice:
    """Everything that one document says. Amounts are minor units of its currency."""

    number: str
    kind: Kind
    language: Language
    profile: Profile
    currency: str
    issued_date: date
    due_date: date
    seller: Party
    buyer: Party
    lines: tuple[Line, ...]
    delivered_date: date | None = None
    adjustments: tuple[Adjustment, ...] = ()
    prepaid_minor: int = 0
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why a category bears no tax, by category [BT-120]."""
    terms: str = ""
    discounts: tuple[Discount, ...] = ()
    bank: Bank | None = None
    reference: str = ""
    """What the payer writes [BT-83]; a creditor reference (RF…) where the bank may check it."""
    buyer_reference: str = ""
    order_reference: str = ""
    note: str = ""
    late_interest: str = ""
    tax_name: str = ""
    credits: Credited | None = None
