"""Composing: a finished consignment from a message, the text in force for it, and the facts of the moment.

The one way from a message to what is sent. The worker and every preview go through it, so a preview shows what would be
sent, byte for byte.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from goodstanding.outreach.channels.email.dress import dress
from goodstanding.outreach.channels.letter import letter_code
from goodstanding.outreach.channels.letter.address import address_lines
from goodstanding.outreach.channels.letter.page import page
from goodstanding.outreach.channels.letter.press import press
from goodstanding.outreach.channels.letter.window import HOME, US_10
from goodstanding.outreach.channels.provider import Consignment, Part
from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.message.attempt import key_of
from goodstanding.outreach.sending.house import Waiting
from goodstanding.outreach.sending.wanted import MessageRefused
from goodstanding.outreach.template.facts.facts import Facts
from goodstanding.outreach.template.rendering.render import render
from goodstanding.outreach.template.text import TemplateText

PDF = "application/pdf"
NUMBER = re.compile(r"\+[1-9]\d{6,14}")
"""A number that can be dialled: E.164."""
BY_NUMBER = ("sms", "voicemail", "call")


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a message goes: the contact point's value and country, and the person's name; the kind is empty for the
    portal."""

    kind: str
    value: str
    name: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """What all messages of a batch share: who we are, how the channel is set, our secret, the day and the instant."""

    house: Mapping[str, Any]
    setting: Setting | None
    secret: str
    day: date
    at: datetime
    presses: bool = True
    """Whether letters are printed at once; a print house's adapter prints many together from their pages."""
    printed: Callable[[str], bytes] = field(default=press)

    @property
    def country(self) -> str:
        """Return the country letters are posted in."""
        return str(self._letter_option("home") or HOME).upper()

    @property
    def envelope(self) -> str:
        """Return the envelope in whose window the address shows."""
        return str(self._letter_option("envelope") or US_10.name)

    def _letter_option(self, name: str) -> object:
        return self.setting.options.get(name) if self.setting and self.setting.channel == "letter" else None


@dataclass(frozen=True, slots=True)
class Written:
    """The text in force, its facts, the statement's text where one goes along, and what another chapter printed."""

    text: TemplateText
    facts: Facts
    statement: TemplateText | None = None
    documents: Sequence[Part] = ()
    thread: Sequence[str] = ()


def compose(message: Waiting, written: Written, *, to: Destination | None, office: Office) -> Consignment:
    """Return the finished consignment of a message's next attempt.

    Raises MessageRefused where it cannot go there, TemplateRefused, AddressRefused, Unprintable or ChannelRefused.
    """
    attempt = message.attempt + 1
    rendered = render(written.text, channel=message.channel, facts=written.facts)
    consignment = Consignment(
        key=key_of(message.key, made_at=message.made_at or office.at, attempt=attempt),
        message_id=message.message_id,
        attempt=attempt,
        channel=message.channel,
        to=_place(message, to),
        to_name=to.name if to else "",
        language=written.text.language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        not_after=message.not_after,
    )
    if message.channel == "letter":
        return _letter(consignment, written, body=rendered.typst, to=to, office=office)
    if message.channel == "email":
        return _mail(consignment, message, written, to=to, office=office)
    return consignment


def _place(message: Waiting, to: Destination | None) -> str:
    """Return where it goes, or refuse what is no number and what nobody knows."""
    if message.channel == "portal":
        return ""
    if to is None:
        raise MessageRefused(f"Nobody knows where a message by {message.channel} should go.")
    if message.channel in BY_NUMBER and not NUMBER.fullmatch(to.value):
        raise MessageRefused(f"{to.value[:40]!r} is no number that can be dialled.")
    return to.value


def _letter(
    consignment: Consignment, written: Written, *, body: str, to: Destination | None, office: Office
) -> Consignment:
    """Put a letter on its page and print it, unless another chapter printed it already."""
    assert to is not None, "A letter has an address, or was refused."
    lines = address_lines(to.name, to.value, country=to.country, home=office.country)
    if written.documents:
        return replace(consignment, to="\n".join(lines), pdf=written.documents[0].content)
    source = _page(consignment, body=body, lines=lines, office=office, title=consignment.subject)
    pdf = office.printed(source) if office.presses else b""
    return replace(consignment, to="\n".join(lines), page=source, pdf=pdf)


def _mail(
    consignment: Consignment, message: Waiting, written: Written, *, to: Destination | None, office: Office
) -> Consignment:
    """Add what goes along, and the headers of the channel as it is set."""
    assert to is not None, "Mail has an address, or was refused."
    parts = list(written.documents)
    lines = (to.name or to.value, to.value)
    if "letter" in written.text.attachments and not parts:
        parts.append(_attached("letter", written.text, consignment, written.facts, lines=lines, office=office))
    if written.statement is not None:
        parts.append(_attached("statement", written.statement, consignment, written.facts, lines=lines, office=office))
    whole = replace(consignment, parts=tuple(parts))
    if office.setting is None:
        return whole
    return dress(
        whole,
        message=message,
        setting=office.setting,
        thread=written.thread,
        at=office.at,
        secret=office.secret,
        house_name=str(office.house.get("name", "")),
    )


def _attached(
    name: str, text: TemplateText, consignment: Consignment, facts: Facts, *, lines: Sequence[str], office: Office
) -> Part:
    """Print the letter of a text as a file that goes along."""
    rendered = render(text, channel="letter", facts=facts)
    source = _page(consignment, body=rendered.typst, lines=lines, office=office, title=rendered.subject)
    return Part(f"{name}.pdf", PDF, office.printed(source))


def _page(consignment: Consignment, *, body: str, lines: Sequence[str], office: Office, title: str) -> str:
    return page(
        body,
        address_lines=lines,
        house=office.house,
        language=consignment.language,
        code=letter_code.code_of_attempt(consignment.message_id, consignment.key),
        day=office.day,
        title=title,
        envelope=office.envelope,
    )
