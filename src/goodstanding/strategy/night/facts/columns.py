"""How every declared column is taken from the parts: the questions for the sheets of accounts and items."""

from collections.abc import Mapping

from goodstanding.factsheet.daily.column import DailyColumn
from goodstanding.factsheet.daily.sheet import ACCOUNT_COLUMNS, ITEM_COLUMNS

_PAST_DUE = ":day - coalesce(oldest_overdue_date, next_due_date)"
_LAST_PAYMENT = "greatest(last_receipt_date, CASE WHEN debt.last_payment_date <= :day THEN debt.last_payment_date END)"
_CHANNELS = (
    ("can_email", "email", "email"), ("can_text", "sms", "phone"), ("can_call", "call", "phone"),
    ("can_write", "letter", "address"),
)  # fmt: skip

TAKEN: Mapping[str, str] = {
    "account_id": "debt.account_id",
    "person_id": "debt.person_id",
    "client_id": "debt.client_id",
    "portfolio_id": "debt.portfolio_id",
    "currency": "debt.currency",
    "debt_type": "debt.debt_type",
    "reference": "debt.reference",
    "client": "client.name",
    "portfolio": "portfolio.name",
    "original_creditor": "nullif(original_creditor, '')",
    "jurisdiction": "nullif(jurisdiction, '')",
    "person_kind": "person.kind",
    "language": "nullif(person.language, '')",
    "country": "nullif(person.country, '')",
    "person_balance_minor": "coalesce(person_balance_minor, balance_minor)",
    "person_accounts": "CASE WHEN debt.person_id IS NULL THEN (coalesce(balance_minor, 0) > 0)::BIGINT "
    "ELSE person_accounts END",
    "next_due_date": "owed.next_due_date",
    "first_overdue_date": "oldest_overdue_date + 1",
    "days_past_due": _PAST_DUE,
    "days_to_next_due": "owed.next_due_date - :day",
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
    "last_channel": "nullif(last_way.channel, '')",
    "last_outcome": "nullif(last_way.outcome, '')",
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
    "is_in_hardship": "false",
    "days_to_limitation": "limitation_date - :day",
    "is_time_barred": "limitation_date < :day",
    "score": "try_cast(score AS BIGINT)",
    "days_since_last_step": ":day - last_step_date",
}
"""Columns that are more than a column of a part under the same name."""

ABSENT = {"is_time_barred", "last_payment_minor"}
"""A yes and an amount that may be absent; every other yes, amount, count and set is told in every row."""
UNCOUNTED = {"days", "number", "points"}
"""Units of whole numbers that may be absent."""

_PARTS = (
    ("person", "person_id"), ("client", "client_id"), ("portfolio", "portfolio_id"), ("ledger_sums", "account_id"),
    ("owed", "account_id"), ("next_due", "account_id"), ("item_count", "account_id"), ("paid", "account_id"),
    ("lateness", "account_id"), ("promised", "account_id"), ("held", "account_id"), ("in_dispute", "account_id"),
    ("stepped", "account_id"), ("limited", "account_id"), ("of_person", "person_id, currency"),
    ("accounts_of_person", "person_id"), ("contacted", "person_id"), ("points_counted", "person_id"),
    ("said_to_all", "person_id"), ("said_to_points", "person_id"), ("wished", "person_id"),
    ("circumstances", "person_id"), ("spoken_for", "person_id"), ("arms_of_person", "person_id"),
    ("placed", "person_id"),
)  # fmt: skip


def told(column: DailyColumn, expression: str) -> str:
    """Return the SQL of a column: what is told in every row is nothing, no or none where no part tells it."""
    if column.name not in ABSENT:
        if column.kind == "yes":
            expression = f"coalesce({expression}, false)"
        elif column.kind == "words":
            expression = f"coalesce({expression}, '')"
        elif column.kind == "amount" or (column.kind == "whole" and column.unit not in UNCOUNTED):
            expression = f"coalesce({expression}, 0)"
    cast = f"({expression})::BIGINT" if column.kind in {"whole", "amount"} else expression
    return f"{cast} AS {column.name}"


def _account_question() -> str:
    columns = ",\n    ".join(told(one, TAKEN.get(name, name)) for name, one in ACCOUNT_COLUMNS.items())
    joins = "\n".join(f"LEFT JOIN {part} USING ({key})" for part, key in _PARTS)
    return f"SELECT {columns}\nFROM in_order AS debt\n{joins}"


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


ACCOUNTS = _account_question()
ITEMS = _item_question()
