"""People with telephones, texted by a provider that is a process of its own: for trials with several senders at once.

The clock is that of the machine, because the provider's log is held against it; the law is asked about noon of a day to
come, lest a trial at night finds everything forbidden.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from goodstanding.access.permission import OPERATOR
from goodstanding.outreach.channels.provider import Consignment, Found, Outcome
from goodstanding.outreach.channels.text.twilio import TwilioTexts
from goodstanding.outreach.message.attempt import read_key
from goodstanding.outreach.message.life import OPEN
from goodstanding.outreach.models.channel import ChannelRest
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.house import House
from goodstanding.outreach.sending.operations.asking_for import ask_for_message
from goodstanding.outreach.sending.operations.looking_up import look_up_unknown, sweep_stalled
from goodstanding.outreach.sending.operations.sending import SendFigures, send_due
from goodstanding.parties.models import Consent, ContactPoint
from goodstanding.strategy.pending import PendingAct
from goodstanding.strategy.queries.asking import Refused, ask_now
from goodstanding.strategy.queries.house.house import the_house
from tests.outreach.channels.text.sending import adapter
from tests.outreach.fake_provider.running import Running
from tests.outreach.sending.post_office import permits, plainly, wanted
from tests.receivables.cast import Book
from tests.strategy.operations.planned import clock, debtors

NOWHERE = "http://127.0.0.1:9/webhooks/twilio_text"
"""Where the provider would call back. Nobody listens; the key of a text stands in the address it was given."""


class Neighbour:
    """Somebody in Ohio with a debt and a number, who agreed to texts."""

    def __init__(self, book: Book, debt: int, number: int) -> None:
        self.book, self.debt, self.person = book, debt, book.debtor_id
        value = f"+161455501{number % 100:02}"
        self.point = ContactPoint.objects.create(
            person_id=self.person, kind="phone", value=value, search_value=value[1:], zones=["America/New_York"],
            entry_id=1,
        ).pk  # fmt: skip
        ContactPoint.objects.create(
            person_id=self.person, kind="address", value="1 Example Road", search_value="1 example road", entry_id=1,
            zones=["America/New_York"], locality="Columbus", country="US", region="OH", postal_code="43215",
        )  # fmt: skip
        long_ago = datetime.now(UTC) - timedelta(days=9)
        Consent.objects.create(
            person_id=self.person, contact_point_id=self.point, channel="sms", decision="given", source="form",
            effective_at=long_ago, learned_at=long_ago, entry_id=1,
        )  # fmt: skip

    def ask(self, key: str = "", *, at: datetime | None = None, **other: object) -> str:
        """Ask for a text to them, and return its key."""
        key = key or f"test:{self.debt}"
        told = wanted(
            self.book, self.debt, key=key, channel="sms", contact_point_id=self.point, origin="night", **other
        )
        ask_for_message(told, by=OPERATOR, at=at or datetime.now(UTC))
        return key


def neighbours(count: int, *, name: str = "Larch Utilities") -> list[Neighbour]:
    """Return so many people of one client."""
    return [Neighbour(book, debt, number) for number, (book, debt) in enumerate(debtors(count, name=name))]


def now() -> datetime:
    """Return this instant."""
    return datetime.now(UTC)


def lawful(at: datetime) -> datetime:
    """Return noon of the Wednesday that comes, as far from noon as an instant is from its hour."""
    day = at.date() + timedelta(days=1)
    day += timedelta(days=(2 - day.weekday()) % 7)
    return clock(day, 12).astimezone(UTC) + (at - at.replace(minute=0, second=0, microsecond=0))


def ask_the_law(acts: Sequence[PendingAct], at: datetime, purposes: Sequence[str]) -> Mapping[int, Refused]:
    """Ask the law in force, about noon."""
    return ask_now(acts, lawful(at), purposes=purposes)


HOUSE = the_house(ask=ask_the_law)
"""The books as they are and the law as it is."""
EASY = House(permits)
"""A law that permits everything, for trials of other things."""


@dataclass
class Hesitant:
    """The real adapter, with a wait before each text; `before` is what happens meanwhile."""

    real: TwilioTexts
    before: Callable[[Consignment], None] = field(default=lambda _one: None)
    name: str = "twilio"

    def send(self, consignment: Consignment) -> Outcome:
        self.before(consignment)
        return self.real.send(consignment)

    def look_up(self, consignment: Consignment, *, asked_at: datetime) -> Found:
        return self.real.look_up(consignment, asked_at=asked_at)

    def close(self) -> None:
        self.real.close()


def texts(running: Running, **changes: object) -> TwilioTexts:
    """Return the real adapter, whose texts can be told apart in the log."""
    return adapter(running, callback_address=NOWHERE, **changes)


def send(
    running: Running,
    folder: Path,
    *,
    house: House = EASY,
    clock: Callable[[], datetime] = now,
    provider: Hesitant | None = None,
    limit: int = 1_000_000,
) -> SendFigures:
    """Send the texts that are due, as a worker does."""
    using = provider or Hesitant(texts(running))
    try:
        return send_due(
            "sms", house=house, provider=using, data_folder=folder, by=OPERATOR, now=clock, prepare=plainly, limit=limit
        )
    finally:
        using.close()


def recover(running: Running, folder: Path, *, rounds: int = 4, house: House = EASY, first: int = 3) -> None:
    """Do what a worker does again and again, each time three minutes later than the last; what waited is due then.

    first  how many minutes from now the first time is; negative where everything began in the past.

    Ends earlier where nothing is left to do.
    """
    for number in range(rounds):
        later = timedelta(minutes=first + 3 * number)
        hesitant = Hesitant(texts(running))
        sweep_stalled(by=OPERATOR, at=now() + later)
        look_up_unknown("sms", provider=hesitant, by=OPERATOR, now=lambda later=later: now() + later)  # type: ignore[misc]  # as bound
        hesitant.close()
        due_now(now() + later)
        send(running, folder, house=house, clock=lambda later=later: now() + later)  # type: ignore[misc]  # as bound
        if not Message.objects.filter(channel="sms", state__in=OPEN).exists():
            return


def due_now(at: datetime) -> None:
    """Let time pass for what was put off: it is due, and its channel rested long enough."""
    Message.objects.filter(state="put_off").update(due_at=at)
    ChannelRest.objects.update(until_at=None)


def logged(running: Running) -> list[tuple[str, float]]:
    """Return the key of each text the provider ever took, and when, in seconds."""
    found = []
    for line in running.accepted():
        (key,) = parse_qs(urlsplit(line["form"]["StatusCallback"]).query)["key"]
        read = read_key(key)
        assert read is not None, "What leaves has the key of an attempt."
        found.append((read.message_key, datetime.fromisoformat(line["at"]).timestamp()))
    return found


def counted(running: Running) -> Counter[str]:
    """Count how often the provider took each text, whatever the attempt."""
    return Counter(key for key, _ in logged(running))


def wait_until(done: Callable[[], bool], *, seconds: float = 30) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "It does not happen."
        time.sleep(0.02)
