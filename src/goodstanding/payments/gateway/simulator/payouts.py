"""What the simulator passes on to our bank: two days after money counted, everything of a day and currency. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.port import Payout, PayoutLine
from goodstanding.payments.gateway.simulator.course import Paid, standing
from goodstanding.payments.gateway.simulator.scenario import DECIDED_DAY

ARRIVES_AFTER = timedelta(days=2)


def payouts_of(payments: Sequence[Paid], *, since: date, today: date) -> list[Payout]:
    """Return the payouts that arrived from a day until today."""
    lines: dict[tuple[date, str], list[PayoutLine]] = defaultdict(list)
    for paid in payments:
        for day, currency, line in _moves(paid, today=today):
            lines[day + ARRIVES_AFTER, currency].append(line)
    return [
        Payout(f"simpo_{day:%Y%m%d}_{currency}", Amount(sum(line.amount_minor for line in found), currency), day,
               "paid", tuple(found))
        for (day, currency), found in sorted(lines.items())
        if since <= day <= today
    ]  # fmt: skip


def _moves(paid: Paid, *, today: date) -> list[tuple[date, str, PayoutLine]]:
    now = standing(paid, today=today)
    if now.state != "paid" or now.amount is None or now.paid_date is None:
        return []
    currency, minor, reference = now.amount.currency, now.amount.minor, paid.reference
    found = [
        (now.paid_date, currency, PayoutLine("payment", reference, minor)),
        (now.paid_date, currency, PayoutLine("fee", reference, -(now.fee_minor or 0))),
    ]
    if now.returned_date:
        found.append((now.returned_date, currency, PayoutLine("payment", reference, -minor)))
    for refund in now.refunds:
        found.append((refund.refunded_date, currency, PayoutLine("refund", reference, -refund.amount_minor)))
        if refund.state == "failed":
            back = PayoutLine("refund", reference, refund.amount_minor)
            found.append((refund.refunded_date + timedelta(days=1), currency, back))
    for one in now.disputes:
        found.append((one.opened_date, currency, PayoutLine("dispute", reference, -one.amount_minor)))
        if one.state == "won" and paid.acted_date:
            won = PayoutLine("dispute", reference, one.amount_minor)
            found.append((paid.acted_date + timedelta(days=DECIDED_DAY), currency, won))
    return found
