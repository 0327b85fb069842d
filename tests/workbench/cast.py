"""The people and accounts that the tests of the pages play with; all of them invented."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from goodstanding.access.operations import let_in
from goodstanding.access.permission import EVERYTHING, OPERATOR, Scope
from goodstanding.access.role import Role
from goodstanding.disputes.operations.contesting import open_dispute
from goodstanding.money.amount import Amount
from goodstanding.parties.contact_point import Point, read_address, read_email, read_phone
from goodstanding.parties.operations.circumstance import record_circumstance, record_representation
from goodstanding.parties.operations.consent import record_consent, record_preference
from goodstanding.parties.operations.contact_point import add_contact_point, mark_contact_point
from goodstanding.parties.operations.person import register
from goodstanding.payments.operations.recording import record
from goodstanding.payments.operations.reversing import reverse
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.debt import DebtFacts
from goodstanding.receivables.item import Item
from goodstanding.receivables.operations.clients import open_client, open_portfolio
from goodstanding.receivables.operations.holds import place_hold
from goodstanding.receivables.operations.ownership import add_liable
from goodstanding.receivables.operations.placing import place_debt

PASSWORD = "seven plain garden words"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Book:
    """Numbers of what was entered: two clients, and the accounts that the tests open."""

    garden: int
    harbour: int
    juniper: int
    mill: int
    asa: int
    yen: int


def let_somebody_in(
    role: Role | None, *, at: datetime, scope: Scope = EVERYTHING, name: str = "Rowan Testperson"
) -> str:
    """Let somebody in with one role, or with none, and return their e-mail address."""
    email = f"{(role or 'nobody').replace(' ', '-')}-{len(scope.clients)}{len(scope.portfolios)}@example.com"
    let_in(email, name, password=PASSWORD, roles=[role] if role else [], scope=scope, by=OPERATOR, at=at)
    return email


def enter_book(at: datetime) -> Book:
    """Enter two clients with their debts, as they stand at an instant."""
    today, start = at.date(), at - 200 * DAY
    garden = open_client("Fern and Field Supplies", by=OPERATOR, at=start)
    harbour = open_client("Harbour Clinic", by=OPERATOR, at=start)
    trade = open_portfolio(garden, name="Trade invoices", debt_type="invoice", by=OPERATOR, at=start)
    medical = open_portfolio(harbour, name="Outpatients", debt_type="medical", by=OPERATOR, at=start)
    juniper = _juniper(trade, client_id=garden, at=start, today=today)
    mill = _mill(trade, client_id=garden, at=start, today=today)
    asa = _asa(medical, client_id=harbour, at=start, today=today)
    yen = _yen(medical, at=start, today=today)
    return Book(garden, harbour, juniper, mill, asa, yen)


def _invoices(number: int, *, today: date, amount: Amount, prefix: str) -> list[Item]:
    """Make so many invoices, one a month going back, each due after 30 days."""
    days = [today - 30 * DAY * months for months in range(number, 0, -1)]
    return [
        Item(f"{prefix}-{place:03}", day, day + 30 * DAY, Amount(amount.minor + 1137 * place, amount.currency))
        for place, day in enumerate(days, start=1)
    ]


def _point(person_id: int, point: Point, *, at: datetime, label: str = "") -> int:
    return add_contact_point(person_id, point, source="application form", label=label, by=OPERATOR, at=at)


def _juniper(portfolio_id: int, *, client_id: int, at: datetime, today: date) -> int:
    """A debtor with everything: contact points, consents, wishes, a dispute, a hold, a bounced receipt."""
    person = register(
        "Juniper Ångström-Sample", issuer_id=client_id, reference="P-1001", language="es", country="US",
        by=OPERATOR, at=at,
    )  # fmt: skip
    phone = _point(person, read_phone("+1 207 555 0142", country="US"), at=at, label="mobile")
    _point(person, read_email("juniper.sample@example.com"), at=at)
    home = _point(
        person,
        read_address(["12 Lantern Street"], locality="Portland", postal_code="04101", country="US", region="ME"),
        at=at,
        label="home",
    )
    old = _point(person, read_phone("+1 207 555 0199", country="US"), at=at, label="work")
    mark_contact_point(old, "disconnected", source="operator", by=OPERATOR, at=at + DAY)
    mark_contact_point(home, "valid", source="returned card", by=OPERATOR, at=at + DAY)
    for channel, decision in (("sms", "given"), ("email", "given"), ("call", "withdrawn")):
        record_consent(
            person, channel=channel, decision=decision, source="call of the debtor", effective_at=at,
            contact_point_id=phone if channel == "sms" else None, by=OPERATOR, at=at + DAY,
        )  # fmt: skip
    record_preference(
        person, "channel", value="email", source="call of the debtor", effective_at=at, by=OPERATOR, at=at + DAY
    )
    record_circumstance(
        person, "vulnerable", source="the debtor told us", effective_date=at.date(), by=OPERATOR, at=at + DAY
    )
    adviser = register("Linden Placeholder", issuer_id=client_id, reference="P-1002", by=OPERATOR, at=at)
    record_representation(
        person, adviser, role="attorney", source="letter", effective_date=at.date(), by=OPERATOR, at=at + DAY
    )
    debt = place_debt(
        portfolio_id, reference="GF-0001", currency="USD", debtor_id=person,
        items=_invoices(6, today=today, amount=Amount(12_500, "USD"), prefix="INV"),
        facts=DebtFacts(
            debt_type="invoice", original_creditor="Fern and Field Supplies", jurisdiction="US-ME",
            placed_date=at.date(), attributes={"Sales region": "North"},
        ),
        by=OPERATOR, at=at + 2 * DAY,
    )  # fmt: skip
    now = datetime.combine(today, at.timetz())
    paid = record(debt, Receipt(Amount(20_000, "USD"), today - 40 * DAY, "card", "R-1"), by=OPERATOR, at=now)
    reverse(paid, reason="The bank returned it.", reversed_date=today - 35 * DAY, by=OPERATOR, at=now)
    record(debt, Receipt(Amount(15_000, "USD"), today - 20 * DAY, "transfer", "R-2"), by=OPERATOR, at=now)
    open_dispute(debt, opened_date=today - 10 * DAY, reason="Goods came broken.", by=OPERATOR, at=now)
    place_hold(debt, reason="complaint", starts_date=today - 9 * DAY, note="Wait for the photos.", by=OPERATOR, at=now)
    return debt


def _mill(portfolio_id: int, *, client_id: int, at: datetime, today: date) -> int:
    """An organisation with invoices, some paid, and somebody who guarantees them."""
    firm = register(
        "Old Mill Test Bakery", issuer_id=client_id, reference="P-2001", kind="organisation", country="US",
        by=OPERATOR, at=at,
    )  # fmt: skip
    _point(firm, read_email("office@example.org"), at=at)
    owner = register("Clover Example", issuer_id=client_id, reference="P-2002", by=OPERATOR, at=at)
    _point(owner, read_phone("+1 312 555 0175", country="US"), at=at)
    debt = place_debt(
        portfolio_id, reference="GF-0002", currency="USD", debtor_id=firm,
        items=_invoices(12, today=today, amount=Amount(480_000, "USD"), prefix="MILL"),
        facts=DebtFacts(debt_type="invoice"), by=OPERATOR, at=at,
    )  # fmt: skip
    add_liable(debt, person_id=owner, role="guarantor", by=OPERATOR, at=at)
    now = datetime.combine(today, at.timetz())
    for months in range(9, 1, -1):
        day = today - 30 * DAY * months
        record(debt, Receipt(Amount(490_000, "USD"), day, "transfer", f"M-{months}"), by=OPERATOR, at=now)
    return debt


def _asa(portfolio_id: int, *, client_id: int, at: datetime, today: date) -> int:
    """Somebody who has died, with an account of another client."""
    person = register("Asa Fictional", issuer_id=client_id, reference="H-77", country="US", by=OPERATOR, at=at)
    record_circumstance(person, "deceased", source="probate notice", effective_date=at.date(), by=OPERATOR, at=at + DAY)
    return place_debt(
        portfolio_id, reference="HC-9001", currency="USD", debtor_id=person,
        items=_invoices(2, today=today, amount=Amount(8_000, "USD"), prefix="VISIT"),
        facts=DebtFacts(debt_type="medical"), by=OPERATOR, at=at,
    )  # fmt: skip


def _yen(portfolio_id: int, *, at: datetime, today: date) -> int:
    """An account in a currency without decimals, whose source does not say who owes; overpaid."""
    debt = place_debt(
        portfolio_id, reference="HC-9002", currency="JPY",
        items=[Item("VISIT-J", today - 60 * DAY, today - 30 * DAY, Amount(12_000, "JPY"))],
        facts=DebtFacts(debt_type="medical"), by=OPERATOR, at=at,
    )  # fmt: skip
    now = datetime.combine(today, at.timetz())
    record(debt, Receipt(Amount(15_000, "JPY"), today - 20 * DAY), by=OPERATOR, at=now)
    return debt
