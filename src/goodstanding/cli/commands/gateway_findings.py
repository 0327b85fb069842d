"""What the doctor says of gateways: whether one is set, whether it is a real one, and whether payments get stuck."""

from datetime import UTC, datetime, timedelta

from goodstanding.database.doctor import Finding
from goodstanding.payments.gateway.queries.settings import gateway_lines
from goodstanding.payments.models.gateway import GatewayPost, Payment

LATE = timedelta(minutes=10)


def findings() -> list[Finding]:
    """Return one finding on gateways and one on payments that wait too long, where something is to be said."""
    now = datetime.now(UTC)
    return [_gateways(now), *_waiting(now)]


def _gateways(now: datetime) -> Finding:
    lines = gateway_lines(now)
    broken = [line for line in lines if line.fault]
    if broken:
        return Finding("Gateway", ok=False, sentence=broken[0].fault, remedy="Set it again: goodstanding gateway set.")
    if not lines:
        sentence = "No gateway is set: nobody can pay by a page, and nothing is taken by mandates."
        return Finding("Gateway", ok=True, sentence=sentence, remedy="")
    names = ", ".join(line.provider for line in lines)
    unreal = [line.provider for line in lines if not line.is_real]
    if unreal:
        sentence = f"The simulator takes payments here: no real money moves. Set: {names}."
        return Finding("Gateway", ok=True, sentence=sentence, remedy="")
    pages = next((line.provider for line in lines if line.is_for_pages), "")
    return Finding("Gateway", ok=True, sentence=f"Set: {names}. People pay on pages of {pages or 'nobody'}.", remedy="")


def _waiting(now: datetime) -> list[Finding]:
    late = Payment.objects.filter(next_at__lte=now - LATE, due_date=None).count()
    late += Payment.objects.filter(next_at__lte=now - LATE, due_date__lte=now.date()).count()
    posts = GatewayPost.objects.filter(read_at=None, received_at__lte=now - 3 * LATE).count()
    if not late and not posts:
        return []
    sentence = f"{late:,} payments and {posts:,} posts of gateways wait to be seen to."
    return [Finding("Payments", ok=False, sentence=sentence, remedy="Start a worker: goodstanding worker.")]
