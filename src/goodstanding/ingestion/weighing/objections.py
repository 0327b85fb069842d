"""What the books object to: rows that are sound by themselves and contradict what is in the books."""

from datetime import date

import duckdb

from goodstanding.ingestion.mapping.document import Map
from goodstanding.ingestion.staging.mentions import ROUNDS_MAX, drop_rejected
from goodstanding.ingestion.staging.quoting import literal
from goodstanding.ingestion.staging.workspace import number


def reject_by_books(work: duckdb.DuckDBPyConnection, document: Map, *, last_day: date) -> None:
    """Reject every row that the books cannot take, and drop it everywhere.

    last_day  the last day that has begun anywhere on earth; money of a later day has not been received.
    """
    questions = _questions(document, last_day)
    for _ in range(ROUNDS_MAX):
        before = number(work, "SELECT count(*) FROM rejected")
        for question in questions:
            work.execute(f"INSERT INTO rejected {question}")
        if number(work, "SELECT count(*) FROM rejected") == before:
            return
        drop_rejected(work)


def _questions(document: Map, last_day: date) -> list[str]:
    """Return the questions; each answers with row, kind, column, value and reason."""
    return [
        *_unknown_persons(document),
        *_unknown_debts(document),
        *_wanting(document),
        _WITHDRAWN_DEBT,
        _WITHDRAWN_ITEM,
        _OTHER_CURRENCY,
        _UNKNOWN_ITEM.format(kind="receipt"),
        _UNKNOWN_ITEM.format(kind="dispute"),
        _OTHER_RECEIPT,
        _OTHER_DISPUTE,
        _STILL_TO_COME.format(literal(last_day.isoformat())),
    ]


def _unknown_persons(document: Map) -> list[str]:
    return [
        "SELECT row, 'person', 'reference', person.reference, 'The books know no such person of this client.' "
        f"FROM person LEFT JOIN book_person AS b ON b.reference = person.reference AND NOT b.is_withdrawn "
        f"WHERE slot = {slot} AND b.id IS NULL"
        for slot, record in enumerate(document.records, start=1)
        if record.kind == "person" and record.if_unknown == "reject"
    ]


def _unknown_debts(document: Map) -> list[str]:
    return [
        "SELECT row, 'debt', 'reference', debt.reference, 'The books know no such debt of this client.' "
        "FROM debt LEFT JOIN book_debt AS b ON b.reference = debt.reference AND NOT b.is_withdrawn WHERE b.id IS NULL"
        for record in document.of("debt")
        if record.if_unknown == "reject"
    ]


def _wanting(document: Map) -> list[str]:
    """An empty cell keeps what the books have; where the books have nothing yet, some row of the file has to say it."""
    return [
        f"SELECT row, '{kind}', '{field}', '', 'A {kind} that is not in the books yet needs a {field}.' "
        f"FROM {kind} LEFT JOIN book_{kind} AS b USING (reference) WHERE slot = {slot} AND b.id IS NULL "
        f"AND reference IN (SELECT reference FROM {kind} GROUP BY reference HAVING count({column}) = 0)"
        for slot, record in enumerate(document.records, start=1)
        for kind, field, column in _NEEDED
        if record.kind == kind and record.if_unknown == "create"
    ]


_NEEDED = (("person", "name", "display_name"), ("debt", "portfolio", "portfolio"))
# What was withdrawn because its import was undone may come in again; what the client took back may not, because its
# charges still stand on the days before it was taken back.
_WITHDRAWN_DEBT = """
    SELECT row, 'debt', 'reference', debt.reference,
        'This debt was withdrawn; place it under a reference of its own.'
    FROM debt JOIN book_debt AS b USING (reference)
    WHERE b.is_withdrawn AND b.entry_id NOT IN (SELECT entry_id FROM book_undoing)
"""
_WITHDRAWN_ITEM = """
    SELECT item.row, 'item', 'reference', item.reference,
        'This item was withdrawn; enter it under a reference of its own.'
    FROM item JOIN book_debt AS d ON d.reference = item.debt
    JOIN book_item AS b ON b.debt_id = d.id AND b.reference = item.reference
    WHERE b.is_withdrawn AND b.entry_id NOT IN (SELECT entry_id FROM book_undoing)
"""
_STILL_TO_COME = """
    SELECT row, 'receipt', 'received_date', received_date::VARCHAR, 'This day is still to come.'
    FROM receipt WHERE received_date > DATE {}
"""
_OTHER_CURRENCY = """
    SELECT row, 'debt', 'currency', debt.currency, 'The books keep this debt in ' || b.currency || '.'
    FROM debt JOIN book_debt AS b USING (reference) WHERE b.currency <> debt.currency
"""
_UNKNOWN_ITEM = """
    SELECT r.row, '{kind}', 'item', r.item, 'Neither the file nor the books have this item of the debt.'
    FROM {kind} AS r
    WHERE r.item IS NOT NULL
        AND NOT EXISTS (FROM item WHERE item.debt = r.debt AND item.reference = r.item)
        AND NOT EXISTS (FROM book_item AS b JOIN book_debt AS d ON d.id = b.debt_id
            WHERE d.reference = r.debt AND b.reference = r.item AND NOT b.is_withdrawn)
"""
_OTHER_RECEIPT = """
    SELECT r.row, 'receipt', 'key', r.source_key,
        'The books have a receipt of this number with another amount, day or debt; take that one back first.'
    FROM receipt AS r JOIN book_receipt AS b USING (source_key)
    LEFT JOIN book_debt AS d ON d.id = b.debt_id
    WHERE d.reference IS DISTINCT FROM r.debt OR b.amount_minor <> r.amount_minor OR b.currency <> r.currency
        OR b.received_date <> r.received_date
"""
_OTHER_DISPUTE = """
    SELECT r.row, 'dispute', 'key', r.source_key, 'The books have a dispute of this number on another debt or item.'
    FROM dispute AS r JOIN book_dispute AS b USING (source_key)
    LEFT JOIN book_debt AS d ON d.id = b.debt_id LEFT JOIN book_item AS i ON i.id = b.item_id
    WHERE NOT b.is_withdrawn AND (d.reference IS DISTINCT FROM r.debt OR i.reference IS DISTINCT FROM r.item)
"""
