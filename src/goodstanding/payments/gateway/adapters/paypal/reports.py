"""PayPal's reports: which payments carried our key, and what went to our bank account.

Source: PayPal's description of Transaction Search v1. What is reported lags by up to three hours, and a report says
itself how far it has come; at most 31 days are asked for at once. What a withdrawal is made of, PayPal does not say.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from goodstanding.payments.gateway.adapters.exchange import CLOCKS_APART, PAGES_MAX, Exchange, Row, day_of
from goodstanding.payments.gateway.adapters.paypal.amounts import amount_of
from goodstanding.payments.gateway.port import CannotTell, Payout
from goodstanding.wire.answer import inner, instant, rows, text, whole

PATH, PAGE = "/v1/reporting/transactions", 500
SPAN = timedelta(days=31)
SPANS_MAX = 40
TAKEN_FOR = timedelta(days=1)
PAYMENTS, WITHDRAWALS = "T00", "T04"
"""The groups of event codes of what was paid, and of what goes to a bank account."""
STATES: Mapping[str, Literal["paid", "pending", "failed"]] = {"S": "paid", "P": "pending", "D": "failed", "V": "failed"}


def references_of(key: str, *, asked_at: datetime, exchange: Exchange) -> tuple[list[str], datetime]:
    """Return the payments that carry our key, of those made around an instant, and how far the report has come."""
    found, until = _between(asked_at - CLOCKS_APART, asked_at + TAKEN_FOR, exchange=exchange)
    infos = [inner(one, "transaction_info") for one in found]
    ours = [
        one for one in infos if text(one, "custom_field") == key and text(one, "transaction_event_code")[:3] == "T00"
    ]
    return [text(one, "transaction_id") for one in ours], until


def payouts_since(day: date, *, exchange: Exchange, zone: ZoneInfo) -> Sequence[Payout]:
    """Return what went to our bank account since a day, as far as the reports have come; raises CannotTell."""
    start, found = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC), list[Payout]()
    for _ in range(SPANS_MAX):
        some, until = _between(start, start + SPAN, exchange=exchange)
        infos = [inner(one, "transaction_info") for one in some]
        found += [payout_of(one, zone=zone) for one in infos if _group(one) == WITHDRAWALS]
        start += SPAN
        if start >= until:
            return found
    raise CannotTell("The day lies further back than PayPal's reports go.")


def payout_of(info: Row, *, zone: ZoneInfo) -> Payout:
    """Return a withdrawal to our bank account; of which payments it is made is not said."""
    amount, state = amount_of(inner(info, "transaction_amount")), STATES.get(text(info, "transaction_status"))
    reference = text(info, "transaction_id")
    if amount is None or state is None or not reference:
        raise CannotTell("PayPal says something of a withdrawal that is not understood.")
    arrives = day_of(instant(text(info, "transaction_updated_date")), zone)
    # What leaves PayPal is below zero there, and arrives above zero here.
    return Payout(
        reference, -amount, arrives, "paid" if state == "paid" else "pending" if state == "pending" else "failed"
    )


def _group(info: Row) -> str:
    return text(info, "transaction_event_code")[:3]


def _between(start: datetime, end: datetime, *, exchange: Exchange) -> tuple[list[Row], datetime]:
    """Return what a report shows of a span, and until when it is whole; raises CannotTell."""
    found: list[Row] = []
    for page in range(1, PAGES_MAX + 1):
        asked = {
            "start_date": _stamp(start), "end_date": _stamp(end), "fields": "transaction_info", "page_size": PAGE,
            "page": page,
        }  # fmt: skip
        report = exchange.get(f"{PATH}?{urlencode(asked)}")
        some, pages = rows(report, "transaction_details"), whole(report.get("total_pages"))
        until = instant(text(report, "last_refreshed_datetime"))
        if some is None or pages is None or until is None:
            raise CannotTell("PayPal's report cannot be read.")
        found += some
        if page >= pages:
            return found, until
    raise CannotTell("PayPal has too many payments to look through.")


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
