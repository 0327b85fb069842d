"""What a mail provider's answer over HTTP means for a mail, and what it means that there was none."""

from typing import NamedTuple

from goodstanding.outreach.channels.email.answer import BAD_ADDRESS
from goodstanding.outreach.channels.provider import Outcome

TOO_MANY, UNAVAILABLE = 429, 503
NOT_LET_IN = {401, 402, 403, 404, 405}
"""Statuses that speak of our key, our plan or our address of the provider, and not of the mail."""


class HttpAnswer(NamedTuple):
    """A status with what was said; status 0 where nothing was answered.

    `is_unsent` says, where nothing was answered, that the request certainly never got there.
    """

    status: int
    said: str
    retry_after_s: int | None = None
    is_unsent: bool = False


def outcome_of(answer: HttpAnswer, *, label: str) -> Outcome:
    """Return what an answer that was no plain yes means.

    A fault of the provider's (500) may come after it took the mail: nobody can tell. Neither can anybody after a yes
    that cannot be read.

    >>> outcome_of(HttpAnswer(500, "oops"), label="X").word
    'unknown'
    """
    code = str(answer.status) if answer.status else ""
    said = f"{label} answered {answer.status}: {answer.said}" if answer.status else f"{label}: {answer.said}"
    reason = said[:500].rstrip(".") + "."
    if answer.status == 0:
        return Outcome("put_off" if answer.is_unsent else "unknown", reason=reason, stops=answer.is_unsent)
    if answer.status in {TOO_MANY, UNAVAILABLE}:
        return Outcome("put_off", reason=reason, code=code, again_after_s=answer.retry_after_s, stops=True)
    if answer.status in NOT_LET_IN:
        return Outcome("put_off", reason=reason, code=code, stops=True)
    if 400 <= answer.status < 500:  # noqa: PLR2004  What HTTP calls a fault of the one who asks.
        return Outcome("refused", reason=reason, code=code)
    return Outcome("unknown", reason=reason, code=code)


def outcome_of_status(status: str, *, reference: str, label: str) -> Outcome:
    """Return what the status means that a provider gives one receiver at once (in anymail's words).

    >>> outcome_of_status("invalid", reference="", label="X").code
    'bad address'
    """
    if status == "invalid":
        return Outcome(
            "failed", reference, f"{label} says that this is no mail address.", code=BAD_ADDRESS, is_point_bad=True
        )
    if status == "rejected":
        return Outcome("refused", reference, f"{label} will not send to this address.", code=status)
    if status == "failed":
        return Outcome("failed", reference, f"{label} could not send this mail.", code=status)
    return Outcome("accepted", reference, code=status)
