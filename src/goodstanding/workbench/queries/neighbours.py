"""The other accounts of a debtor, as far as somebody may see them."""

from django.db import connection

from goodstanding.access.permission import Actor, reach
from goodstanding.money.amount import Amount
from goodstanding.workbench.account.card import Neighbour
from goodstanding.workbench.search import sight

SHOWN = 10

_OTHERS = """
    SELECT debt.account_id, debt.reference, client.name, debt.currency, coalesce(owed.minor, 0)::bigint
    FROM receivables_debt debt
    JOIN receivables_client client ON client.id = debt.client_id
    LEFT JOIN LATERAL (
        SELECT sum(amount_minor) AS minor FROM ledger_posting
        WHERE account_id = debt.account_id AND head IN ('receivable', 'unapplied')
    ) owed ON true
    WHERE debt.debtor_id = %(person)s AND debt.account_id <> %(but)s AND debt.withdrawn_at IS NULL AND {seen}
    ORDER BY debt.account_id LIMIT %(limit)s
"""


def of(person_id: int | None, *, but: int, actor: Actor) -> tuple[Neighbour, ...]:
    """Return the debtor's other accounts that the actor may see."""
    if person_id is None:
        return ()
    seen = sight.debts(reach(actor, "accounts.read"))
    with connection.cursor() as cursor:
        cursor.execute(
            _OTHERS.format(seen=seen.sql), {"person": person_id, "but": but, "limit": SHOWN, **seen.parameters}
        )
        rows = cursor.fetchall()
    return tuple(
        Neighbour(debt_id, reference, client, Amount(minor, currency))
        for debt_id, reference, client, currency, minor in rows
    )
