"""Taking posts in, quick and sure, and reading them, which may take its time."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import InterfaceError, OperationalError, connection
from django.db.models import Q

from goodstanding.access.permission import Actor, require
from goodstanding.payments.gateway.operations.following import Disputed
from goodstanding.payments.gateway.operations.looking import look_at
from goodstanding.payments.gateway.operations.mandates import MandateRefused, end_mandate
from goodstanding.payments.gateway.payout.operations import fetch_payouts
from goodstanding.payments.gateway.port import Gateway, GatewayRefused, Post, PostRefused, Reader, Telling
from goodstanding.payments.gateway.queries.settings import PROVIDERS, gateway_of, reader_of
from goodstanding.payments.models.gateway import GatewayPost, Mandate, Payment
from goodstanding.worklists.operations.single import TaskRefused, Wanted, open_task

CACHED = timedelta(seconds=2)
"""How long a secret may count that was just taken away."""
PATIENCE = timedelta(minutes=15)
"""How long a post of no payment we know is kept for another look."""
READ_AT_ONCE = 1_000
HEADER_MAX = 2000
ADDRESS = ":address"
SECRET_HEADERS = {"authorization", "cookie", "proxy-authorization"}
MANDATE_ENDS = {"ended", "cancelled", "canceled", "expired", "failed", "inactive", "revoked"}
WAITS = "waits"

_TAKE = """
INSERT INTO payments_gatewaypost (source, digest, headers, body, received_at, outcome)
VALUES (%s, %s, %s::jsonb, %s, %s, '') ON CONFLICT (source, digest) DO NOTHING
"""


class UnknownSource(PostRefused):
    """There is no such door."""


class _Known(NamedTuple):
    reader: Reader
    until: datetime


_readers: dict[str, _Known] = {}


@dataclass(slots=True)
class ReadFigures:
    """What came of reading posts."""

    read: int = 0
    followed: int = 0
    waiting: int = 0
    unreadable: int = 0


def accept_post(source: str, post: Post) -> str:
    """Write a post down, if its signature fits, and return "taken", or "known" where we have it already.

    Raises UnknownSource for a door that is none or that no setting opens, PostRefused where the signature does not fit
    or it is no post of that provider. Nothing is written then. Needs no actor: the signature is who it is.
    """
    digest = _reader(source, at=post.received_at).accept(post)
    kept = {
        name: value.replace("\0", "")[:HEADER_MAX] for name, value in post.headers.items() if name not in SECRET_HEADERS
    }
    told = json.dumps({**kept, ADDRESS: post.address.replace("\0", "")[:HEADER_MAX]})
    values = [source, digest, told, post.body, post.received_at]
    try:
        return _take(values)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        # The server was restarted since this thread last spoke to it; once more with a new connection.
        connection.close()
        return _take(values)


def read_posts(*, disputed: Disputed, by: Actor, now: Callable[[], datetime], limit: int = READ_AT_ONCE) -> ReadFigures:
    """Read posts that were not read yet, the earliest first: each thing they name is looked up at its provider.

    One that cannot be read goes to the list of exceptions and never stands in the way of the next. One of no payment
    we know waits a while, for providers are at times quicker than our own records, and then goes there too.
    """
    require(by, "payments.follow")
    figures = ReadFigures()
    for row in list(GatewayPost.objects.filter(read_at=None).order_by("id")[:limit]):
        at = now()
        try:
            outcome = _apply(row, figures, disputed=disputed, by=by, at=at)
        except (OperationalError, InterfaceError):
            outcome = WAITS
        except Exception as fault:  # noqa: BLE001  One post of any shape must not keep the others from being read.
            outcome = _unreadable(row, fault, by=by, at=at)
            figures.unreadable += 1
        if outcome == WAITS:
            figures.waiting += 1
            continue
        GatewayPost.objects.filter(pk=row.pk, read_at=None).update(read_at=at, outcome=outcome)
        figures.read += 1
    return figures


def forget_readers() -> None:
    """Read settings and secrets anew at the next post."""
    _readers.clear()


def _take(values: Sequence[Any]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        return "taken" if cursor.rowcount else "known"


def _reader(source: str, *, at: datetime) -> Reader:
    known = _readers.get(source)
    if known is not None and known.until - CACHED <= at < known.until:
        return known.reader
    if source not in PROVIDERS:
        raise UnknownSource("There is no such address.")
    try:
        reader = reader_of(source, at=at)
    except GatewayRefused as refusal:
        raise UnknownSource("There is no such address.") from refusal
    _readers[source] = _Known(reader, at + CACHED)
    return reader


def _apply(row: GatewayPost, figures: ReadFigures, *, disputed: Disputed, by: Actor, at: datetime) -> str:
    """Look at everything a post names; return what came of it."""
    post = Post(row.headers.get(ADDRESS, ""), row.headers, bytes(row.body), row.received_at)
    tellings = reader_of(row.source, at=max(at, row.received_at)).read(post)
    gateway = gateway_of(row.source, at=max(at, row.received_at))
    found, strangers = 0, []
    try:
        for telling in tellings:
            done = _look(row.source, telling, gateway, disputed=disputed, by=by, at=at)
            if done is None:
                return WAITS
            found += done
            if not done and telling.subject in {"payment", "refund", "dispute"}:
                strangers.append(telling)
    finally:
        gateway.close()
    figures.followed += found
    if not strangers:
        return "followed" if found else "nothing to learn"
    if at - row.received_at < PATIENCE:
        return WAITS
    _unknown_payment(row, strangers[0], by=by, at=at)
    return "no payment of ours"


def _look(
    source: str, telling: Telling, gateway: Gateway, *, disputed: Disputed, by: Actor, at: datetime
) -> bool | None:
    """Look at what a telling names; False where we know nothing of it, None where somebody else is at it."""
    if telling.subject == "payout":
        fetch_payouts(source, gateway=gateway, by=by, at=at)
        return True
    if telling.subject == "mandate":
        return _mandate(source, telling, by=by, at=at)
    number = _payment(source, telling)
    if number is None:
        return False
    done = look_at(number, gateway=gateway, disputed=disputed, by=by, at=at)
    return None if done is None else True


def _payment(source: str, telling: Telling) -> int | None:
    asked = Q(pk=None)
    if telling.key:
        asked |= Q(provider_key=telling.key)
    if telling.reference:
        asked |= Q(reference=telling.reference) | Q(payment_reference=telling.reference)
        asked |= Q(refunds__reference=telling.reference) | Q(chargebacks__reference=telling.reference)
    return Payment.objects.filter(asked, provider=source).values_list("pk", flat=True).first()


def _mandate(source: str, telling: Telling, *, by: Actor, at: datetime) -> bool:
    """End a mandate that the provider says counts no more: stopping needs no second question."""
    found = Mandate.objects.filter(provider=source, reference=telling.reference, ended_at=None)
    number = found.values_list("pk", flat=True).first()
    if number is None or telling.says not in MANDATE_ENDS:
        return False
    try:
        end_mandate(number, reason=f"{source} says it is {telling.says}.", by=by, at=at)
    except MandateRefused:
        return False
    return True


def _unknown_payment(row: GatewayPost, telling: Telling, *, by: Actor, at: datetime) -> None:
    named = telling.reference or telling.key or "nothing"
    title = f"{row.source} posts of a {telling.subject} we do not know: {named[:100]}"
    _say(row, f"payment-post:{row.source}:{named}"[:300], title, {"post": row.pk, "says": telling.says}, by=by, at=at)


def _unreadable(row: GatewayPost, fault: Exception, *, by: Actor, at: datetime) -> str:
    why = str(fault) if isinstance(fault, PostRefused | GatewayRefused) else f"{type(fault).__name__}: {fault}"
    why = " ".join("".join(sign if sign.isprintable() else " " for sign in why).split())[:500]
    _say(row, f"payment-post:{row.pk}", f"What {row.source} posted cannot be read: {why}", {"why": why}, by=by, at=at)
    return f"cannot be read: {why}"


def _say(row: GatewayPost, matter: str, title: str, more: Mapping[str, object], *, by: Actor, at: datetime) -> None:
    try:
        open_task(Wanted("exception", matter, title[:300], {"source": row.source, **more}), by=by, at=at)
    except TaskRefused:
        pass  # It stands on the list already.
