"""People with every circumstance the law asks about, in one invented book."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from pytest_django import DjangoDbBlocker

from goodstanding.disputes.operations.contesting import open_dispute
from goodstanding.outreach.contact import ContactFact
from goodstanding.outreach.number_check import Answered
from goodstanding.outreach.operations.contact import record_contact
from goodstanding.outreach.operations.number_check import record_number_checks
from goodstanding.parties.models import ContactPoint, Person
from goodstanding.parties.operations.circumstance import record_circumstance, record_representation
from goodstanding.parties.operations.consent import record_consent, record_preference
from goodstanding.parties.operations.contact_point import mark_contact_point
from goodstanding.receivables.models import Debt, Item
from tests.receivables.cast import COLLECTOR, SUPERVISOR, Book, item, open_book, person, place

WEDNESDAY = datetime(2026, 6, 17, 16, 0, tzinfo=UTC)
EARLIER = WEDNESDAY - timedelta(days=10)
BEFORE = EARLIER.date()
LATER = datetime(2040, 1, 1, tzinfo=UTC)
"""Everything that is in the books is known by then."""


@contextmanager
def everybody(blocker: DjangoDbBlocker) -> Iterator["Cast"]:
    """The book with everybody in it, for all tests of a page; taken back in the end."""
    with blocker.unblock(), transaction.atomic():
        yield enter_everybody()
        transaction.set_rollback(True)


@dataclass
class Cast:
    """A book, and what each of its people owes by their name."""

    book: Book
    debts: dict[str, list[int]] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    points: dict[str, dict[str, int]] = field(default_factory=dict)
    zones: dict[str, str] = field(default_factory=dict)

    def enter(
        self, name: str, *, zones: tuple[str, ...] = ("America/New_York",), region: str = "OH", many: int = 1,
        postal_code: str = "43215", locality: str = "Columbus", country: str = "US", due: int = 30,
    ) -> int:  # fmt: skip
        """Enter a person with an address, a telephone number, an e-mail address and debts; return their number."""
        debtor = person(self.book.client_id, f"{name} Example")
        ways: dict[str, tuple[str, dict[str, object]]] = {
            "address": ("1 Example Road", {"country": country, "region": region, "postal_code": postal_code,
                                           "locality": locality, "zones": list(zones)}),
            "phone": (f"+1555010{len(self.people):04}", {"zones": list(zones)}),
            "email": (f"{name}@example.org".lower(), {}),
        }  # fmt: skip
        self.people[name], self.zones[name] = debtor.id, zones[0] if zones else ""
        self.points[name] = {
            kind: ContactPoint.objects.create(
                person=debtor, kind=kind, value=value, search_value=value, entry_id=1, **more
            ).pk
            for kind, (value, more) in ways.items()
        }
        mine = self.book._replace(debtor_id=debtor.id)
        self.debts[name] = [
            place(mine, item(f"I-{name}-{one}", 10_000 + one, due=due), reference=f"D-{name}-{one}")
            for one in range(many)
        ]
        return debtor.id

    def contact(self, name: str, channel: str, outcome: str = "", *, at: datetime, inbound: bool = False,
                content: str = "", to: str | None = None, debts: list[int] | None = None) -> None:  # fmt: skip
        """Record a contact with a person, about all their debts unless told otherwise."""
        fact = ContactFact(at, at, "inbound" if inbound else "outbound", channel, outcome, content)
        record_contact(debts or self.debts[name], fact=fact, by=COLLECTOR, at=at,
                       contact_point_id=self.points[name][to] if to else None)  # fmt: skip

    def say(self, name: str, channel: str, decision: str, *, to: str | None = None, at: datetime = EARLIER) -> None:
        """Record what a person said to a channel."""
        record_consent(self.people[name], channel=channel, decision=decision, source="Call.", effective_at=at, at=at,
                       by=COLLECTOR, contact_point_id=self.points[name][to] if to else None)  # fmt: skip

    def check(self, name: str, answer: str, *, since: date) -> None:
        """Record what a database of reassigned numbers said of a person's telephone, asked days after."""
        value = ContactPoint.objects.get(pk=self.points[name]["phone"]).value
        told = [Answered(value, since + timedelta(days=one), since, "FCC_RND", answer) for one in (0, 1)]
        record_number_checks(told, source="A file.", by=COLLECTOR, at=EARLIER)

    def wish(self, name: str, hours: str) -> None:
        """Record the hours a person wishes to be reached at."""
        record_preference(self.people[name], "hours", value=hours, source="Call.", effective_at=EARLIER, at=EARLIER,
                          by=COLLECTOR)  # fmt: skip

    def befall(self, name: str, kind: str, since: date = BEFORE, until: date | None = None) -> None:
        """Record a circumstance of a person."""
        record_circumstance(self.people[name], kind, source="Letter.", effective_date=since, ended_date=until,
                            by=COLLECTOR, at=EARLIER + timedelta(days=1))  # fmt: skip


def enter_everybody() -> Cast:
    """Return the book with everybody in it."""
    cast = Cast(open_book())
    cast.enter("Plain")
    cast.enter("Many", many=3)
    _who_spoke(cast)
    _whom_something_befell(cast)
    _who_live_elsewhere(cast)
    _who_were_called(cast)
    for model in (Person, ContactPoint, Debt, Item):
        model.objects.all().update(recorded_at=EARLIER - timedelta(days=1))
    return cast


