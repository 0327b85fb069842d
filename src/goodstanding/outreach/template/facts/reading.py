"""Reading facts: merge fields as JSON, or as plain values, become values of the type the vocabulary says.

For what other chapters give along with a message (a promise, a plan), which is kept as JSON until it is sent.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import phonenumbers

from goodstanding.money.amount import Amount, AmountMalformed
from goodstanding.money.currency import UnknownCurrency
from goodstanding.outreach.template.facts.cleaning import clean
from goodstanding.outreach.template.facts.facts import Facts, Row, Value
from goodstanding.outreach.template.language.finding import TemplateRefused, nearest
from goodstanding.outreach.template.vocabulary import Field, Series, vocabulary

_LINK = re.compile(
    r"https?://[A-Za-z0-9.\-\[\]:]+(/[^\s\"'<>\\^`{|}]*)?|https?://[A-Za-z0-9.\-\[\]:]+\?[^\s\"'<>\\^`{|}]*"
)
_EMAIL = re.compile(r"[^\s@<>\"',;]+@[^\s@<>\"',;]+")
_E164 = re.compile(r"\+[0-9]{4,18}")
LINK_MAX = 2_000
ROWS_MAX = 1_000


def read(raw: Mapping[str, Any]) -> Facts:
    """Return merge fields as facts; what is None, empty or no rows is not known. Raises TemplateRefused."""
    known = vocabulary()
    values: dict[str, Value] = {}
    series: dict[str, tuple[Row, ...]] = {}
    for name, told in raw.items():
        if name in known.series:
            series[name] = _rows(known.series[name], told)
        elif name not in known.fields:
            hint = nearest(str(name), [*known.fields, *known.series])
            raise TemplateRefused(f"There is no field {str(name)[:60]!r}. {hint}".strip())
        elif (value := read_value(known.fields[name], told)) is not None:
            values[name] = value
    return Facts(values, {name: rows for name, rows in series.items() if rows})


def read_value(field: Field, told: Any) -> Value | None:
    """Return a value of a field's type, or None for nothing; raises TemplateRefused."""
    if told is None or told in ("", [], ()):
        return None
    value = _READERS[field.type](told)
    if value is None:
        raise TemplateRefused(f"The field {field.name} is {_SAID[field.type]}, not {str(told)[:60]!r}.")
    return value


def _rows(series: Series, told: Any) -> tuple[Row, ...]:
    if not isinstance(told, Sequence) or isinstance(told, str) or len(told) > ROWS_MAX:
        raise TemplateRefused(f"The series {series.name} is a list of at most {ROWS_MAX:,} rows.")
    rows: list[Row] = []
    for one in told:
        if not isinstance(one, Mapping):
            raise TemplateRefused(f"A row of {series.name} is a mapping of its fields.")
        row: dict[str, Value] = {}
        for name, cell in one.items():
            field = series.fields.get(name) or series.fields.get(f"{series.row}.{name}")
            if field is None:
                raise TemplateRefused(f"There is no field {str(name)[:60]!r} in {series.name}.")
            value = read_value(field, cell)
            if value is not None:
                row[field.name] = value
        rows.append(row)
    return tuple(rows)


def plain(facts: Facts) -> dict[str, Any]:
    """Return facts as JSON has them; `read` makes the same facts of it."""
    told: dict[str, Any] = {name: _plain(value) for name, value in facts.values.items()}
    return told | {
        name: [{key: _plain(value) for key, value in row.items()} for row in rows]
        for name, rows in facts.series.items()
    }


def _plain(value: Value) -> Any:
    if isinstance(value, Amount):
        return {"minor": value.minor, "currency": value.currency}
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _text(told: Any) -> Value | None:
    # What was nothing but marks of direction is nothing, and shows as a blank rather than as a refusal.
    return clean(told) if isinstance(told, str) else str(told) if type(told) is int else None


def _phone(told: Any) -> Value | None:
    """A number as the books write it (+12175550100) is set in groups; any other stays as it was written."""
    return _grouped(told) if isinstance(told, str) and _E164.fullmatch(told) else _text(told)


@lru_cache(maxsize=10_000)
def _grouped(told: str) -> str:
    # The house's own number stands in every message, and is read once.
    try:
        number = phonenumbers.parse(told)
    except phonenumbers.NumberParseException:
        return told
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def _lines(told: Any) -> Value | None:
    listed = told.splitlines() if isinstance(told, str) else told
    if not isinstance(listed, list | tuple) or not all(isinstance(one, str) for one in listed):
        return None
    return tuple(line for one in listed if (line := clean(one)))


def _amount(told: Any) -> Value | None:
    if isinstance(told, Amount):
        return told
    try:
        if isinstance(told, Mapping) and set(told) == {"minor", "currency"} and type(told["minor"]) is int:
            return Amount(told["minor"], told["currency"])
        if isinstance(told, str) and len(told.split()) == len(("currency", "number")):
            currency, number = told.split()
            return Amount.of(number, currency)
    except (AmountMalformed, UnknownCurrency, TypeError):
        return None
    return None


def _number(told: Any) -> Value | None:
    if type(told) is int:
        return told
    return int(told) if isinstance(told, str) and re.fullmatch(r"-?[0-9]{1,15}", told) else None


def _date(told: Any) -> Value | None:
    if isinstance(told, datetime):
        return None
    if isinstance(told, date):
        return told
    try:
        return date.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None


def _link(told: Any) -> Value | None:
    return told if isinstance(told, str) and len(told) <= LINK_MAX and _LINK.fullmatch(told) else None


def _email(told: Any) -> Value | None:
    return told if isinstance(told, str) and _EMAIL.fullmatch(told) and clean(told) == told else None


def _yes_no(told: Any) -> Value | None:
    return (
        told if isinstance(told, bool) else {"true": True, "false": False}.get(told) if isinstance(told, str) else None
    )


_READERS = {
    "text": _text, "lines": _lines, "amount": _amount, "number": _number, "date": _date, "link": _link,
    "email": _email, "phone": _phone, "yes_no": _yes_no,
}  # fmt: skip
_SAID = {
    "text": "a text", "lines": "the lines of an address", "amount": "an amount such as USD 12.50",
    "number": "a whole number", "date": "a day such as 2026-12-31", "link": "an address that begins with https://",
    "email": "an e-mail address", "phone": "a telephone number", "yes_no": "yes or no",
}  # fmt: skip
