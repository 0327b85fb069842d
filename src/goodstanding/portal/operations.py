"""What somebody does on the page of a message: stop a channel, start it again, write to us."""

import hashlib
from datetime import UTC, datetime

from goodstanding.access.permission import Actor, Scope
from goodstanding.access.role import Role
from goodstanding.arrangements.hardship.operations.cannot_pay import accept_nothing
from goodstanding.outreach.operations.opt_out import opt_in, opt_out
from goodstanding.outreach.reply.operations import receive_from_page
from goodstanding.parties.consent import CHANNELS
from goodstanding.portal.queries import Page

SOURCE = "page of preferences"
ONE_CLICK = "one-click unsubscribe"


def stop(page: Page, *, at: datetime, source: str = SOURCE) -> bool:
    """Stop the page's channel for its person; return False where it was stopped already."""
    if page.is_stopped or page.channel not in CHANNELS:
        return False
    done = opt_out(
        page.person_id, channel=page.channel, contact_point_id=page.contact_point_id, source=source,
        event_key=_event(page, at), by=visitor(page), at=at, confirms=False,
    )  # fmt: skip
    return done.is_new


def start(page: Page, *, at: datetime) -> bool:
    """Start the page's channel again; return False where it was not stopped."""
    if not page.is_stopped or page.channel not in CHANNELS:
        return False
    done = opt_in(
        page.person_id, channel=page.channel, contact_point_id=page.contact_point_id, source=SOURCE,
        event_key=_event(page, at), by=visitor(page), at=at,
    )  # fmt: skip
    return done.is_new


def nothing_now(page: Page, *, at: datetime) -> None:
    """Accept that the page's person can pay nothing now: a case, and what they owe rests for a while."""
    accept_nothing(page.person_id, channel="portal", source="The person, on our page.", by=visitor(page), at=at)


def write(page: Page, text: str, *, at: datetime) -> int:
    """Take in what somebody wrote, and return the reply's number; the same text twice in a day is one reply."""
    told = f"{at.astimezone(UTC).date()} {text.strip()}"
    key = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32]
    return receive_from_page(
        page.person_id, text, message_id=page.message_id, event_key=f"portal:{page.message_id}:{key}",
        by=visitor(page), at=at,
    )  # fmt: skip


def visitor(page: Page) -> Actor:
    """Return who acts: whoever holds the link of a message, within the client it was sent for and no further."""
    roles = frozenset({Role.SUPERVISOR, Role.COMPLIANCE_OFFICER})
    return Actor(f"portal:message:{page.message_id}", roles, Scope(clients=frozenset({page.client_id})))


def _event(page: Page, at: datetime) -> str:
    return f"portal:{page.message_id}:{at.isoformat()}"
