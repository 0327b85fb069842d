"""Writing what waits in the order book into one file for the bank: each debit into one file only, whoever dies when.

The order book is committed first, with the hash of the file; then the file is written, and put down as written. Whoever
is cut off between leaves a file that can be made again, byte for byte, and the next run writes that one and no other.
One writes at a time.
"""

import hashlib
import os
import secrets
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

from django.db import connection, transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.money.amount import Amount
from goodstanding.parties.sealing import SealBroken
from goodstanding.payments.bank.order.content import MODIFIERS, Content, Envelope, Line, write
from goodstanding.payments.bank.order.operations.mandates import PROVIDER, DetailsGone, open_details
from goodstanding.payments.bank.order.operations.provider import in_force
from goodstanding.payments.bank.order.scheme import SchemeName, scheme, settlement_day
from goodstanding.payments.gateway.operations.giving import why_not
from goodstanding.payments.gateway.operations.looking import look_at
from goodstanding.payments.gateway.queries.settings import gateway_of, row_of
from goodstanding.payments.models.gateway import Payment
from goodstanding.payments.models.order import Debit, DebitFile
from goodstanding.refusal import Refusal

Disputed = Callable[[int, date], Collection[int]]
LOCK = 0x64656274
"""Any number will do, as long as every program that writes debits takes the same advisory lock."""
TRACES_MOST = 990_000
PRIVATE_MODE = 0o600


class DebitsRefused(Refusal):
    """Debits cannot be written like this; the sentence says why."""


@dataclass(frozen=True, slots=True)
class WrittenDebits:
    """A file as it was written; `was_cut_off` where an earlier run had ordered it and did not get to write it."""

    file_id: int
    scheme: SchemeName
    settles_date: date
    count: int
    total: Amount
    sha256: str
    was_cut_off: bool = False


@dataclass(slots=True)
class DebitsRun:
    """What a run did: the file, if anything waited, and the references it set aside."""

    file: WrittenDebits | None = None
    set_aside: dict[str, str] = field(default_factory=dict)


def write_debits(
    name: SchemeName, out: Path, *, settles_date: date | None = None, disputed: Disputed, by: Actor, at: datetime
) -> DebitsRun:
    """Write every debit of a scheme that waits into a file at `out`, which is made; nothing where none waits.

    settles_date  when the bank is to move the money; the first day the scheme allows by default. What may not leave any
    more (mandate ended, debt on hold, disputed, paid) is set aside. A file whose run was cut off is written instead,
    and nothing else. Raises DebitsRefused, DayRefused, GatewayRefused, PermissionRefused.
    """
    require(by, "bank.order")
    if out.exists():
        raise DebitsRefused(f"{out} is there already; nothing is written over.")
    if not out.parent.is_dir():
        raise DebitsRefused(f"There is no folder {out.parent}.")
    with _alone():
        run = DebitsRun()
        left = DebitFile.objects.filter(scheme=name, written_at=None).order_by("id").first()
        row = left or _order(name, run, wanted=settles_date, disputed=disputed, by=by, at=at)
        if row is not None:
            _put_on_disk(row, out, at=at)
            run.file = WrittenDebits(row.pk, name, row.settles_date, row.count, Amount(row.total_minor, row.currency),
                                     row.sha256, was_cut_off=left is not None)  # fmt: skip
    _follow(run, disputed=disputed, by=by, at=at)
    return run


