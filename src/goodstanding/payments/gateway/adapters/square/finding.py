"""Finds what Square has: payments and orders by our reference, and what hangs on a payment.

Source: Square's descriptions of its lists. A list that has no rows is left out of the answer. Everything raises
CannotTell where Square does not show what was asked for.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from goodstanding.payments.gateway.adapters.exchange import CLOCKS_APART, Exchange, Row, in_path
from goodstanding.payments.gateway.port import CannotTell
from goodstanding.wire.answer import TAKEN_BELOW, inner, rows, text, told
from goodstanding.wire.line import NoAnswer

TAKEN_FOR = timedelta(hours=1)
"""How long after an ask what came of it may have been made."""
PAGE, CURSOR_MAX = 500, 4000


class Books:
    """What Square has of one of our places."""

    def __init__(self, exchange: Exchange, *, location: str) -> None:
        self.exchange, self.location = exchange, location

    def reference_of(self, wanted: str, *, asked_at: datetime) -> str:
        """Return the number of the payment or the order made around an instant with our reference; of several, paid."""
        start, end = stamp(asked_at - CLOCKS_APART), stamp(asked_at + TAKEN_FOR)
        asked = {"begin_time": start, "end_time": end, "location_id": self.location}
        ours = [one for one in self.listed("/v2/payments", asked, "payments") if text(one, "reference_id") == wanted]
        if not ours:
            ours = [one for one in self.orders(start, end) if text(one, "reference_id") == wanted]
        ours.sort(key=lambda one: text(one, "status") != "COMPLETED")
        return text(ours[0], "id") if ours else ""

    def orders(self, start: str, end: str) -> list[Row]:
        """Return the orders made in a span. Square is asked for them with a post, which changes nothing."""
        made = {"date_time_filter": {"created_at": {"start_at": start, "end_at": end}}}
        given = {"location_ids": [self.location], "query": {"filter": made}, "limit": PAGE}

        def page_of(cursor: str) -> Row:
            answer = self.exchange.post("/v2/orders/search", given | ({"cursor": cursor} if cursor else {}))
            page = None if isinstance(answer, NoAnswer) or answer.status >= TAKEN_BELOW else told(answer)
            if page is None:
                raise CannotTell("Square does not show its orders.")
            return page

        return self.exchange.all_rows(page_of, "orders", after=_cursor, may_lack=True)

    def payment(self, number: str) -> Row:
        """Return a payment."""
        found = inner(self.exchange.get(f"/v2/payments/{in_path(number)}"), "payment")
        if not found:
            raise CannotTell("Square's answer cannot be read.")
        return found

    def payment_number(self, reference: str) -> str:
        """Return the number of a payment from its own or its order's."""
        found = self.exchange.find(f"/v2/orders/{in_path(reference)}")
        if found is None:
            return reference
        number = paid_by(inner(found, "order"))
        if not number:
            raise CannotTell("Nothing was paid on this link.")
        return number

    def refunds(self, payment: Row) -> list[Row]:
        """Return the refunds a payment names."""
        numbers = payment.get("refund_ids")
        named = [one for one in numbers if isinstance(one, str)] if isinstance(numbers, list) else []
        return [inner(self.exchange.get(f"/v2/refunds/{in_path(one)}"), "refund") for one in named]

    def disputes(self, payment: str) -> list[Row]:
        """Return the disputes of a payment, which Square lists for a place only."""
        listed = self.listed("/v2/disputes", {"location_id": self.location}, "disputes")
        return [one for one in listed if text(inner(one, "disputed_payment"), "payment_id") == payment]

    def listed(self, path: str, asked: Mapping[str, str], name: str) -> list[Row]:
        """Return all rows of a list."""

        def page_of(cursor: str) -> Row:
            return self.exchange.get(f"{path}?{urlencode({**asked} | ({'cursor': cursor} if cursor else {}))}")

        return self.exchange.all_rows(page_of, name, after=_cursor, may_lack=True)


def paid_by(order: Row) -> str:
    """Return the number of the payment an order was paid by, or nothing."""
    tenders = rows(order, "tenders") or ()
    numbers = [text(one, "payment_id") or text(one, "id") for one in tenders]
    return next((one for one in numbers if one), "")


def stamp(at: datetime) -> str:
    """Return an instant as Square takes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _cursor(page: Row, _some: Sequence[Row]) -> str:
    return text(page, "cursor", most=CURSOR_MAX)
