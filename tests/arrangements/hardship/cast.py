"""Cases of hardship for stories."""

from datetime import datetime

from goodstanding.access.permission import Actor
from goodstanding.arrangements.hardship.operations.cases import Hardship, open_case
from goodstanding.arrangements.hardship.operations.moratoria import Notified, record_moratorium
from tests.receivables.cast import COLLECTOR, NOON, day

TODAY = NOON.date()


def ill(person_id: int, *, severity: int = 8, by: Actor = COLLECTOR, at: datetime = NOON, **more: object) -> int:
    """Open a case of illness whose person agreed that it is kept."""
    told = {"source": "The person, on the telephone.", "severity": severity, "has_consent": True} | more
    return open_case(person_id, Hardship("illness", **told), by=by, at=at)  # type: ignore[arg-type]  # Told by name.


def notify(
    person_id: int, *, kind: str = "standard", reference: str = "BS-1", starts: int = 160, at: datetime = NOON,
    all_the_same: str = "", debt_ids: tuple[int, ...] = (), by: Actor = COLLECTOR,
) -> int:  # fmt: skip
    """Record a moratorium; day 160 is 10 June 2026, five days before NOON."""
    told = Notified(kind, reference, day(starts), "Ash Advice, example.org", debt_ids, all_the_same)
    return record_moratorium(person_id, told, by=by, at=at)
