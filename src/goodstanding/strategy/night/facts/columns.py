"""How every declared column is taken from the parts: what is asked for the sheets of accounts and items."""

import re
from collections.abc import Mapping

from goodstanding.factsheet.daily.column import DailyColumn
from goodstanding.factsheet.daily.sheet import ACCOUNT_COLUMNS, ITEM_COLUMNS

_PAST_DUE = ":day - coalesce(oldest_overdue_date, next_due_date)"
_LAST_PAYMENT = "greatest(last_receipt_date, CASE WHEN last_payment_date <= :day THEN last_payment_date END)"
_CHANNELS = (
    ("can_email", "email", "email"), ("can_text", "sms", "phone"), ("can_call", "call", "phone"),
    ("can_write", "letter", "address"),
)  # fmt: skip

TAKEN: Mapping[str, str] = {
    "original_creditor": "nullif(original_creditor, '')",
    "jurisdiction": "nullif(jurisdiction, '')",
    "language": "nullif(language, '')",
    "country": "nullif(country, '')",
    "person_balance_minor": "coalesce(person_balance_minor, balance_minor)",
    "person_accounts": "CASE WHEN person_id IS NULL THEN (coalesce(balance_minor, 0) > 0)::BIGINT "
    "ELSE person_accounts END",
    "first_overdue_date": "oldest_overdue_date + 1",
    "days_past_due": _PAST_DUE,
    "days_to_next_due": "next_due_date - :day",
    "ageing_bucket": f"CASE WHEN {_PAST_DUE} IS NULL THEN 'none' WHEN {_PAST_DUE} <= 0 THEN 'not due' "
    f"WHEN {_PAST_DUE} <= 30 THEN '1-30' WHEN {_PAST_DUE} <= 60 THEN '31-60' WHEN {_PAST_DUE} <= 90 THEN '61-90' "
    f"WHEN {_PAST_DUE} <= 120 THEN '91-120' ELSE 'over 120' END",
    "days_since_placed": ":day - coalesce(placed_date, entered_date)",
    "days_since_entered": ":day - entered_date",
    "days_since_charge_off": "CASE WHEN charge_off_date <= :day THEN :day - charge_off_date END",
    "days_since_statement": "CASE WHEN last_statement_date <= :day THEN :day - last_statement_date END",
    "is_charged_off": "charge_off_date <= :day",
    "has_judgment": "judgment_date <= :day",
    "last_payment_date": _LAST_PAYMENT,
    "days_since_payment": f":day - {_LAST_PAYMENT}",
    "mail_returned_date": "greatest(letter_returned_date, address_returned_date)",
    "days_since_contact": ":day - last_contact_date",
    "days_since_conversation": ":day - last_conversation_date",
    "last_channel": "nullif(last_channel, '')",
    "last_outcome": "nullif(last_outcome, '')",
    **{
        able: f"coalesce({channel}_ways, coalesce({kind}_points, 0) > 0 AND {channel}_all IS DISTINCT FROM 'withdrawn')"
        for able, channel, kind in _CHANNELS
    },
    **{
        consent: f"coalesce({channel}_point, {channel}_all, 'none')"
        for consent, channel in (
            ("consent_email", "email"),
            ("consent_text", "sms"),
            ("consent_call", "call"),
            ("consent_letter", "letter"),
        )
    },
    "days_to_limitation": "limitation_date - :day",
    "is_time_barred": "limitation_date < :day",
    "score": "try_cast(score AS BIGINT)",
    "days_since_last_step": ":day - last_step_date",
}
"""Columns that are more than a column of a part under the same name."""

FILLED = {"yes": "false", "words": "''", "amount": "0", "whole": "0"}
"""What stands where no part tells a column that is told in every row, as SQL."""
ABSENT = {"is_time_barred", "last_payment_minor"}
"""A yes and an amount that may be absent; every other yes, amount, count and set is told in every row."""
UNCOUNTED = {"days", "number", "points"}
"""Units of whole numbers that may be absent."""

NAMED = {word for expression in TAKEN.values() for word in re.findall(r"\w+", expression)}
"""What the expressions name: columns of parts, among words of SQL."""


def is_filled(column: DailyColumn) -> bool:
    """Say whether a column is told in every row: where no part tells it, it is nothing, no or none."""
    if column.name in ABSENT:
        return False
    return column.kind in {"yes", "words", "amount"} or (column.kind == "whole" and column.unit not in UNCOUNTED)


def told(column: DailyColumn, expression: str) -> str:
    """Return the SQL of a column: what is told in every row is nothing, no or none where no part tells it."""
    if is_filled(column):
        expression = f"coalesce({expression}, {FILLED[column.kind]})"
    cast = f"({expression})::BIGINT" if column.kind in {"whole", "amount"} else expression
    return f"{cast} AS {column.name}"


ITEM_TAKEN: Mapping[str, str] = {
    "account_id": "open_part.account_id",
    "item_id": "open_part.item_id",
    "balance_minor": "minor",
    "days_past_due": ":day - due_date",
    "days_since_last_step": ":day - last_step_date",
    "first_overdue_date": "CASE WHEN due_date < :day THEN due_date + 1 END",
}


def _item_question() -> str:
    columns = ",\n    ".join(told(one, ITEM_TAKEN.get(name, name)) for name, one in ITEM_COLUMNS.items())
    return (
        f"SELECT {columns}\nFROM open_part LEFT JOIN item_stepped USING (account_id, item_id)\n"  # noqa: S608  the same.
        "WHERE open_part.item_id IS NOT NULL AND open_part.account_id IN (SELECT account_id FROM debt)\n"
        "ORDER BY open_part.account_id, open_part.item_id"
    )


ACCOUNTS = f"SELECT {', '.join(told(ACCOUNT_COLUMNS[name], one) for name, one in TAKEN.items())} FROM joined"  # noqa: S608  our own words.
ITEMS = _item_question()
