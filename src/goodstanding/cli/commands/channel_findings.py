"""What the doctor says of channels: whether each that is set can still be used as it is set."""

from datetime import UTC, datetime

from goodstanding.database.doctor import Finding
from goodstanding.outreach.channels.queries import channel_lines
from goodstanding.outreach.channels.registry import CHANNELS


def findings() -> list[Finding]:
    """Return one finding for all channels, or one for each that cannot be used; none where no channel is set."""
    lines = [line for line in channel_lines(datetime.now(UTC)) if line.provider]
    faults = [
        Finding(
            "Channels",
            ok=False,
            sentence=f"{CHANNELS[line.channel].capitalize()} cannot go by {line.provider}: {line.fault}",
            remedy=f"Set it again (goodstanding channels set {line.channel} …), or turn it off.",
        )
        for line in lines
        if line.fault
    ]
    if faults or not lines:
        return faults
    names = ", ".join(line.channel for line in lines)
    return [Finding("Channels", ok=True, sentence=f"Every channel that is set can be used: {names}.", remedy="")]
