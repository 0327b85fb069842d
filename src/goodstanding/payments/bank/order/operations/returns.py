"""Taking in what came back of our debits, and what banks say is right instead: the payments follow it, and the books.

Two steps: the order book takes everything down in one transaction; then every payment is looked up, as any payment is.
Whoever dies between leaves payments that the daily look finds, and the same file brought in again finishes them.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.money.amount import Amount
from goodstanding.payments.bank.order import details as bank_details
from goodstanding.payments.bank.order.operations.mandates import (
    PROVIDER,
    DetailsGone,
    open_details,
    replace_bank_mandate,
)
from goodstanding.payments.bank.order.operations.provider import in_force
from goodstanding.payments.bank.returns.returning import CameBack, read_returns
from goodstanding.payments.gateway.operations.looking import look_at
from goodstanding.payments.gateway.queries.settings import gateway_of
from goodstanding.payments.models.gateway import Payment
from goodstanding.payments.models.order import Debit, DebitFile
from goodstanding.refusal import Refusal

Disputed = Callable[[int, date], Collection[int]]


class ReturnsRefused(Refusal):
    """The file of returns cannot be taken in like this; the sentences say why."""


@dataclass(slots=True)
class ReturnsTaken:
    """What a file brought: references that came back with their code, mandates replaced (old: new), and sentences."""

    form: str
    sha256: str
    returned: dict[str, str] = field(default_factory=dict)
    known: int = 0
    replaced: dict[int, int] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    followed: dict[int, str] = field(default_factory=dict)
    """The state of each payment that is in the file, by its number."""


def take_returns(
    data: bytes, *, name: str, returned_date: date | None = None, taken_reason: str = "", disputed: Disputed,
    by: Actor, at: datetime,
) -> ReturnsTaken:  # fmt: skip
    """Take a file of returns and notices of change in; what was taken in before changes nothing.

    returned_date  the day they came back, where the file does not say; today by default. `taken_reason` says why a file
    is taken that does not agree with itself. Raises ReturnsRefused, FileRefused, PermissionRefused.
    """
    require(by, "bank.order")
    today = at.astimezone(UTC).date()
    if returned_date is not None and returned_date > today:
        raise ReturnsRefused("Nothing comes back in the future.")
    file = read_returns(data)
    if file.faults and not taken_reason.strip():
        raise ReturnsRefused(" ".join([*file.faults, "Take it as it is with a reason, or ask the bank for another."]))
    taken = ReturnsTaken(file.form, hashlib.sha256(data).hexdigest(), notices=list(file.faults))
    keys = _take(file.returns, taken, name=name, day=returned_date or today, reason=taken_reason, by=by, at=at)
    payments = Payment.objects.filter(provider=PROVIDER, provider_key__in=keys).order_by("pk")
    if payments:
        gateway = gateway_of(PROVIDER, at=at)
        for number in payments.values_list("pk", flat=True):
            state = look_at(number, gateway=gateway, disputed=disputed, by=by, at=at)
            taken.followed[number] = state or "held by somebody else"
    return taken


@transaction.atomic
def _take(
    told: Iterable[CameBack], taken: ReturnsTaken, *, name: str, day: date, reason: str, by: Actor, at: datetime
) -> list[str]:
    """Take everything down in the order book, and return the keys of the debits the file speaks of."""
    entry_id, keys = allot(), dict[str, None]()
    for one in told:
        rows = _debits(one)
        if not rows:
            taken.notices.append(f"{one.reference or 'A return without reference'} ({one.code.code or 'no code'}) is "
                                 "none of our debits.")  # fmt: skip
        for row in rows:
            keys[row.key] = None
            if one.is_change:
                _change(row, one, taken, by=by, at=at)
            else:
                _return(row, one, taken, day=day)
    if taken.returned or taken.replaced:
        append(
            "payments.debits_returned",
            by=by.name,
            at=at,
            subjects=[f"debit:{reference}" for reference in taken.returned],
            facts={"name": name[:200], "form": taken.form, "sha256": taken.sha256, "returned": dict(taken.returned),
                   "replaced": {str(old): new for old, new in taken.replaced.items()}, "notices": taken.notices[:50],
                   "taken_reason": reason.strip()},
            entry_id=entry_id,
        )  # fmt: skip
    return list(keys)


def _debits(one: CameBack) -> list[Debit]:
    """Return the debits that something is said of: by reference, trace, or the file or block they stood in."""
    if not one.reference:
        return []
    rows = Debit.objects.select_for_update(of=("self",)).select_related("file", "mandate__mandate")
    rows = rows.filter(file__isnull=False).order_by("-id")
    if found := rows.filter(reference=one.reference).first():
        return [found]
    named = rows.filter(trace=one.reference)
    if not one.is_change and one.amount is not None:
        # Traces come round again after years; the amount tells them apart.
        same = named.filter(amount_minor=one.amount.minor).first()
        if same is not None:
            return [same]
    if found := named.first():
        return [found]
    file = DebitFile.objects.filter(message=one.reference).first()
    if file is not None:
        return list(rows.filter(file=file))
    message, _, number = one.reference.rpartition("-")
    file = DebitFile.objects.filter(message=message).first() if message else None
    if file is None or not number.isdecimal():
        return []
    sequences = sorted(set(file.debits.values_list("sequence", flat=True)))
    if not 1 <= int(number[:6]) <= len(sequences):
        return []
    return list(rows.filter(file=file, sequence=sequences[int(number[:6]) - 1]))


def _return(row: Debit, one: CameBack, taken: ReturnsTaken, *, day: date) -> None:
    code = one.code
    if code.kind != "returned":
        taken.notices.append(f"{row.reference}: {code.code}, {code.meaning.lower()}; somebody has to look at it.")
        return
    amount = Amount(row.amount_minor, row.currency)
    if one.amount is not None and one.reference in {row.reference, row.trace} and one.amount != amount:
        taken.notices.append(f"{row.reference}: {one.amount} came back, and {amount} was ordered; it is not taken in.")
        return
    if row.returned_date is not None:
        taken.known += 1
        return
    row.returned_code, row.returned_date, row.return_reason = code.code or "none", one.day or day, code.meaning
    row.ends_mandate = code.ends_mandate
    row.save(update_fields=["returned_code", "returned_date", "return_reason", "ends_mandate"])
    taken.returned[row.reference] = row.returned_code


def _change(row: Debit, one: CameBack, taken: ReturnsTaken, *, by: Actor, at: datetime) -> None:
    """Put corrected details in the place of those a debit left with, once."""
    current = in_force(row.mandate)
    if current is None:
        taken.notices.append(f"{row.reference}: {one.code.code}, but its mandate was ended; nothing is changed.")
        return
    if current.pk != row.mandate_id:
        taken.known += 1
        return
    try:
        details = bank_details.changed(open_details(current), one.code.code, one.data)
    except DetailsGone as refusal:
        taken.notices.append(f"{row.reference}: {refusal}")
        return
    if details is None:
        taken.notices.append(f"{row.reference}: {one.code.code}, {one.code.meaning.lower()}; what it says instead "
                             "cannot be right, or changes nothing. Somebody has to look at it.")  # fmt: skip
        return
    reason = f"A notice of change said {one.code.code}: {one.code.meaning.lower()}."
    taken.replaced[row.mandate_id] = replace_bank_mandate(current, details, reason=reason, by=by, at=at)
