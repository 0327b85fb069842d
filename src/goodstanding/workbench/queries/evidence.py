"""The evidence entries that concern an account, told in sentences with their places in the log."""

from collections.abc import Collection, Iterable, Sequence

from goodstanding.access.models import User
from goodstanding.evidence.models import Entry
from goodstanding.evidence.queries import EntryRow, entries_for
from goodstanding.workbench.account import narration
from goodstanding.workbench.account.card import Evidence

ENTRIES_SHOWN = 50
STAMPS_MOST = 500
"""An account whose rows were written under more entries than this shows the newest of them."""


def positions(entry_ids: Collection[int]) -> dict[int, int]:
    """Return the place in the log of every entry that is there."""
    return dict(Entry.objects.filter(id__in=set(entry_ids)).values_list("id", "position"))


def concerning(subjects: Sequence[str], *, ids: Collection[int]) -> tuple[Evidence, ...]:
    """Return the newest entries about the subjects or of these ids, newest first."""
    stamps = sorted((number for number in ids if number), reverse=True)[:STAMPS_MOST]
    entries = entries_for(subjects, ids=stamps, limit=ENTRIES_SHOWN)
    names = _names(entry.actor for entry in entries)
    return tuple(_told(entry, names=names) for entry in entries)


def _told(entry: EntryRow, *, names: dict[int, str]) -> Evidence:
    return Evidence(
        position=entry.position,
        at=entry.at,
        recorded_at=entry.recorded_at,
        who=narration.who(entry.actor, names=names),
        text=narration.sentence(entry.kind, rows_count=entry.rows_count),
        details=tuple(narration.details(entry.facts)),
    )


def _names(actors: Iterable[str]) -> dict[int, str]:
    """Return the names of those among the actors who work here."""
    numbers = {int(number) for kind, _, number in (actor.partition(":") for actor in actors) if kind == "user"}
    return dict(User.objects.filter(id__in=numbers).values_list("id", "name"))
