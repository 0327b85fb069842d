"""Readers of mail providers' posts: a bare request for anymail's views, and their events as tellings and mails.

Nothing of Django's way of a request is used: no middleware, no signals, no settings. A post is only what it holds.
"""

import base64
import hashlib
import hmac
import json
import warnings
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

from anymail.exceptions import AnymailError, AnymailWebhookValidationFailure
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest

from goodstanding.outreach.channels.email.esp import ESPS, WEBHOOK_AUTH, named_secrets
from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.inbox.mail.event import MailEvent, telling_of
from goodstanding.outreach.inbox.mail.views.esp_views import INBOUND, TRACKING, View
from goodstanding.outreach.inbox.mail.written import incoming_of, read_mail
from goodstanding.outreach.inbox.telling import Incoming, Post, PostRefused, Telling

ANY_SECRET = base64.b64encode(b"no secret is needed to read what was accepted").decode()


class EspReader:
    """Reads what one provider posts of our mails, or the mails it took in for us."""

    def __init__(self, source: str, setting: Setting, *, is_inbound: bool = False) -> None:
        self.source, self._is_inbound = source, is_inbound
        self._name = source.removesuffix("_inbound")
        self._views = (INBOUND if is_inbound else TRACKING)[self._name]
        self._web_address = str(setting.options.get("web_address") or "")
        esp = ESPS[self._name]
        self._signing = esp.inbound_signing if is_inbound else esp.signing
        secrets = named_secrets(setting.secrets, sign_in=esp.sign_in)
        self._auths = secrets.get(WEBHOOK_AUTH, ())
        self._keys = secrets.get(self._signing, ()) if self._signing else ()
        self._checks: list[View] = []

    def accept(self, post: Post) -> str:
        """Check the signature, or the password where a provider signs nothing, and return the post's digest."""
        if not self._keys and not self._auths:
            what = f"{self._signing} or {WEBHOOK_AUTH}" if self._signing else WEBHOOK_AUTH
            raise PostRefused(f"No secret is set for what {ESPS[self._name].label} posts; set {what}.", is_forged=True)
        self._checks = self._checks or [self._view(key) for key in self._keys or ("",)]
        for place, view in enumerate(self._checks):
            try:
                view.run_validators(request_of(post))
                break
            except AnymailWebhookValidationFailure as fault:
                if place + 1 == len(self._checks):
                    raise PostRefused("The signature does not fit.", is_forged=True) from fault
            except Exception as fault:  # The outside may post anything; whatever a check stumbles over is refused.
                raise PostRefused("This is no post of that provider.") from fault
        return self._digest(post)

    def _digest(self, post: Post) -> str:
        """Return what makes it the same post.

        Mailgun signs a token and no more: whoever heard one could post anything with it, so the token may come once.
        """
        if self._name != "mailgun":
            return digest_of(post)
        request = request_of(post)
        is_json = request.content_type == "application/json"
        token = json.loads(post.body)["signature"]["token"] if is_json else request.POST["token"]
        return hashlib.sha256(f"token {token}".encode("utf-8", "replace")).hexdigest()

    def read(self, post: Post) -> tuple[Sequence[Telling], Sequence[Incoming]]:
        """Return what an accepted post says; raises PostRefused where it cannot be read."""
        try:
            events = self._view(self._keys[0] if self._keys else "").parse_events(request_of(post))
            if self._is_inbound:
                return [], [_incoming(event, post) for event in events if event is not None and event.message]
            told = [telling_of(_plain(event), received_at=post.received_at) for event in events]
        except PostRefused:
            raise
        except (AnymailError, SuspiciousOperation) as fault:
            raise PostRefused(f"{ESPS[self._name].label} posted what is not meant for this address.") from fault
        except Exception as fault:  # What a provider posts may have any shape; it is kept, and a person looks at it.
            raise PostRefused(f"{type(fault).__name__} at what {ESPS[self._name].label} posted.") from fault
        return [one for one in told if one is not None], []

    def _view(self, key: str) -> View:
        options: dict[str, Any] = {"webhook_secret": list(self._auths)}
        if self._signing and key:
            options[self._signing] = key
        elif self._signing in _NEEDED:
            options[self._signing] = ANY_SECRET
        if self._name == "mandrill":
            options["webhook_url"] = f"{self._web_address}/webhooks/{self.source}/"
        with warnings.catch_warnings():
            # What it warns of, posts without any secret, is refused before.
            warnings.simplefilter("ignore")
            return self._views(**options)


