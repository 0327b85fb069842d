"""Carrying mail by one of the providers that django-anymail knows, each set by itself and by no global setting."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from datetime import datetime
from email.header import decode_header, make_header
from email.utils import formataddr, parseaddr
from pathlib import Path
from typing import Any

import requests
from anymail.exceptions import AnymailError, AnymailRecipientsRefused
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives
from django.utils.module_loading import import_string

from goodstanding.outreach.channels.email import dress
from goodstanding.outreach.channels.email.address import AddressRefused, checked, plain
from goodstanding.outreach.channels.email.answer import BAD_ADDRESS
from goodstanding.outreach.channels.email.answered import HttpAnswer, outcome_of, outcome_of_status
from goodstanding.outreach.channels.email.esp import ESPS, MESSAGE_KEY, Esp, named_secrets, tag_of
from goodstanding.outreach.channels.email.mail import built, copy_of
from goodstanding.outreach.channels.provider import ChannelRefused, Consignment, Found, Outcome
from goodstanding.outreach.channels.setting import Adapter, Setting
from goodstanding.wire.option import Option

PATIENCE_S = 60
_NO_CONNECTION = {"NewConnectionError", "NameResolutionError", "ConnectTimeoutError"}
_APART = {"from", "reply-to", "date"}
"""Headers a provider takes apart from the others, or gives by itself."""


class EspProvider:
    """Carries mail by one provider. Not for two threads at once."""

    name = "anymail"

    def __init__(self, esp: Esp, options: Mapping[str, Any], *, patience_s: float) -> None:
        self._label, self._patience_s, self._is_tagged = esp.label, patience_s, esp.is_tagged
        self._backend = import_string(esp.backend)
        self._options = {**options, "timeout": patience_s, "ignore_recipient_status": True}
        self._line: Any = None
        # Made once here, so that a setting that cannot be is refused before anything is handed over.
        self._backend(**self._options)

    def send(self, consignment: Consignment) -> Outcome:
        """Hand one mail over and say what became of it."""
        name, address = parseaddr(consignment.headers.get("From", ""))
        try:
            sender = formataddr((str(make_header(decode_header(name))), checked(address)))
        except ValueError as fault:
            return Outcome("refused", reason=f"The sender of mail is not set right: {fault}", stops=True)
        try:
            mail, kept = self._mail(consignment, sender=sender), built(consignment)
        except AddressRefused as fault:
            return Outcome("failed", reason=str(fault), code=BAD_ADDRESS, is_point_bad=True)
        except ValueError as fault:
            return Outcome("failed", reason=f"This cannot be written as a mail: {fault}.")
        hands = ThreadPoolExecutor(1)
        try:
            # A provider of one byte a second never lets the time between two bytes run out; the whole must end.
            outcome = hands.submit(self._carry, mail).result(timeout=self._patience_s)
        except TooSlow:
            self._line = None
            return outcome_of(HttpAnswer(0, "it did not answer in time"), label=self._label)
        finally:
            hands.shutdown(wait=False)
        return outcome._replace(sent=(copy_of(kept),)) if outcome.word == "accepted" else outcome

    def look_up(self, consignment: Consignment, *, asked_at: datetime) -> Found:  # noqa: ARG002  There is no asking.
        """What became of a mail is posted to us, not asked for."""
        return Found("cannot tell", reason=f"{self._label} posts what became of a mail; it cannot be asked by our key.")

    def close(self) -> None:
        """Let go of the connection."""
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _mail(self, consignment: Consignment, *, sender: str) -> EmailMultiAlternatives:
        """Return a consignment as anymail takes it; raises AddressRefused."""
        mail = EmailMultiAlternatives(
            subject=plain(consignment.subject),
            body=consignment.text,
            from_email=sender,
            to=[formataddr((plain(consignment.to_name), checked(consignment.to)))],
            reply_to=[one for one in [consignment.headers.get("Reply-To", "")] if one],
            headers={name: value for name, value in consignment.headers.items() if name.lower() not in _APART},
        )
        if consignment.html:
            mail.attach_alternative(consignment.html, "text/html")
        for part in consignment.parts:
            mail.attach(plain(part.name) or "attachment", part.content, part.media_type)
        # Whoever carries no data along gives our key back in a tag. anymail reads these two by their names.
        told = {"tags": [tag_of(consignment.key)]} if self._is_tagged else {"metadata": {MESSAGE_KEY: consignment.key}}
        vars(mail).update(told)
        return mail

    def _carry(self, mail: EmailMultiAlternatives) -> Outcome:
        try:
            if self._line is None:
                self._line = self._backend(**self._options)
                self._line.open()
            self._line.send_messages([mail])
        except AnymailRecipientsRefused:
            return self._told(mail)
        except AnymailError as fault:
            return self._fault(fault)
        except Exception as fault:  # noqa: BLE001  A library met what it did not expect, perhaps in the very answer.
            self._line = None
            return outcome_of(HttpAnswer(0, f"its answer met a fault ({type(fault).__name__})"), label=self._label)
        return self._told(mail)

    def _told(self, mail: EmailMultiAlternatives) -> Outcome:
        """Return what the provider said of the one receiver."""
        (one,) = mail.anymail_status.recipients.values()  # type: ignore[attr-defined]  # anymail puts it there.
        return outcome_of_status(str(one.status), reference=str(one.message_id or ""), label=self._label)

    def _fault(self, fault: Any) -> Outcome:
        """Return what it means that anymail raised something."""
        response = getattr(fault, "response", None)
        if response is not None:
            wait = str(response.headers.get("Retry-After", ""))[:5]
            seconds = int(wait) if wait.isdecimal() else None
            told = HttpAnswer(response.status_code, plain(response.text)[:300], seconds)
            return outcome_of(told, label=self._label)
        if isinstance(fault, requests.RequestException):
            self._line = None
            why = "it cannot be reached" if is_unsent(fault) else "it did not answer"
            return outcome_of(HttpAnswer(0, why, is_unsent=is_unsent(fault)), label=self._label)
        return Outcome("failed", reason=f"{self._label} does not take such a mail: {plain(str(fault))[:300]}.")


def is_unsent(fault: requests.RequestException) -> bool:
    """Say whether a request certainly never got there: no connection was made, or no certificate was good."""
    if isinstance(fault, requests.exceptions.ConnectTimeout):
        return True
    if isinstance(fault, requests.exceptions.SSLError):
        return "certificate" in str(fault).lower()
    return bool(_NO_CONNECTION & {type(one).__name__ for one in _causes(fault)})


def _causes(fault: BaseException) -> list[BaseException]:
    """Return a fault with everything it came from, as far as its libraries say so in their several ways."""
    causes: list[BaseException] = [fault]
    for one in causes:
        more = [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
        causes += [each for each in more if isinstance(each, BaseException) and each not in causes]
    return causes


def make_anymail(setting: Setting, _folder: Path) -> EspProvider:
    """Make the adapter of a provider; raises ChannelRefused where a secret or an option it needs is missing."""
    name = str(setting.options.get("esp_name"))
    esp = ESPS[name]
    secrets = named_secrets(setting.secrets, sign_in=esp.sign_in)
    missing = [one for one in esp.sign_in if not secrets.get(one)]
    if missing:
        raise ChannelRefused(f"{esp.label} needs {' and '.join(missing)} in its secret, a line each as name=value.")
    options = {one: secrets[one][0] for one in esp.sign_in}
    options |= {one: setting.options[one] for one in ("api_url", *esp.options) if setting.options.get(one)}
    try:
        return EspProvider(esp, options, patience_s=float(setting.options.get("patience_s") or PATIENCE_S))
    except (AnymailError, ImproperlyConfigured, ImportError, TypeError, ValueError) as fault:
        raise ChannelRefused(f"{esp.label} cannot be used like this: {plain(str(fault))[:300]}") from fault


ANYMAIL = Adapter(
    channel="email",
    provider="anymail",
    meaning="A mail provider that is spoken to over HTTP and posts back what became of mails.",
    make=make_anymail,
    options=(
        *dress.OPTIONS,
        Option("esp_name", "Which provider.", required=True, example="mailgun", kind="choice", choices=tuple(ESPS)),
        Option(
            "api_url", "Its address, if not the usual one.", example="https://api.eu.mailgun.net/v3", kind="address"
        ),
        Option("sender_domain", "Mailgun: the domain mail is sent from.", example="mg.example.com"),
        Option("message_stream", "Postmark: the stream.", example="outbound"),
        Option("subaccount", "SparkPost: the number of the subaccount.", example="5"),
        Option(
            "patience_s",
            "Seconds one mail may take.",
            example="60",
            kind="number",
            default=PATIENCE_S,
            least=1,
            most=600,
        ),
    ),
    secret="Its key; further lines are name=value, such as webhook_signing_key or webhook_auth=user:password.",  # noqa: S106  Words about it.
    is_secret_needed=True,
)
