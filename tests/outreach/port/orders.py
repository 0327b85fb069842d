"""Orders for the tests of ports and of the hand-over."""

from datetime import UTC, datetime

from goodstanding.outreach.port.delivery import DeliveryLine, DeliveryOrder

NINE = datetime(2026, 6, 15, 13, tzinfo=UTC)
SIX = datetime(2026, 6, 15, 22, tzinfo=UTC)


def order(number: int, *, channel: str = "email", key: str = "") -> DeliveryOrder:
    """Return the order of an act, about one debt of the same number."""
    return DeliveryOrder(
        key=key or f"act:{number}",
        kind="contact",
        channel=channel,
        person_id=number,
        client_id=1,
        contact_point_id=number,
        lines=(DeliveryLine(number, None, "reminder", "USD", 10_000 + number),),
        template="reminder",
        language="en",
        tone="friendly",
        offers="",
        planned_at=NINE,
        not_before=NINE,
        not_after=SIX,
        strategy="agency",
        edition=1,
        step="reminder",
    )
