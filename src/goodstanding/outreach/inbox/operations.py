"""Taking posts in, which has to be quick and sure, and reading them, which may take its time.

A provider that gets no answer posts again, and one that gets a "yes" never does: so a post is written down, to the
disk, before it is answered, and read later, each in a transaction of its own.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction

from goodstanding.access.permission import Actor, require
from goodstanding.outreach.channels.email.reply_address import message_left
from goodstanding.outreach.inbox.queries import ADDRESS, post_of, setting_for
from goodstanding.outreach.inbox.registry import READERS
from goodstanding.outreach.inbox.telling import Incoming, Post, PostRefused, Reader
from goodstanding.outreach.models.channel import InboxEvent
from goodstanding.outreach.reply.operations import receive
from goodstanding.outreach.sending.operations.learning import learn
from goodstanding.worklists.operations.single import TaskRefused, Wanted, open_task

CACHED = timedelta(seconds=2)
"""How long a secret may count that was just taken away."""
READ_AT_ONCE = 10_000
"""So many posts a run reads before it lets others have the worker; those that go on waiting are not counted."""
PATIENCE = timedelta(minutes=15)
"""How long a post of no message we know is kept for another look."""
WAITS = "waits"
HEADER_MAX = 2000
SECRET_HEADERS = {"authorization", "cookie", "proxy-authorization"}
LEAVE = "unsubscribe"

_TAKE = """
INSERT INTO outreach_inboxevent (source, digest, headers, body, received_at, outcome)
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
    tellings: int = 0
    replies: int = 0
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
    values = [
        source, digest, json.dumps({**kept, ADDRESS: post.address[:HEADER_MAX]}), post.body, post.received_at,
    ]  # fmt: skip
    try:
        return _take(values)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        # The server was restarted since this thread last spoke to it; once more with a new connection.
        connection.close()
        return _take(values)


def read_posts(*, by: Actor, at: datetime, limit: int = READ_AT_ONCE) -> ReadFigures:
    """Read posts that were not read yet, the earliest first, and return the figures.

    Each is read in a transaction of its own: what it tells is learned and what people wrote is received, all or
    nothing. One that cannot be read is marked and put on the list of exceptions; it never stands in the way of the
    next. One that speaks of no message we know waits a while: providers are at times quicker than our own records.
    """
    require(by, "messages.settle")
    figures = ReadFigures()
    last: int | None = 0
    while last is not None and figures.read < limit:
        last = _read_next(last, figures, by=by, at=at)
    return figures


def forget_readers() -> None:
    """Read settings and secrets anew at the next post."""
    _readers.clear()


def _take(values: Sequence[Any]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        return "taken" if cursor.rowcount else "known"


def _reader(source: str, *, at: datetime) -> Reader:
    """Return the reader of a source as it is set; the same for a moment, lest every post reads the setting."""
    known = _readers.get(source)
    if known is not None and known.until - CACHED <= at < known.until:
        return known.reader
    if source not in READERS:
        raise UnknownSource("There is no such address.")
    setting = setting_for(READERS[source], at=at)
    if setting is None:
        raise UnknownSource("There is no such address.")
    reader = READERS[source].make(setting)
    _readers[source] = _Known(reader, at + CACHED)
    return reader


def _read_next(last: int, figures: ReadFigures, *, by: Actor, at: datetime) -> int | None:
    """Read the first post after one that nobody else reads; return its number, or None where there is none."""
    with transaction.atomic():
        row = (
            InboxEvent.objects.select_for_update(skip_locked=True)
            .filter(read_at=None, id__gt=last)
            .order_by("id")
            .first()
        )
        if row is None:
            return None
        try:
            with transaction.atomic():
                outcome = _apply(row, figures, by=by, at=at)
        except (OperationalError, InterfaceError):
            # Whoever sends at this moment held what was needed; the post is read at the next look.
            outcome = WAITS
        except Exception as fault:  # noqa: BLE001  One post of any shape must not keep the others from being read.
            outcome = _mark_unreadable(row, fault, by=by, at=at)
            figures.unreadable += 1
        if outcome == WAITS:
            return row.pk
        row.read_at, row.outcome = at, outcome
        row.save(update_fields=["read_at", "outcome"])
        figures.read += 1
        return row.pk


def _apply(row: InboxEvent, figures: ReadFigures, *, by: Actor, at: datetime) -> str:
    """Learn what a post tells and receive what people wrote in it; return what came of it."""
    source = READERS.get(row.source)
    if source is None:
        raise PostRefused(f"There is no reader for {row.source} any more.")
    setting = setting_for(source, at=max(at, row.received_at))
    if setting is None:
        raise PostRefused("The channel it speaks of is not set.")
    tellings, incoming = source.make(setting).read(post_of(row))
    found = 0
    if tellings:
        strangers = learn(tellings, source=row.source, by=by, at=at).not_found
        found = len(tellings) - len(strangers)
        if at - row.received_at < PATIENCE and any(one.reference for one in strangers):
            return WAITS
    for one in incoming:
        receive(as_meant(one), by=by, at=at)
    figures.tellings += len(tellings)
    figures.replies += len(incoming)
    if incoming or found:
        return "applied"
    return "no message of ours" if tellings else "nothing to learn"


def as_meant(incoming: Incoming) -> Incoming:
    """Say in words what a mail to the way out means: programs send it empty."""
    if message_left(incoming.receiver, secret=settings.SECRET_KEY) is None or incoming.text.strip():
        return incoming
    return replace(incoming, text=LEAVE)


def _mark_unreadable(row: InboxEvent, fault: Exception, *, by: Actor, at: datetime) -> str:
    """Put a post that cannot be read on the list of exceptions; return its outcome."""
    why = str(fault) if isinstance(fault, PostRefused) else f"{type(fault).__name__}: {fault}"
    why = " ".join("".join(sign if sign.isprintable() else " " for sign in why).split())[:500]
    evidence: Mapping[str, object] = {"post": row.pk, "source": row.source, "why": why}
    try:
        title = f"What {row.source} posted cannot be read: {why}"
        open_task(Wanted("exception", f"post:{row.pk}", title[:300], evidence), by=by, at=at)
    except TaskRefused:
        pass  # It stands on the list already.
    return f"cannot be read: {why}"
