"""An address at which nothing will ever arrive is marked as soon as the mail server says so, over real SMTP."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from goodstanding.outreach.channels.email.smtp import SmtpProvider, SmtpServer
from goodstanding.outreach.channels.provider import Consignment
from goodstanding.outreach.models.message import Message, MessageCopy
from goodstanding.outreach.sending.house import House, Waiting, Weighed
from goodstanding.parties.models import ContactPoint
from tests.outreach.channels.email.mail_server import HOST, real_server
from tests.outreach.sending.post_office import messages, plainly, send, states

pytestmark = pytest.mark.django_db


def dressed(
    told: Sequence[Waiting], weighed: Mapping[int, Weighed], house: House, at: datetime
) -> dict[int, Consignment | str]:
    """Plain messages with a sender."""
    headers = {"From": "Example Collections <accounts@collections.example.com>"}
    found = plainly(told, weighed, house, at)
    return {key: replace(one, headers=headers) if isinstance(one, Consignment) else one for key, one in found.items()}


def test_a_bad_address_is_marked_and_the_others_get_their_mail(tmp_path: Path) -> None:
    one, gone, shy, last = messages(4)
    with real_server() as (kept, port):
        kept.rcpt = {"person1@example.com": "550 5.1.1 no such user", "person2@example.com": "550 5.7.1 not you"}
        send(tmp_path, SmtpProvider(SmtpServer(HOST, port, security="none")), prepare=dressed)  # type: ignore[arg-type]  # Any provider will do.
    assert states(one, gone, shy, last) == ["accepted", "failed", "failed", "accepted"]
    marks = dict(ContactPoint.objects.values_list("value", "status"))
    assert marks["person1@example.com"] == "returned"
    assert {marks[f"person{number}@example.com"] for number in (0, 2, 3)} == {"unverified"}
    assert "5.1.1" in Message.objects.get(pk=gone).reason
    copies = {row.message_id: bytes(row.content or b"") for row in MessageCopy.objects.filter(part="mail")}
    assert {copies[one], copies[last]} == {mail.content for mail in kept.mails}
