"""What the doctor says of sending: whether it is paused, and whether what should have gone has gone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from goodstanding.database.doctor import Finding
from goodstanding.outreach.sending.operations.guarding import fault
from goodstanding.outreach.sending.operations.pausing import last_word
from goodstanding.outreach.sending.queries import overdue, went_since

LATE = timedelta(minutes=10)
"""What was due longer ago than this should have gone, or somebody should know."""


def findings() -> list[Finding]:
    """Return one finding: sending is well, is paused, is held, or does not happen though it should."""
    now = datetime.now(UTC)
    word = last_word()
    if word is not None and word.word == "paused":
        return [_bad(f"Sending is paused by {word.by} since {word.at:%Y-%m-%d %H:%M} UTC: {word.reason}",
                     "Let it go on with: goodstanding resume-sending")]  # fmt: skip
    unfit = fault(Path(settings.DATA_FOLDER))
    if unfit:
        return [_bad(unfit, "Run: goodstanding resume-sending --reconcile")]
    late = overdue(at=now - LATE)
    if not late:
        return [Finding("Sending", ok=True, sentence="Nothing that was due has been left lying.", remedy="")]
    went = went_since(now - LATE, channels=list(late))
    told = ", ".join(
        f"{channel}: expected to send {count:,}, sent {went.get(channel, 0):,}" for channel, count in late.items()
    )
    return [_bad(f"Messages are due and wait for more than {LATE.seconds // 60} minutes. {told}.",
                 "Start a worker (goodstanding worker), and see that each channel has a provider.")]  # fmt: skip


def _bad(sentence: str, remedy: str) -> Finding:
    return Finding("Sending", ok=False, sentence=sentence, remedy=remedy)