def _who_spoke(cast: Cast) -> None:
    for name in ("No texts", "Not here", "Yes", "Changed", "Hours", "Two clocks"):
        zones = ("America/New_York", "America/Chicago") if name == "Two clocks" else ("America/New_York",)
        cast.enter(name, zones=zones, region="IN" if name == "Two clocks" else "OH", postal_code="")
    cast.say("No texts", "sms", "withdrawn")
    cast.say("No texts", "call", "withdrawn", to="phone")
    cast.say("Not here", "email", "withdrawn", to="email")
    cast.say("Not here", "email", "given", at=EARLIER + timedelta(hours=1))
    cast.say("Yes", "email", "given", to="email")
    cast.say("Yes", "sms", "given")
    cast.say("Changed", "sms", "given")
    cast.say("Changed", "sms", "withdrawn", to="phone", at=EARLIER + timedelta(hours=1))
    cast.say("Changed", "email", "withdrawn")
    cast.say("Changed", "email", "given", to="email", at=EARLIER + timedelta(hours=2))
    for name, answer in (("Yes", "no"), ("No texts", "yes"), ("Changed", "no_data"), ("Two clocks", "no")):
        cast.check(name, answer, since=BEFORE)
    cast.check("Hours", "no", since=BEFORE + timedelta(days=3))
    cast.say("Hours", "sms", "given")
    for name, days in (("Yes", 1), ("Yes", 3), ("Changed", 2), ("No texts", 1)):
        cast.contact(name, "sms", at=EARLIER + timedelta(days=days), inbound=True, to="phone")
    cast.contact("Two clocks", "sms", at=EARLIER + timedelta(days=1), inbound=True)
    cast.wish("Hours", "mon-fri 16:00-18:00, sat 10:00-12:00")
    cast.wish("Two clocks", "mon-fri 13:00-17:00")


def _whom_something_befell(cast: Cast) -> None:
    for name in ("Deceased", "Bankrupt", "Serving", "Minor", "Once bankrupt", "Attorney", "Executor", "Disputing"):
        cast.enter(name, many=2)
    for name, kind in (("Deceased", "deceased"), ("Bankrupt", "bankrupt"), ("Serving", "service member"),
                       ("Minor", "minor")):  # fmt: skip
        cast.befall(name, kind)
    cast.befall("Minor", "vulnerable")
    cast.befall("Executor", "deceased")
    cast.befall("Once bankrupt", "bankrupt", since=date(2026, 1, 5), until=date(2026, 6, 16))
    represent(cast, "Attorney", "attorney")
    represent(cast, "Executor", "executor")
    open_dispute(cast.debts["Disputing"][1], opened_date=EARLIER.date(), by=SUPERVISOR, at=EARLIER)


def represent(cast: Cast, name: str, role: str) -> None:
    """Let somebody speak for a person."""
    speaker = person(cast.book.client_id, f"Speaker of {name}")
    record_representation(cast.people[name], speaker.id, role=role, source="Letter.", effective_date=EARLIER.date(),
                          by=COLLECTOR, at=EARLIER + timedelta(days=1))  # fmt: skip


def _who_live_elsewhere(cast: Cast) -> None:
    cast.enter("New Yorker", region="NY", postal_code="11101", locality="Queens")
    cast.enter("Old debt", region="TX", postal_code="77001", zones=("America/Chicago",), due=-3_000)
    cast.enter("Undated", region="MS", postal_code="39201", zones=("America/Chicago",))
    cast.enter(
        "Londoner", country="GB", region="ENG", zones=("Europe/London",), postal_code="N1 9GU", locality="London"
    )
    cast.enter("Sydneysider", country="AU", region="NSW", zones=("Australia/Sydney",), postal_code="2000")
    cast.enter("Nowhere", zones=(), region="", country="", postal_code="", locality="")
    cast.enter("Bay Stater", region="MA", postal_code="02108", locality="Boston", many=2)


def _who_were_called(cast: Cast) -> None:
    for name in ("Called", "Spoken with", "Wrong number", "Ceased", "Refusing", "Busy"):
        cast.enter(name, many=2)
    for hours in range(7):
        cast.contact("Called", "call", "no_answer", at=WEDNESDAY - timedelta(hours=20 + hours), to="phone")
        cast.contact("Busy", "call", "busy", at=WEDNESDAY - timedelta(hours=20 + hours), to="phone")
        cast.contact("Wrong number", "call", "no_answer", at=WEDNESDAY - timedelta(hours=20 + hours), to="phone")
        cast.contact("Bay Stater", "call", "no_answer", at=WEDNESDAY - timedelta(hours=20 + hours), to="phone",
                     debts=cast.debts["Bay Stater"][:1])  # fmt: skip
    cast.contact(
        "Spoken with", "call", "conversation", at=WEDNESDAY - timedelta(days=3), debts=cast.debts["Spoken with"][:1]
    )
    cast.contact(
        "Spoken with", "email", at=WEDNESDAY - timedelta(days=2), inbound=True, content="payment_question", to="email"
    )
    cast.contact("Ceased", "letter", at=EARLIER, inbound=True, content="cease_communication", to="address")
    cast.contact("Refusing", "email", at=EARLIER, inbound=True, content="refuses_to_pay", to="email")
    ContactPoint.objects.filter(id=cast.points["Wrong number"]["phone"]).update(label="His work", status_at=EARLIER)
    mark_contact_point(cast.points["Wrong number"]["phone"], "wrong person", source="Call.", by=COLLECTOR,
                       at=WEDNESDAY - timedelta(hours=3))  # fmt: skip
