"""What the books know of the records of a file, copied into the workspace to compare with.

The tables are called `book_` and the kind; references stand where the books have numbers, so that they compare.
"""

import duckdb

KNOWN = {
    "person": "id BIGINT, reference VARCHAR, kind VARCHAR, display_name VARCHAR, given_name VARCHAR, "
    "family_name VARCHAR, search_name VARCHAR, language VARCHAR, country VARCHAR, entry_id BIGINT, "
    "is_withdrawn BOOLEAN",
    "contact_point": "id BIGINT, person_id BIGINT, kind VARCHAR, value VARCHAR, search_value VARCHAR, label VARCHAR, "
    "source VARCHAR, country VARCHAR, region VARCHAR, postal_code VARCHAR, locality VARCHAR, zones VARCHAR[], "
    "status VARCHAR, entry_id BIGINT, is_withdrawn BOOLEAN",
    "debt": "id BIGINT, reference VARCHAR, currency VARCHAR, portfolio_id BIGINT, debtor_id BIGINT, debt_type VARCHAR, "
    "original_creditor VARCHAR, jurisdiction VARCHAR, placed_date DATE, last_statement_date DATE, "
    "charge_off_date DATE, last_payment_date DATE, transaction_date DATE, judgment_date DATE, "
    "attributes VARCHAR, entry_id BIGINT, "
    "is_withdrawn BOOLEAN",
    "item": "id BIGINT, debt_id BIGINT, reference VARCHAR, kind VARCHAR, issued_date DATE, due_date DATE, "
    "amount_minor BIGINT, entry_id BIGINT, is_withdrawn BOOLEAN",
    "charged": "item_id BIGINT, principal BIGINT, interest BIGINT, fees BIGINT, costs BIGINT",
    "liable": "id BIGINT, debt_id BIGINT, person_id BIGINT, role VARCHAR",
    "receipt": "id BIGINT, debt_id BIGINT, source_key VARCHAR, amount_minor BIGINT, currency VARCHAR, "
    "received_date DATE, entry_id BIGINT",
    "dispute": "id BIGINT, debt_id BIGINT, item_id BIGINT, source_key VARCHAR, opened_date DATE, closed_date DATE, "
    "reason VARCHAR, outcome VARCHAR, entry_id BIGINT, is_withdrawn BOOLEAN",
    "portfolio": "id BIGINT, name VARCHAR",
    "undoing": "entry_id BIGINT",
}
"""What is asked of the books, kind by kind; `undoing` lists the entries by which batches of the client were undone."""


def make_tables(work: duckdb.DuckDBPyConnection) -> None:
    """Make the empty tables."""
    for kind, columns in KNOWN.items():
        work.execute(f"CREATE TABLE book_{kind} ({columns})")
