"""Agreements and events that the tests of agreements share."""

from datetime import date

from goodstanding.arrangements.agreement.document import Agreement, Instalment
from goodstanding.arrangements.agreement.event import Event
from goodstanding.arrangements.agreement.reading import read
from goodstanding.arrangements.agreement.terms import Terms, of_commission, of_discount, of_plan, of_settlement

SETTLEMENT = """\
agreement: settlement
reference: S-17
parties: {creditor: client:3, debtor: person:9}
debts: [debt:17]
currency: USD
begins: 2026-06-15
owed: 1000.00
instalments:
  - {date: 2026-07-01, amount: 300}
  - {date: 2026-08-01, amount: 300.00}
clauses:
  - name: defaulted
    when: {instalment_missed: {days: 5, count: 1}}
    then: [default: agreement, notify: missed-instalment]
  - name: released
    unless: [defaulted]
    when: {received: {at_least: 600.00, by: 2026-08-06, stood_days: 3}}
    then: [waive: rest, release: debts, notify: paid-in-full]
  - name: taken_back
    when: {payment_reversed: any}
    then: [reinstate: [released]]
"""
EVERYTHING = """\
agreement: commission
reference: C-1
parties: {creditor: client:3, debtor: person:9, agency: agency:4}
debts: [debt:17, debt:18]
currency: USD
begins: 2026-06-15
owed: 1000.00
instalments:
  - {date: 2026-07-01, amount: 500.00}
  - {date: 2026-08-01, amount: 500.00}
clauses:
  - {name: split, when: {payment: any}, then: [commission: {agency: 12.5 %, creditor: 87.5 %}]}
  - {name: early, when: {received: {at_least: 980.00, by: 2026-06-25}}, then: [discount: 20.00]}
  - {name: some, when: {day: 2026-07-15}, then: [waive: 5.00, apply: unapplied]}
  - {name: short, when: {not_received: {at_least: 500.00, by: 2026-07-01}}, then: [notify: broken-promise]}
  - {name: each, when: {instalment_missed: {days: 1}}, then: [notify: missed-instalment]}
  - {name: second, when: {instalment_missed: {days: 1, number: 2}}, then: [default: agreement]}
  - name: nested
    when: {any: [{all: [{balance: zero}, {day: 2026-06-20}]}, {all: [{payment: any}, {day: 2027-01-01}]}]}
    then: [discount: rest, release: debts]
  - {name: back, when: {payment_reversed: any}, then: [reinstate: [split, early, nested]], unless: [second]}
  - {name: again, when: {caught_up: {days: 1}}, then: [reinstate: [second]], within_days: 30, times: 2}
"""


def day(month: int, number: int) -> date:
    return date(2026, month, number)


def settlement() -> Agreement:
    return read(SETTLEMENT)


def everything() -> Agreement:
    return read(EVERYTHING)


def placed(minor: int = 100_000) -> Event:
    return Event(day(6, 1), 1, 0, minor)


def paid(on: date, number: int, minor: int) -> Event:
    return Event(on, number, minor, -minor)


def bounced(on: date, number: int, minor: int, *, of: int) -> Event:
    return Event(on, number, -minor, minor, of)


def terms(*parts: tuple[date, int], grace_days: int = 5, stood_days: int = 3) -> Terms:
    return Terms(
        reference="S-1", debt_id=17, debtor_id=9, client_id=3, currency="USD", begins_date=day(6, 15),
        owed_minor=100_000, instalments=[Instalment(*part) for part in parts or ((day(7, 1), 60_000),)],
        grace_days=grace_days, stood_days=stood_days,
    )  # fmt: skip


def made() -> list[Agreement]:
    """Return one agreement of every kind, as it is made from terms."""
    shares = {"agency": 250_000, "creditor": 750_000}
    return [
        of_plan(terms((day(7, 1), 50_000), (day(8, 1), 50_000))),
        of_settlement(terms()),
        of_discount(terms(), [(day(6, 25), 2_000), (day(7, 5), 1_000)]),
        of_commission(terms(), shares, parties={"agency": "agency:4"}),
    ]
