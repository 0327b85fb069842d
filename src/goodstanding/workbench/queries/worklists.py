"""The tasks of a queue with the names of those they are about, in four questions a page."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import connection

from goodstanding.money.amount import Amount
from goodstanding.parties.models import Person
from goodstanding.receivables.models import Client
from goodstanding.workbench.worklist.line import Line, Whom
from goodstanding.worklists.task import TaskCard

_DEBTS = """
    SELECT debt.account_id, debt.reference, debt.currency, coalesce(owed.minor, 0)::bigint, debt.debtor_id
    FROM receivables_debt AS debt
    LEFT JOIN LATERAL (
        SELECT sum(amount_minor) AS minor FROM ledger_posting
        WHERE account_id = debt.account_id AND head IN ('receivable', 'unapplied') AND effective_date <= %(today)s
    ) AS owed ON true
    WHERE debt.account_id = ANY(%(debts)s)
"""


def lines(tasks: Iterable[TaskCard], *, today: date) -> list[Line]:
    """Return tasks that somebody may see as lines; every role that reads tasks also reads accounts and persons."""
    cards = list(tasks)
    debts = _debts(_known(card.debt_id for card in cards), today=today)
    persons = _known([*(card.person_id for card in cards), *(debtor for _, _, debtor in debts.values())])
    people = dict(Person.objects.filter(id__in=persons).values_list("id", "display_name"))
    clients = dict(Client.objects.filter(id__in=_known(card.client_id for card in cards)).values_list("id", "name"))
    return [Line(card, _whom(card, debts=debts, people=people, clients=clients), today) for card in cards]


def _known(numbers: Iterable[int | None]) -> list[int]:
    return sorted({number for number in numbers if number is not None})


Debts = Mapping[int | None, tuple[str, Amount, int | None]]


def _debts(wanted: list[int], *, today: date) -> Debts:
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_DEBTS, {"debts": wanted, "today": today})
        rows = cursor.fetchall()
    return {number: (reference, Amount(minor, currency), debtor) for number, reference, currency, minor, debtor in rows}


def _whom(card: TaskCard, *, debts: Debts, people: Mapping[int, str], clients: Mapping[int, str]) -> Whom:
    reference, balance, debtor = debts.get(card.debt_id, ("", None, None))
    person = card.person_id if card.person_id is not None else debtor
    return Whom(
        person="" if person is None else people.get(person, ""),
        client="" if card.client_id is None else clients.get(card.client_id, ""),
        reference=reference,
        balance=balance,
    )
