"""The gateway `bank_file`: it puts debits into the order book and tells how they stand; nothing leaves by it.

What is in the order book reaches the bank by a file that somebody hands over, and comes back by files of returns.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final, cast

from django.db import transaction
from django.utils import timezone

from goodstanding.evidence.operations import allot, append
from goodstanding.money.amount import Amount
from goodstanding.payments.bank.order import company
from goodstanding.payments.bank.order.operations.mandates import PROVIDER
from goodstanding.payments.bank.order.scheme import SchemeName, paid_day, scheme
from goodstanding.payments.bank.order.standing import Ordered, reference_of, standing
from goodstanding.payments.gateway.declaration import Declaration
from goodstanding.payments.gateway.port import (
    Capability,
    ChargeAsk,
    GatewaySetting,
    MandateStanding,
    Outcome,
    PageAsk,
    Payout,
    Post,
    PostRefused,
    RefundAsk,
    RefundStanding,
    Standing,
    Telling,
)
from goodstanding.payments.models.order import BankMandate, Debit

CAN: Final[frozenset[Capability]] = frozenset({"mandate", "bank_debit"})
NO_PAGE = "Debits by file have no page on which somebody could pay."
NO_REFUND = "A debit by file is paid back from our bank account (goodstanding refunds), not by this gateway."
NO_POSTS = "Nobody posts for debits by file; what came back is in a file (goodstanding bank returns FILE --apply)."


class BankFileGateway:
    """Answers from the order book."""

    name = PROVIDER
    can = CAN

    def __init__(self, setting: GatewaySetting, *, now: Callable[[], datetime] = timezone.now) -> None:
        self.setting, self.now = setting, now

    def open_page(self, ask: PageAsk) -> Outcome:
        """Say that there is no page."""
        del ask
        return Outcome("failed", reason=NO_PAGE, code="no_page")

    @transaction.atomic
    def charge(self, ask: ChargeAsk) -> Outcome:
        """Put a debit into the order book, once for a key."""
        known = Debit.objects.filter(key=ask.key).values_list("reference", flat=True).first()
        if known is not None:
            return Outcome("taken", known)
        found = BankMandate.objects.filter(mandate__provider=PROVIDER, mandate__reference=ask.mandate_reference).first()
        mandate = found and in_force(found)
        if mandate is None:
            return Outcome("declined", reason="The mandate is not known, or was ended.", code="mandate_ended")
        name = cast("SchemeName", mandate.scheme)
        if not company.has(self.setting.options, name):
            return Outcome("failed", reason=f"{PROVIDER} is not set for {name}.", code="not_set")
        if ask.amount.currency != scheme(name).currency:
            return Outcome("failed", reason=f"{name} takes {scheme(name).currency} only.", code="currency")
        return Outcome("taken", self._order(ask, mandate))

    def refund(self, ask: RefundAsk) -> Outcome:
        """Say that money does not go back this way."""
        del ask
        return Outcome("failed", reason=NO_REFUND, code="no_refund")

    def look_up(self, *, reference: str, key: str, asked_at: datetime) -> Standing:
        """Say how a debit stands: the order book is ours, so what is not in it certainly never was."""
        del asked_at
        rows = Debit.objects.select_related("file", "mandate__mandate")
        row = rows.filter(reference=reference).first() if reference else rows.filter(key=key).first()
        if row is None:
            return Standing("absent")
        return standing(ordered(row), today=self.now().astimezone(UTC).date())

    def look_up_refund(self, *, reference: str, key: str, payment_reference: str) -> RefundStanding | None:
        """Say that there is none."""
        del reference, key, payment_reference
        return None

    def end_mandate(self, reference: str) -> Outcome:
        """Nobody else holds it: what still waits by it is set aside when the next file is written."""
        return Outcome("taken", reference)

    def payouts(self, *, since: date) -> Sequence[Payout]:
        """Return nothing: the bank books the money itself, and its statement tells."""
        del since
        return ()

    def close(self) -> None:
        """Nothing is open between asks."""

    def _order(self, ask: ChargeAsk, mandate: BankMandate) -> str:
        entry_id, at = allot(), self.now()
        row = Debit.objects.create(
            key=ask.key, reference=reference_of(ask.key), mandate=mandate, scheme=mandate.scheme,
            amount_minor=ask.amount.minor, currency=ask.amount.currency, what=ask.what, ordered_at=at,
            entry_id=entry_id,
        )  # fmt: skip
        append(
            "payments.debit_ordered", by=f"gateway:{PROVIDER}", at=at,
            subjects=[f"person:{mandate.mandate.person_id}", f"mandate:{mandate.pk}"],
            facts={"reference": row.reference, "amount": ask.amount.decimal_string(), "currency": row.currency,
                   "scheme": row.scheme, "mandate": mandate.pk},
            entry_id=entry_id,
        )  # fmt: skip
        return row.reference


class NoPosts:
    """Takes no posts."""

    source = PROVIDER

    def accept(self, post: Post) -> str:
        """Refuse it."""
        del post
        raise PostRefused(NO_POSTS)

    def read(self, post: Post) -> Sequence[Telling]:
        """Refuse it."""
        del post
        raise PostRefused(NO_POSTS)


def in_force(row: BankMandate) -> BankMandate | None:
    """Return the mandate by which money is taken in the place of one; None where it was ended."""
    seen = row
    while (later := BankMandate.objects.filter(replaces_id=seen.pk).first()) is not None:
        seen = later
    return seen if seen.mandate.ended_at is None else None


def ordered(row: Debit) -> Ordered:
    """Return a row of the order book as the standing is told from it."""
    settles_date = row.file.settles_date if row.file else None
    one, held = scheme(cast("SchemeName", row.scheme)), row.mandate.mandate
    ended = None
    if row.ends_mandate:
        ended = MandateStanding(held.reference, one.kind, held.label, is_active=False,
                                reason=f"{row.returned_code}: {row.return_reason}")  # fmt: skip
    return Ordered(
        row.reference,
        Amount(row.amount_minor, row.currency),
        settles_date=settles_date,
        paid_day=paid_day(one, settles_date) if settles_date else None,
        set_aside_reason=row.set_aside_reason,
        returned_code=row.returned_code,
        returned_date=row.returned_date,
        return_reason=row.return_reason,
        ended_mandate=ended,
    )


def make(setting: GatewaySetting, _data_folder: Path) -> BankFileGateway:
    """Return the gateway of a setting."""
    return BankFileGateway(setting)


def make_reader(_setting: GatewaySetting, _data_folder: Path) -> NoPosts:
    """Return what refuses posts."""
    return NoPosts()


BANK_FILE = Declaration(
    provider=PROVIDER,
    meaning="Debits ordered from our own bank by files (NACHA, SEPA); nobody stands between.",
    make=make,
    make_reader=make_reader,
    can=CAN,
    options=company.OPTIONS,
    is_here=True,
    check=company.fault_of,
)
