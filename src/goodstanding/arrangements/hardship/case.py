"""Case: somebody is in hardship, how grave it is, who may know why, and when it is looked at again.

For whoever opens one and for the pages that show it. Words are only added; how a case stands is worked out from them.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

PRIVATE = "not kept"
"""The kind of a case whose person did not agree that the reason is kept."""

KINDS: tuple[str, ...] = (
    "cannot pay now", "lost income", "illness", "mental health", "bereavement", "separation", "abuse", "care",
    "disability", "disaster", "debts elsewhere", "other", PRIVATE,
)  # fmt: skip
REVIEW_DAYS: Mapping[str, int] = {
    "cannot pay now": 30, "lost income": 60, "illness": 60, "mental health": 90, "bereavement": 60, "separation": 60,
    "abuse": 90, "care": 90, "disability": 180, "disaster": 60, "debts elsewhere": 30, "other": 30, PRIVATE: 30,
}  # fmt: skip
"""After how many days a case is looked at again, unless whoever opens it says another day."""

SeenBy = Literal["collectors", "supervisors"]
SEEN_BY: tuple[SeenBy, ...] = ("collectors", "supervisors")
"""Who of the house sees the reason: everybody who works the account, or only supervisors and compliance."""

Word = Literal["reviewed", "proof requested", "proof received", "note", "closed"]
WORDS: tuple[Word, ...] = ("reviewed", "proof requested", "proof received", "note", "closed")
SEVERITY_MOST = 10


class Said(NamedTuple):
    """One word on a case, in the order it was recorded."""

    what: Word
    day: date
    review_date: date | None = None


class Standing(NamedTuple):
    """How a case stands: when it is looked at again, what is missing, and since when it is closed."""

    review_date: date
    proof: Literal["not required", "required", "requested", "received"]
    closed_date: date | None

    @property
    def is_open(self) -> bool:
        """Say whether it was not closed."""
        return self.closed_date is None

    def is_due(self, day: date) -> bool:
        """Say whether somebody has to look at it on a day."""
        return self.is_open and self.review_date <= day


class Told(NamedTuple):
    """A case as somebody tells it."""

    kind: str
    severity: int | None
    source: str
    seen_by: str
    opened_date: date
    review_date: date


def review_date(kind: str, opened: date) -> date:
    """Return the day a case is looked at again by its kind.

    >>> review_date("bereavement", date(2026, 5, 1))
    datetime.date(2026, 6, 30)
    """
    return opened + timedelta(days=REVIEW_DAYS[kind])


def standing(first_review: date, words: Iterable[Said], *, proof_required: bool) -> Standing:
    """Return how a case stands after everything that was said of it."""
    said = list(words)
    whats = {one.what for one in said}
    moved = [one.review_date for one in said if one.review_date is not None]
    proof: Literal["not required", "required", "requested", "received"] = "not required"
    if "proof received" in whats:
        proof = "received"
    elif "proof requested" in whats:
        proof = "requested"
    elif proof_required:
        proof = "required"
    closed = next((one.day for one in said if one.what == "closed"), None)
    return Standing(moved[-1] if moved else first_review, proof, closed)


def faults(told: Told, *, today: date) -> Iterator[str]:
    """Return everything that keeps a case from being opened, as sentences."""
    if told.kind not in KINDS or told.kind == PRIVATE:
        yield f"{told.kind!r} is not a kind of hardship; it is one of {', '.join(KINDS[:-1])}."
    if told.severity is not None and not 1 <= told.severity <= SEVERITY_MOST:
        yield f"Severity goes from 1 to {SEVERITY_MOST}."
    if not told.source.strip():
        yield "Say who told us, for instance: the person, on the telephone."
    if told.seen_by not in SEEN_BY:
        yield f"{told.seen_by!r} is not who sees it; it is one of {', '.join(SEEN_BY)}."
    if told.opened_date > today:
        yield f"{told.opened_date} is still to come."
    if told.review_date < told.opened_date:
        yield "A case is looked at again after it was opened."
