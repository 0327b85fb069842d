"""Saying which mailbox replies come into, and fetching what is new in it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction

from goodstanding.access.permission import Actor, require
from goodstanding.database import private_file
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.channels.email.reply_address import messages_named
from goodstanding.outreach.channels.option import read_options
from goodstanding.outreach.channels.queries import key_folder, row_of
from goodstanding.outreach.inbox.mail.written import read_mail
from goodstanding.outreach.inbox.operations import as_meant
from goodstanding.outreach.inbox.telling import PostRefused, Telling
from goodstanding.outreach.models.channel import ChannelSetting
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.models.reply import MailboxPlace
from goodstanding.outreach.reply.mailbox.bounce import Bounce, bounce_of
from goodstanding.outreach.reply.mailbox.imap import OPTIONS, Mailbox, MailboxRefused, Place, new_mails
from goodstanding.outreach.reply.operations import receive
from goodstanding.outreach.sending.operations.learning import learn
from goodstanding.worklists.operations.single import TaskRefused, Wanted, open_task

CHANNEL = "mailbox"
"""Under which the setting is kept, beside those of the channels."""
MOST = 500


@dataclass(slots=True)
class FetchFigures:
    """What came of looking into a mailbox."""

    mails: int = 0
    replies: int = 0
    bounces: int = 0
    unreadable: int = 0


@transaction.atomic
def set_mailbox(options: Mapping[str, str], *, secret: str, by: Actor, at: datetime) -> int:
    """Say which mailbox replies come into, and return the setting; raises ChannelRefused or MailboxRefused.

    secret  the password; it goes to a file of the key folder, and neither into the database nor into the evidence.
    """
    require(by, "channels.set")
    values = read_options(options, options=OPTIONS, what="The mailbox")
    password = secret.strip()
    if not password or not password.isprintable():
        raise MailboxRefused("The mailbox needs its password, on one line.")
    entry_id = allot()
    name = f"channel-{CHANNEL}-{entry_id}"
    private_file.write(key_folder() / name, password + "\n")
    row = ChannelSetting.objects.create(
        channel=CHANNEL, provider="imap", options=values, secret_name=name, by=by.name, at=at, entry_id=entry_id
    )
    append(
        "outreach.mailbox_set",
        by=by.name,
        at=at,
        subjects=[f"channel:{CHANNEL}"],
        facts={"setting": row.pk, "options": {key: str(value) for key, value in values.items()}},
        entry_id=entry_id,
    )
    return row.pk


def mailbox_at(at: datetime) -> Mailbox | None:
    """Return the mailbox replies come into at an instant; nothing before one was set. Raises MailboxRefused."""
    row = row_of(CHANNEL, at=at)
    if row is None or not row.provider:
        return None
    try:
        secret = (key_folder() / row.secret_name).read_text(encoding="utf-8").strip()
    except OSError as fault:
        raise MailboxRefused(f"The mailbox's password is not in the key folder ({row.secret_name}).") from fault
    return Mailbox(secret=secret, **row.options)


def fetch(*, by: Actor, at: datetime, most: int = MOST) -> FetchFigures | None:
    """Take in what is new in the mailbox, and return the figures; None where no mailbox is set.

    Each mail is taken in by a transaction of its own, and again where this was interrupted: what is held is held once.
    One that cannot be read goes on the list of exceptions and holds up no other. Raises MailboxRefused.
    """
    require(by, "messages.settle")
    mailbox = mailbox_at(at)
    if mailbox is None:
        return None
    before = _place(mailbox)
    figures, reached = FetchFigures(), before
    try:
        for one in new_mails(mailbox, before, most=most):
            _take(one.content, figures, by=by, at=at)
            figures.mails += 1
            reached = one.place
    finally:
        if reached is not None and reached != before:
            MailboxPlace.objects.create(
                mailbox=mailbox.name, validity=reached.validity, last_uid=reached.last_uid, at=at
            )
    return figures


def _take(content: bytes, figures: FetchFigures, *, by: Actor, at: datetime) -> None:
    try:
        with transaction.atomic():
            bounce = bounce_of(content, received_at=at)
            if bounce is not None:
                _learn(bounce, content, by=by, at=at)
                figures.bounces += 1
            else:
                receive(as_meant(read_mail(content, received_at=at)), by=by, at=at)
                figures.replies += 1
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:  # noqa: BLE001  One mail of any shape must not keep the others from being read.
        figures.unreadable += 1
        _report(content, fault, by=by, at=at)


def _learn(bounce: Bounce, content: bytes, *, by: Actor, at: datetime) -> None:
    """Tell the message that it came back. One that names none of ours is nobody's concern."""
    numbers = messages_named(bounce.named, secret=settings.SECRET_KEY)
    row = Message.objects.filter(pk__in=numbers[-1:]).first()
    if row is None:
        return
    told = Telling(
        bounce.word, hashlib.sha256(content).hexdigest()[:40], bounce.happened_at, key=row.key,
        recipient=bounce.recipient, reason=bounce.reason, is_point_bad=bounce.is_point_bad,
    )  # fmt: skip
    learn([told], source="mailbox", by=by, at=at)


def _report(content: bytes, fault: Exception, *, by: Actor, at: datetime) -> None:
    why = str(fault) if isinstance(fault, PostRefused) else f"{type(fault).__name__}: {fault}"
    shown = " ".join("".join(one if one.isprintable() else " " for one in why).split())[:300]
    digest = hashlib.sha256(content).hexdigest()[:16]
    try:
        title = f"A mail in the mailbox cannot be read: {shown}"
        open_task(Wanted("exception", f"mail:{digest}", title, {"digest": digest, "why": shown}), by=by, at=at)
    except TaskRefused:
        pass  # It stands on the list already.


def _place(mailbox: Mailbox) -> Place | None:
    row = MailboxPlace.objects.filter(mailbox=mailbox.name).order_by("-id").first()
    return Place(row.validity, row.last_uid) if row is not None else None
