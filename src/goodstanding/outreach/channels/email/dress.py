"""Dressing a consignment: from whom it comes, where an answer goes, what it belongs to, and the way out of it.

For whoever composes mail, to be sent or to be looked at; both get the same headers. Optional mail carries the one-click
way out of RFC 8058; mail that the law or a contract wants sent carries none, for there is no way out of it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from goodstanding.outreach.channels.email import reply_address
from goodstanding.outreach.channels.email.address import AddressRefused, checked, plain
from goodstanding.outreach.channels.email.header import mailbox as written
from goodstanding.outreach.channels.provider import ChannelRefused, Consignment
from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.sending.house import Waiting
from goodstanding.outreach.signed_number import LONG, signed
from goodstanding.wire.option import Option

PAGE = "page"
"""What a link to the page of preferences is signed for."""
THREAD_MAX = 20
"""How many earlier messages a mail names; programs need the first and the latest."""

OPTIONS: tuple[Option, ...] = (
    Option("from_address", "The address mail comes from.", required=True, example="accounts@example.com", kind="email"),
    Option("from_name", "The name beside it; the house's own where it is absent.", example="Example Collections"),
    Option("reply_mailbox", "Where answers come in, if not at from_address.", example="help@example.com", kind="email"),
    Option(
        "senders",
        "Other senders for clients by number, as JSON; each an address with or without a name.",
        example='{"3": "Fern and Field <billing@fern.example>"}',
    ),
    Option(
        "web_address", "Where people reach this installation's pages.", example="https://books.example.com",
        kind="address",
    ),
)  # fmt: skip


def dress(
    consignment: Consignment,
    *,
    message: Waiting,
    setting: Setting,
    thread: Sequence[str] = (),
    at: datetime,
    secret: str,
    house_name: str = "",
) -> Consignment:
    """Return the consignment with its headers; raises ChannelRefused where the setting names no sender.

    thread  Message-IDs of the conversation so far, the earliest first: ours (`message_name`) and theirs.
    secret  the installation's, by which answers and links are believed.
    """
    name, sender = sender_of(setting.options, client_id=message.client_id, house_name=house_name)
    mailbox = checked(str(setting.options.get("reply_mailbox") or sender))
    number = message.message_id
    headers = {
        "From": written(name, sender),
        "Reply-To": reply_address.reply_address(mailbox, message_id=number, secret=secret),
        "Date": format_datetime(at.astimezone(UTC).replace(microsecond=0)),
        "Message-ID": reply_address.message_name(message_id=number, sender=sender, secret=secret),
        **_thread(thread),
        # Machines that answer on holidays are asked not to (RFC 3834).
        "Auto-Submitted": "auto-generated",
        "Content-Language": plain(consignment.language)[:20],
    }
    if message.is_optional:
        headers |= _way_out(setting.options, mailbox=mailbox, number=number, secret=secret)
    return replace(consignment, headers={**headers, **_others(consignment.headers, headers)})


def sender_of(options: Mapping[str, Any], *, client_id: int, house_name: str = "") -> tuple[str, str]:
    """Return name and address a client's mail comes from: the client's own sender, else the house's."""
    own = str(_senders(options).get(str(client_id), ""))
    try:
        if own:
            name, _, address = own.rpartition("<")
            return plain(name).strip('" '), checked(address.rstrip("> "))
        return plain(str(options.get("from_name") or house_name)), checked(str(options.get("from_address", "")))
    except AddressRefused as fault:
        raise ChannelRefused(f"The sender of mail is not set right: {fault}") from fault


def links_of(message: Waiting, *, setting: Setting, secret: str) -> dict[str, str]:
    """Return the merge fields of a mail that its headers know: where answers go, and where optional mail is ended."""
    _, sender = sender_of(setting.options, client_id=message.client_id)
    mailbox = checked(str(setting.options.get("reply_mailbox") or sender))
    number = message.message_id
    page = page_address(str(setting.options.get("web_address") or ""), message_id=number, secret=secret)
    return {
        "reply.address": reply_address.reply_address(mailbox, message_id=number, secret=secret),
        "unsubscribe.link": page if message.is_optional else "",
    }


def page_address(web_address: str, *, message_id: int, secret: str) -> str:
    """Return the page on which whoever got a message says what they want of us; empty without a web address."""
    if not web_address:
        return ""
    return f"{web_address.rstrip('/')}/p/{signed(message_id, purpose=PAGE, secret=secret, length=LONG)}/"


def _thread(thread: Sequence[str]) -> dict[str, str]:
    """Name what this follows: the latest as answered, the first and the latest ones as references."""
    known = [one for one in dict.fromkeys(plain(each) for each in thread) if one.startswith("<") and one.endswith(">")]
    if not known:
        return {}
    kept = known if len(known) <= THREAD_MAX else [known[0], *known[1 - THREAD_MAX :]]
    return {"In-Reply-To": known[-1], "References": " ".join(kept)}


def _way_out(options: Mapping[str, Any], *, mailbox: str, number: int, secret: str) -> dict[str, str]:
    """Offer the way out: one click where there is a page for it, and a mail for programs that know only that."""
    by_mail = f"<mailto:{reply_address.leave_address(mailbox, message_id=number, secret=secret)}?subject=unsubscribe>"
    page = page_address(str(options.get("web_address") or ""), message_id=number, secret=secret)
    if not page:
        return {"List-Unsubscribe": by_mail}
    return {"List-Unsubscribe": f"<{page}>, {by_mail}", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _others(given: Mapping[str, str], ours: Mapping[str, str]) -> dict[str, str]:
    """Keep headers that somebody gave before, cleaned, unless they are ours to give."""
    taken = {name.lower() for name in ours} | {"to", "subject", "cc", "bcc", "content-type", "mime-version"}
    return {name: plain(value) for name, value in given.items() if name.lower() not in taken}


def _senders(options: Mapping[str, Any]) -> Mapping[str, Any]:
    told = options.get("senders") or {}
    if isinstance(told, str):
        try:
            told = json.loads(told)
        except ValueError as fault:
            raise ChannelRefused("The senders of clients are no JSON object.") from fault
    if not isinstance(told, Mapping):
        raise ChannelRefused("The senders of clients are no JSON object.")
    return told
