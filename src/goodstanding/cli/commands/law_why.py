"""Asks the gate about an account on behalf of the command line."""

from datetime import UTC, datetime

from goodstanding.access.permission import OPERATOR
from goodstanding.compliance.duty import Duty
from goodstanding.refusal import Refusal
from goodstanding.strategy.queries import question


class InstantUnreadable(Refusal, ValueError):
    """A time is no instant with its offset."""


def ask(account: str, *, channel: str, at: str | None, purpose: str | None, known_at: str | None) -> question.Question:
    """Return the gate's answer about an account; raises QuestionRefused or InstantUnreadable."""
    return question.ask(
        question.find_account(account, by=OPERATOR),
        channel=channel,
        at=instant(at) or datetime.now(UTC),
        purpose=purpose or "",
        by=OPERATOR,
        known_at=instant(known_at),
    )


def duties(account: str, *, at: str | None) -> list[Duty]:
    """Return what the law wants done about an account; raises QuestionRefused or InstantUnreadable."""
    number = question.find_account(account, by=OPERATOR)
    return question.duties_of(number, at=instant(at) or datetime.now(UTC), by=OPERATOR)


def instant(text: str | None) -> datetime | None:
    """Return an instant with its offset; raises InstantUnreadable."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as fault:
        raise InstantUnreadable(f"{text!r} is no time; write it as 2026-05-05T10:00-04:00.") from fault
    if found.tzinfo is None:
        raise InstantUnreadable(f"{text!r} does not say its offset from UTC; write it as 2026-05-05T10:00-04:00.")
    return found
