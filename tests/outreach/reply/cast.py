"""What replies answer: a message that went out."""

from datetime import timedelta

from goodstanding.outreach.models.message import Message
from goodstanding.parties.models import ContactPoint
from tests.receivables.cast import NOON, Book


def message(book: Book, *, key: str = "act:17", debt_ids: tuple[int, ...] = (), channel: str = "email") -> Message:
    """Return a message that its provider accepted a day ago."""
    point = _point(book.debtor_id, "phone" if channel == "sms" else "email")
    at = NOON - timedelta(days=1)
    return Message.objects.create(
        key=key, origin="night", channel=channel, person_id=book.debtor_id, client_id=book.client_id,
        contact_point_id=point, debt_ids=list(debt_ids), lines=[], template="friendly-reminder", language="en",
        planned_at=at, not_before=at, not_after=at + timedelta(days=1), state="accepted", attempt=1, state_at=at,
        due_at=at, provider="smtp", subject="Your account", text="Dear Juniper, …", by="job:night", made_at=at,
        entry_id=1,
    )  # fmt: skip


def _point(person_id: int, kind: str) -> int | None:
    points = ContactPoint.objects.filter(person_id=person_id, kind=kind)
    return points.values_list("pk", flat=True).first()
