"""A consignment and its message, as the tests of mail use them."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from goodstanding.outreach.channels.email.dress import dress
from goodstanding.outreach.channels.provider import Consignment
from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.sending.house import Waiting

AT = datetime(2026, 11, 23, 15, 30, 12, 5, tzinfo=UTC)
SECRET = "a secret of this installation"
OPTIONS: dict[str, Any] = {
    "from_address": "accounts@collections.example.com",
    "from_name": "Example Collections",
    "web_address": "https://books.example.com",
    "host": "127.0.0.1",
}

MESSAGE = Waiting(
    message_id=17, key="act:17", origin="night", channel="email", person_id=5, client_id=3, contact_point_id=9,
    lines=(), template="friendly-reminder", language="en", tone="friendly", purpose="payment_reminder", fields={},
    strategy="", edition=0, step="", is_optional=False, answers_id=None, planned_at=AT, not_before=AT, not_after=AT,
    attempt=1, by="job:night",
)  # fmt: skip
CONSIGNMENT = Consignment(
    key="act:17", message_id=17, attempt=1, channel="email", to="juniper.sample@example.com",
    to_name="Juniper Ångström-Sample", subject="Your account GF-0001", text="Dear Juniper,\n\nplease look.\n",
    html="<p>Dear Juniper, <b>please</b> look. €</p>",
)  # fmt: skip


def setting(**options: Any) -> Setting:
    return Setting("email", "smtp", OPTIONS | options)


def dressed(message: Waiting = MESSAGE, *, options: dict[str, Any] | None = None, **changed: Any) -> Consignment:
    return dress(
        replace(CONSIGNMENT, **changed), message=message, setting=setting(**(options or {})), at=AT, secret=SECRET,
        house_name="The House",
    )  # fmt: skip