_NEEDED = {"signing_secret", "inbound_secret", "webhook_signing_key", "webhook_key", "api_key"}
"""Secrets without which a view is not made, though reading asks for none."""


class RawMailReader:
    """Reads whole mails that a mail server of the house posts as they came, with a password."""

    def __init__(self, source: str, setting: Setting) -> None:
        self.source = source
        self._auths = named_secrets(setting.secrets, sign_in=()).get(WEBHOOK_AUTH, ())

    def accept(self, post: Post) -> str:
        """Check the password and return the digest."""
        if not self._auths:
            raise PostRefused(f"No secret is set for mail that is posted; set {WEBHOOK_AUTH}.", is_forged=True)
        given = post.headers.get("authorization", "").encode("utf-8", "replace")
        wanted = [b"Basic " + base64.b64encode(one.encode()) for one in self._auths]
        if not any(hmac.compare_digest(given, one) for one in wanted):
            raise PostRefused("The password does not fit.", is_forged=True)
        return digest_of(post)

    def read(self, post: Post) -> tuple[Sequence[Telling], Sequence[Incoming]]:
        """Return the mail."""
        return [], [read_mail(post.body, received_at=post.received_at, receiver=post.headers.get("x-original-to", ""))]


def esp_reader(source: str, *, is_inbound: bool = False) -> Callable[[Setting], EspReader]:
    """Return what makes a provider's reader of a setting."""
    return lambda setting: EspReader(source, setting, is_inbound=is_inbound)


def request_of(post: Post) -> WSGIRequest:
    """Return a post as a request that holds nothing else."""
    environ: dict[str, Any] = {
        f"HTTP_{name.upper().replace('-', '_')}": value for name, value in post.headers.items() if name[:1] != ":"
    }
    environ |= {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/",
        "CONTENT_TYPE": post.headers.get("content-type", ""),
        "CONTENT_LENGTH": str(len(post.body)),
        "wsgi.input": BytesIO(post.body),
    }
    request = WSGIRequest(environ)
    # The door has a limit of its own for bodies; Django's is lower.
    request._body = post.body
    return request


def digest_of(post: Post) -> str:
    """Return what makes it the same post: what it says, and the name some providers give every post."""
    told = hashlib.sha256(post.body)
    for name in ("svix-id", "content-type"):
        told.update(b"\0" + post.headers.get(name, "").encode("utf-8", "replace"))
    return told.hexdigest()


def _plain(event: Any) -> MailEvent:
    """Return one of anymail's events as plain values."""
    return MailEvent(
        kind=str(event.event_type),
        at=event.timestamp,
        event_id=str(event.event_id or ""),
        message_id=str(event.message_id or ""),
        recipient=str(event.recipient or ""),
        reject_reason=str(event.reject_reason or ""),
        said=str(event.mta_response or event.description or ""),
        metadata=event.metadata if isinstance(event.metadata, Mapping) else {},
        raw=event.esp_event,
        tags=event.tags if isinstance(event.tags, list) else [event.tags],
    )


def _incoming(event: Any, post: Post) -> Incoming:
    """Return a mail that a provider took in for us."""
    mail = event.message
    return incoming_of(
        headers=[(str(name), str(value)) for name, value in mail.items()],
        text=mail.text or "",
        page=mail.html or "",
        receiver=str(mail.envelope_recipient or ""),
        received_at=post.received_at,
        digest=hashlib.sha256(post.body).hexdigest()[:40],
    )
