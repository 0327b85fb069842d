"""The cast at the till: a house with a gateway, a debt, and somebody who pays."""

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, timedelta

from goodstanding.access.permission import OUTSIDERS, Actor
from goodstanding.access.role import Role
from goodstanding.payments.gateway.operations.collecting import ask_for_page, collect
from goodstanding.payments.gateway.operations.looking import SeenTo, see_to, see_to_due, sweep
from goodstanding.payments.gateway.operations.setting import set_gateway
from goodstanding.payments.gateway.port import Post
from goodstanding.payments.gateway.queries.payments import PaymentStanding, mandates_of, payment
from goodstanding.payments.gateway.simulator.posts import HEADER, signed
from goodstanding.payments.models import Receipt
from goodstanding.payments.models.gateway import Mandate
from goodstanding.receivables.models import Debt
from goodstanding.worklists.models import Task
from tests.payments.fake_gateway.running import SECRET, Running
from tests.receivables.cast import ADMINISTRATOR, SUPERVISOR, Book, item, open_book, open_minor, place, usd

WORKER = Actor("job:worker", frozenset(Role) - OUTSIDERS)
AGO = timedelta(days=1)
FAR = date(2035, 1, 1)


def now() -> datetime:
    return datetime.now(UTC)


def nothing(_debt_id: int, _day: date) -> Collection[int]:
    """Say that nothing is disputed."""
    return ()


class Till:
    """One debt, and everything that is done with its payments; `later` moves our own clock on."""

    def __init__(self, running: Running | None, *, minor: int = 1_000_000, book: Book | None = None) -> None:
        # The provider of a module's tests is days ahead by what earlier tests let pass.
        self.running, self.later = running, running.ahead if running else timedelta()
        self.disputed: Callable[[int, date], Collection[int]] = nothing
        options = {"base_address": running.address} if running else {}
        secrets = {"post_secret": SECRET} if running else {}
        set_gateway("simulator", options=options, secrets=secrets, is_for_pages=True, by=ADMINISTRATOR, at=self.now())
        self.book = book or open_book()
        self.debt_id = place(self.book, item("I-1", minor))
        self.count = 0

    def now(self) -> datetime:
        return now() + self.later

    def page(self, minor: int, *, key: str = "", saves: bool = False) -> int:
        """Ask for a page and have it made."""
        self.count += 1
        number = ask_for_page(
            self.debt_id, usd(minor), what="Reference D-1", key=key or f"form:{self.debt_id}:{self.count}", saves=saves,
            back_address="https://collections.example.com/pay/back/", by=SUPERVISOR, at=self.now(),
        )  # fmt: skip
        self.see_to(number)
        return number

    def paid(self, minor: int, *, acts: tuple[str, ...] = ("pay",), saves: bool = False) -> int:
        """Have somebody pay by a page, and look."""
        number = self.page(minor, saves=saves)
        assert self.running is not None
        for act in acts:
            self.running.act(self.of(number).reference, act)
        self.see_to(number)
        return number

    def mandate(self, minor: int = 50_000) -> int:
        """Have somebody pay by a page and leave a mandate behind."""
        before = {line.mandate_id for line in mandates_of(self.book.debtor_id)}
        self.paid(minor, saves=True)
        return next(line.mandate_id for line in mandates_of(self.book.debtor_id) if line.mandate_id not in before)

    def bank_mandate(self) -> int:
        """Return a mandate for bank debits."""
        return Mandate.objects.create(
            provider="simulator", reference=f"simm_{self.debt_id}", person_id=self.book.debtor_id, kind="ach",
            label="Test bank account", given_at=self.now(), entry_id=1,
        ).pk  # fmt: skip

    def collected(self, minor: int, mandate_id: int, *, key: str = "") -> int:
        """Take an amount by a mandate, today, and look."""
        self.count += 1
        number = collect(
            mandate_id, debt_id=self.debt_id, amount=usd(minor), key=key or f"due:{self.debt_id}:{self.count}",
            what="Instalment", due_date=self.now().date(), by=SUPERVISOR, at=self.now(),
        )  # fmt: skip
        self.see_to(number)
        return number

    def pass_days(self, days: int) -> None:
        """Let days pass here and there, and see to everything."""
        assert self.running is not None
        self.running.pass_days(days)
        self.later += timedelta(days=days)
        self.sweep()

    def see_to(self, number: int) -> str:
        return see_to(number, disputed=self.disputed, by=WORKER, now=self.now)

    def see_to_due(self) -> SeenTo:
        return see_to_due(disputed=self.disputed, by=WORKER, now=self.now)

    def sweep(self) -> SeenTo:
        self.see_to_due()
        return sweep(disputed=self.disputed, by=WORKER, now=self.now)

    def of(self, number: int) -> PaymentStanding:
        return payment(number)

    @property
    def open(self) -> int:
        return open_minor(self.debt_id, as_of=FAR)


def standing_minor(debt_id: int) -> int:
    """Return what stands of a debt's receipts, in minor units."""
    return sum(row.amount_minor for row in Receipt.objects.filter(debt_id=debt_id, reversal=None))


def tasks_of(number: int) -> list[str]:
    """Return the open tasks about a payment, by what is the matter."""
    prefix = f"payment:{number}:"
    found = Task.objects.filter(matter__startswith=prefix, closed_at=None).values_list("matter", flat=True)
    return sorted(matter.removeprefix(prefix) for matter in found)


def post_of(body: bytes, *, at: datetime, secret: str = SECRET) -> Post:
    """Return a post of the simulator."""
    return Post("/hooks/payments/simulator/", {HEADER: signed(body, secret=secret, at=at)}, body, at)


def debt_of(debt_id: int) -> Debt:
    return Debt.objects.get(pk=debt_id)
