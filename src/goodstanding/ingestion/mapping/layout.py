"""The vocabulary of maps: which records a row can yield, and which fields each record has.

For reading maps, for staging files and for the tables in docs/import.md, which are made from this. The lists of allowed
words repeat what the tables of the books allow; a test holds them equal.
"""

from dataclasses import dataclass
from typing import Literal

FieldType = Literal["text", "choice", "date", "amount", "currency"]

PERSON_KINDS = ("person", "organisation")
CONTACT_KINDS = ("address", "phone", "email")
CONTACT_STATUSES = ("unverified", "valid", "invalid", "returned", "disconnected", "wrong person")
DEBT_TYPES = (
    "card", "medical", "utility", "invoice", "personal loan", "rent", "telecom", "student loan", "tax", "other",
)  # fmt: skip
ITEM_KINDS = ("invoice", "instalment", "charge")
LIABLE_ROLES = ("co-debtor", "guarantor", "attorney", "executor", "third party")


@dataclass(frozen=True)
class FieldRule:
    """What a field of a record holds. A required field must be in the map and may not be empty in a row."""

    name: str
    type: FieldType
    meaning: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecordRule:
    """What a record is, its fields, and the options that stand beside them."""

    kind: str
    meaning: str
    fields: tuple[FieldRule, ...]
    options: tuple[str, ...] = ("when",)
    many: bool = True

    def field(self, name: str) -> FieldRule | None:
        """Return the rule of a field, or None where the record has no such field."""
        return next((rule for rule in self.fields if rule.name == name), None)


def _text(name: str, meaning: str, *, required: bool = False) -> FieldRule:
    return FieldRule(name, "text", meaning, required=required)


def _date(name: str, meaning: str, *, required: bool = False) -> FieldRule:
    return FieldRule(name, "date", meaning, required=required)


def _amount(name: str, meaning: str, *, required: bool = False) -> FieldRule:
    return FieldRule(name, "amount", meaning, required=required)


def _choice(name: str, meaning: str, choices: tuple[str, ...], *, required: bool = False) -> FieldRule:
    return FieldRule(name, "choice", meaning, required=required, choices=choices)


PERSON = RecordRule(
    "person",
    "A human being or an organisation, as this client knows them.",
    (
        _text("reference", "The client's own number for the person; kept as text.", required=True),
        _text("name", "The name as it is shown; **required** for a person that is not in the books yet."),
        _choice("kind", "Human being or organisation; person if left out.", PERSON_KINDS),
        _text("given_name", "First names; taken from the name if left out."),
        _text("family_name", "Family name; taken from the name if left out."),
        _text("language", "Language to write in, such as en or es."),
        _text("country", "ISO code of the country."),
    ),
    ("when", "as", "if_unknown"),
)
CONTACT_POINT = RecordRule(
    "contact_point",
    "A way to reach a person. A row where it is empty simply has none.",
    (
        _choice("kind", "Address, phone or email.", CONTACT_KINDS, required=True),
        _text("value", "The number, the e-mail address, or the lines of the address joined.", required=True),
        _text("locality", "Town of an address."),
        _text("region", "State or province of an address."),
        _text("postal_code", "Postal code of an address."),
        _text("country", "ISO code of the country; a phone number without + is read as one of it."),
        _text("label", "What the source calls it, such as work."),
        _text("source", "Where it comes from."),
        _choice("status", "What is known of it; unverified if left out.", CONTACT_STATUSES),
    ),
    ("when", "person"),
)
DEBT = RecordRule(
    "debt",
    "What one debtor owes on one account.",
    (
        _text("reference", "The client's account number; kept as text.", required=True),
        _text(
            "portfolio",
            "Name of the portfolio, opened when it is not there yet; **required** for a debt not in the books yet.",
        ),
        _choice("debt_type", "What kind of debt it is; other if left out.", DEBT_TYPES),
        FieldRule("currency", "currency", "ISO 4217 code; **required** here or once for the map."),
        _text("original_creditor", "Who lent or delivered."),
        _text("jurisdiction", "Whose law applies, such as US-TX."),
        _date("placed_date", "When the client gave it to us."),
        _date("last_statement_date", "Date of the last statement sent."),
        _date("charge_off_date", "Date of the charge-off."),
        _date("last_payment_date", "Date of the last payment."),
        _date("transaction_date", "Date of the transaction that gave rise to it."),
        _date("judgment_date", "Date of the judgment."),
    ),
    ("when", "debtor", "if_unknown", "attributes"),
    many=False,
)
ITEM = RecordRule(
    "item",
    "An invoice, an instalment or a charge of the row's debt.",
    (
        _text("reference", "Its own number within the debt; kept as text.", required=True),
        _choice("kind", "Invoice, instalment or charge; invoice if left out.", ITEM_KINDS),
        _date("issued_date", "When it was issued; the ledger counts it from this day.", required=True),
        _date("due_date", "The last day to pay; overdue from the day after.", required=True),
        _amount("amount", "The principal as issued, above zero.", required=True),
        _amount("interest", "Interest that came with it."),
        _amount("fees", "Fees that came with it."),
        _amount("costs", "Costs that came with it."),
    ),
)
RECEIPT = RecordRule(
    "receipt",
    "Money received for the row's debt.",
    (
        _text("key", "The source's own number for the receipt. Without it, equal receipts are told apart by counting."),
        _amount("amount", "What was received, above zero.", required=True),
        _date("received_date", "When it was received; the ledger counts it from this day.", required=True),
        _text("method", "How it was paid."),
        _text("reference", "What the payer wrote."),
        _text("item", "Reference of the item it pays; without it the oldest due is paid first."),
    ),
)
DISPUTE = RecordRule(
    "dispute",
    "The row's debt, or one item of it, is contested.",
    (
        _text("key", "The source's own number; debt, item and opening date if left out."),
        _date("opened_date", "First day on which it counts.", required=True),
        _date("closed_date", "First day on which it no longer counts."),
        _text("reason", "Why it is contested."),
        _text("outcome", "How it ended."),
        _text("item", "Reference of the item in dispute; the whole debt if left out."),
    ),
)
LIABLE = RecordRule(
    "liable",
    "Another person of the row who has to do with its debt.",
    (_choice("role", "In which role.", LIABLE_ROLES, required=True),),
    ("when", "person"),
)

RECORDS: dict[str, RecordRule] = {
    rule.kind: rule for rule in (PERSON, CONTACT_POINT, DEBT, LIABLE, ITEM, RECEIPT, DISPUTE)
}
COMPONENT_FIELDS = {"amount": "principal", "interest": "interest", "fees": "fees", "costs": "costs"}
"""The amounts of an item and the component of the ledger that each is posted under."""
