"""What a provider posts of one mail comes to one end, in whatever order, however often, and however late."""

import os
import random
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from django.db import transaction

from goodstanding.access.permission import OPERATOR
from goodstanding.outreach.channels.queries import key_folder
from goodstanding.outreach.inbox.operations import accept_post, forget_readers, read_posts
from goodstanding.outreach.models.channel import ChannelSetting, InboxEvent
from goodstanding.outreach.models.message import Message
from goodstanding.parties.models import Consent, ContactPoint
from tests.outreach.inbox.mail.posting import AUTH, post
from tests.outreach.sending.post_office import messages

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 16, 12, tzinfo=UTC)
EVENTS: list[dict[str, object]] = [
    {"RecordType": "Delivery", "DeliveredAt": "2026-06-15T16:01:00Z"},
    {"RecordType": "Open", "ReceivedAt": "2026-06-15T17:00:00Z"},
    {"RecordType": "Click", "ReceivedAt": "2026-06-15T17:01:00Z", "OriginalLink": "https://example.com"},
    {
        "RecordType": "Bounce",
        "Type": "HardBounce",
        "ID": 7,
        "BouncedAt": "2026-06-15T18:00:00Z",
        "Details": "550 5.1.1",
    },
    {"RecordType": "SpamComplaint", "Type": "SpamComplaint", "ID": 8, "BouncedAt": "2026-06-15T19:00:00Z"},
]
ORDERS = 120 if os.environ.get("GOODSTANDING_LONG") else 8


class _Undone(Exception):
    """Everything of a try is taken back."""


def test_every_order_and_every_repetition_comes_to_one_end() -> None:
    forget_readers()
    key_folder().mkdir(parents=True, exist_ok=True)
    (key_folder() / "test-order").write_text(f"webhook_auth={AUTH}\n")
    ChannelSetting.objects.create(
        channel="email", provider="anymail", options={"esp_name": "postmark"}, secret_name="test-order", by="test",
        at=AT - timedelta(days=2), entry_id=1,
    )  # fmt: skip
    (number,) = messages(1)
    Message.objects.filter(pk=number).update(reference="ref-1", provider="anymail", state="accepted", attempt=1)
    known = Message.objects.get(pk=number).events.count()
    chance, ends = random.Random(6), set()
    for order in chance.sample(list(permutations(EVENTS)), ORDERS):
        try:
            with transaction.atomic():
                for place, event in enumerate(order):
                    for _ in range(chance.choice([1, 2, 50])):
                        told = event | {"MessageID": "ref-1", "Recipient": "person0@example.com"}
                        accept_post("postmark", post("postmark", told, received_at=AT + timedelta(days=place * 7)))
                    if chance.random() < 0.5:
                        read_posts(by=OPERATOR, at=AT + timedelta(days=place * 7))
                read_posts(by=OPERATOR, at=AT + timedelta(days=40))
                row = Message.objects.get(pk=number)
                ends.add(
                    (
                        row.state,
                        row.events.count() - known,
                        ContactPoint.objects.get(kind="email").status,
                        Consent.objects.filter(person_id=row.person_id, decision="withdrawn").count(),
                        InboxEvent.objects.count(),
                    )
                )
                raise _Undone
        except _Undone:
            pass
    assert ends == {("bounced", len(EVENTS), "returned", 1, len(EVENTS))}