def write_again(file_id: int, out: Path, *, by: Actor, at: datetime) -> str:
    """Make a file of debits again that was written before, the same bytes; return their hash. Raises DebitsRefused."""
    require(by, "bank.order")
    row = DebitFile.objects.filter(pk=file_id).first()
    if row is None:
        raise DebitsRefused(f"There is no file of debits {file_id}.")
    if out.exists():
        raise DebitsRefused(f"{out} is there already; nothing is written over.")
    _put_on_disk(row, out, at=at)
    return row.sha256


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the order book until the file is on disk; the lock goes with the connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise DebitsRefused("Somebody else writes debits at this moment; nothing was written.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@transaction.atomic
def _order(
    name: SchemeName, run: DebitsRun, *, wanted: date | None, disputed: Disputed, by: Actor, at: datetime
) -> DebitFile | None:
    """Put what waits into a file of the books; None where nothing may leave."""
    setting = row_of(PROVIDER, at=at)
    if setting is None:
        raise DebitsRefused(f"{PROVIDER} is not set; set it with goodstanding gateway set {PROVIDER}.")
    made_at = at.astimezone(UTC).replace(microsecond=0)
    day = settlement_day(scheme(name), wanted, today=made_at.date())
    waiting = list(
        Debit.objects.select_for_update(of=("self",)).select_related("mandate__mandate")
        .filter(scheme=name, file=None, set_aside_reason="").order_by("id")
    )  # fmt: skip
    if not waiting:
        return None
    entry_id = allot()
    leaving = _set_aside(waiting, run, disputed=disputed, at=at)
    row = None
    if leaving:
        envelope = _envelope(name, day, made_at, len(leaving), entry_id)
        _sequence(leaving)
        content = write([_line(one) for one in leaving], envelope, options=setting.options)
        row = DebitFile.objects.create(
            scheme=name, setting=setting, settles_date=day, made_at=made_at, modifier=envelope.modifier,
            first_trace=envelope.first_trace or None, message=envelope.message, count=len(leaving),
            total_minor=sum(one.amount_minor for one in leaving), currency=scheme(name).currency,
            sha256=hashlib.sha256(content.data).hexdigest(), by=by.name, entry_id=entry_id,
        )  # fmt: skip
        for one in leaving:
            one.file, one.trace = row, content.traces.get(one.reference, "")
    Debit.objects.bulk_update(waiting, ["file", "trace", "sequence", "mandate", "set_aside_reason"], batch_size=1000)
    facts: dict[str, object] = {"scheme": name, "set_aside": dict(run.set_aside)}
    if row is not None:
        facts |= {"file": row.pk, "settles_date": day.isoformat(), "debits": row.count, "total_minor": row.total_minor,
                  "currency": row.currency, "sha256": row.sha256}  # fmt: skip
    append("payments.debits_written", by=by.name, at=at, subjects=[f"debit_file:{row.pk}"] if row else [], facts=facts,
           entry_id=entry_id)  # fmt: skip
    return row


def _set_aside(waiting: Sequence[Debit], run: DebitsRun, *, disputed: Disputed, at: datetime) -> list[Debit]:
    """Mark what may not leave any more, and return what may, by the mandate that counts today."""
    keys = [one.key for one in waiting]
    payments = {
        row.provider_key: row
        for row in Payment.objects.select_related("debt").filter(provider=PROVIDER, provider_key__in=keys)
    }
    leaving = []
    for one in waiting:
        payment = payments.get(one.key)
        reason = "No payment is known for it." if payment is None else why_not(
            payment, payment.debt, disputed=disputed(payment.debt_id, at.astimezone(UTC).date()), at=at
        )  # fmt: skip
        mandate = in_force(one.mandate)
        if mandate is None:
            reason = reason or "The mandate was ended."
        else:
            one.mandate = mandate
            reason = reason or _sealed_fault(one)
        if reason:
            one.set_aside_reason = run.set_aside[one.reference] = reason
        else:
            leaving.append(one)
    return leaving


def _sealed_fault(one: Debit) -> str:
    try:
        open_details(one.mandate)
    except (DetailsGone, SealBroken) as refusal:
        return str(refusal)
    return ""


def _sequence(leaving: Sequence[Debit]) -> None:
    """Say of each SEPA debit whether its mandate was ever debited before."""
    numbers = {one.mandate_id for one in leaving if one.scheme == "sepa"}
    known = set(
        Debit.objects.filter(mandate_id__in=numbers, file__isnull=False, returned_date=None)
        .values_list("mandate_id", flat=True)
    )  # fmt: skip
    for one in leaving:
        if one.scheme == "sepa":
            one.sequence = "RCUR" if one.mandate_id in known else "FRST"
            known.add(one.mandate_id)


def _envelope(name: SchemeName, day: date, made_at: datetime, count: int, entry_id: int) -> Envelope:
    if name == "sepa":
        return Envelope(name, day, made_at, "", 0, f"GS{made_at:%y%m%d}-{entry_id}")
    earlier = DebitFile.objects.filter(scheme=name)
    same_day = earlier.filter(made_at__date=made_at.date()).count()
    if same_day >= len(MODIFIERS):
        raise DebitsRefused(f"A day has at most {len(MODIFIERS)} files.")
    last = earlier.order_by("-id").first()
    first_trace = 1 if last is None else (last.first_trace or 0) + last.count
    return Envelope(
        name, day, made_at, MODIFIERS[same_day], first_trace if first_trace + count < TRACES_MOST else 1, ""
    )


def _line(one: Debit) -> Line:
    held = one.mandate
    return Line(one.reference, Amount(one.amount_minor, one.currency), one.what, open_details(held),
                held.mandate.reference, held.signed_date, held.entry_class, one.sequence)  # fmt: skip


def _remade(row: DebitFile) -> Content:
    rows = row.debits.select_related("mandate__mandate").order_by("id")
    envelope = Envelope(cast("SchemeName", row.scheme), row.settles_date, row.made_at, row.modifier,
                        row.first_trace or 0, row.message)  # fmt: skip
    return write([_line(one) for one in rows], envelope, options=row.setting.options)


def _put_on_disk(row: DebitFile, out: Path, *, at: datetime) -> None:
    """Write a file whole or not at all, and put down that it was."""
    data = _remade(row).data
    if hashlib.sha256(data).hexdigest() != row.sha256:
        raise DebitsRefused(f"File of debits {row.pk} does not come out as it was; ask whoever runs this installation.")
    draft = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_MODE), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _name(draft, out)
    except OSError as fault:
        raise DebitsRefused(f"{out} cannot be written: {fault.strerror}. Run it again, the same file comes.") from fault
    finally:
        draft.unlink(missing_ok=True)
    if row.written_at is None:
        row.name, row.written_at = out.name, at
        row.save(update_fields=["name", "written_at"])


def _name(draft: Path, out: Path) -> None:
    """Give a whole file its name; a link, unlike a rename, writes over nothing, but not every disk knows links."""
    try:
        os.link(draft, out)
    except FileExistsError:
        raise
    except OSError:
        draft.rename(out)


def _follow(run: DebitsRun, *, disputed: Disputed, by: Actor, at: datetime) -> None:
    """Have the payments of what was set aside follow at once; the daily sweep would."""
    keys = Debit.objects.filter(reference__in=run.set_aside).values_list("key", flat=True)
    gateway = gateway_of(PROVIDER, at=at) if run.set_aside else None
    for number in Payment.objects.filter(provider=PROVIDER, provider_key__in=list(keys)).values_list("pk", flat=True):
        assert gateway is not None, "What was set aside was ordered."
        look_at(number, gateway=gateway, disputed=disputed, by=by, at=at)
