"""The mail providers there are backends for: what each is called, how it is signed in to, and how it signs its posts.

One table for sending and for reading what providers post. A secret is given line by line as name=value; a line without
a name is the first name of the provider's own.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

WEBHOOK_AUTH = "webhook_auth"
"""The name of a secret "user:password" that a provider shows with its posts (HTTP basic authentication)."""
MESSAGE_KEY = "message_key"
"""The name under which a provider carries our key along and gives it back."""


class Esp(NamedTuple):
    """One provider. `signing` names the secret its posts are signed with; empty where it signs nothing."""

    label: str
    backend: str
    sign_in: tuple[str, ...]
    signing: str = ""
    inbound_signing: str = ""
    options: tuple[str, ...] = ()
    """Options of its own that are handed to its backend."""
    is_tagged: bool = False
    """It carries no data along with a mail, but tags, and gives those back."""


def _esp(label: str, backend: str, *sign_in: str, **more: str | bool | tuple[str, ...]) -> Esp:
    return Esp(label, f"anymail.backends.{backend}.EmailBackend", sign_in, **more)  # type: ignore[arg-type]  # Names of its fields.


ESPS: Mapping[str, Esp] = {
    "amazon_ses": _esp("Amazon SES", "amazon_ses", "aws_access_key_id", "aws_secret_access_key"),
    "brevo": _esp("Brevo", "brevo", "api_key"),
    "mailersend": _esp(
        "MailerSend", "mailersend", "api_token", signing="signing_secret", inbound_signing="inbound_secret",
        is_tagged=True,
    ),
    "mailgun": _esp(
        "Mailgun", "mailgun", "api_key", signing="webhook_signing_key", inbound_signing="webhook_signing_key",
        options=("sender_domain",),
    ),
    "mailjet": _esp("Mailjet", "mailjet", "api_key", "secret_key"),
    "mailtrap": _esp("Mailtrap", "mailtrap", "api_token", signing="tracking_secret"),
    "mandrill": _esp("Mandrill", "mandrill", "api_key", signing="webhook_key", inbound_signing="webhook_key"),
    "postal": _esp("Postal", "postal", "api_key", signing="webhook_key", inbound_signing="webhook_key", is_tagged=True),
    "postmark": _esp("Postmark", "postmark", "server_token", options=("message_stream",)),
    "resend": _esp("Resend", "resend", "api_key", signing="signing_secret"),
    "sendgrid": _esp("SendGrid", "sendgrid", "api_key", signing="tracking_webhook_verification_key"),
    "sparkpost": _esp("SparkPost", "sparkpost", "api_key", options=("subaccount",)),
    "unisender_go": _esp("Unisender Go", "unisender_go", "api_key", signing="api_key"),
}  # fmt: skip

NAMES: frozenset[str] = frozenset(
    {WEBHOOK_AUTH}
    | {name for esp in ESPS.values() for name in (*esp.sign_in, esp.signing, esp.inbound_signing) if name}
)


def tag_of(key: str) -> str:
    """Return our key as a tag, for providers that carry nothing else along."""
    return f"{MESSAGE_KEY}={key}"


def key_in(tags: Iterable[object]) -> str:
    """Return our key among the tags that came back; empty where it is not there.

    >>> key_in(["a", tag_of("act:17")])
    'act:17'
    """
    told = (str(one) for one in tags)
    return next((one.removeprefix(tag_of("")) for one in told if one.startswith(tag_of(""))), "")


def named_secrets(lines: Iterable[str], *, sign_in: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Return secrets by name, several of one name in their order; a line without a name is the next of `sign_in`.

    >>> named_secrets(["key-1", "webhook_auth=us:them"], sign_in=["api_key"])["webhook_auth"]
    ('us:them',)
    """
    found: dict[str, tuple[str, ...]] = {}
    bare = iter([*sign_in, *[""] * 20])
    for line in lines:
        name, separator, value = line.partition("=")
        if not separator or name.strip() not in NAMES:
            name, value = next(bare, ""), line
        found[name.strip()] = (*found.get(name.strip(), ()), value.strip())
    return found
