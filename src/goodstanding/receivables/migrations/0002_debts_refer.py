"""What debts and items point to is there, checked once a statement; none of it is ever deleted.

Accounts and persons are kept by the guards of their own chapters.
"""

from typing import ClassVar

from django.db import migrations

from goodstanding.database.reference_guard import leaves, points_nowhere, points_to, stays

KEPT = [("receivables_client", "id"), ("receivables_portfolio", "id"), ("receivables_debt", "account_id")]
POINTING = [
    ("receivables_debt", "account_id", "ledger_account", "id"),
    ("receivables_debt", "client_id", "receivables_client", "id"),
    ("receivables_debt", "portfolio_id", "receivables_portfolio", "id"),
    ("receivables_debt", "debtor_id", "parties_person", "id"),
    ("receivables_item", "debt_id", "receivables_debt", "account_id"),
]


class Migration(migrations.Migration):
    """Puts the guards on debts and items."""

    dependencies: ClassVar = [
        ("receivables", "0001_initial"),
        ("ledger", "0002_guards"),
        ("parties", "0003_persons_stay"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(
            "".join(
                [
                    *(stays(table, key=key) for table, key in KEPT),
                    *(points_to(child, column, parent, key=key) for child, column, parent, key in POINTING),
                ]
            ),
            "".join(
                [
                    *(points_nowhere(child, column) for child, column, _, _ in POINTING),
                    *(leaves(table) for table, _ in KEPT),
                ]
            ),
        )
    ]
