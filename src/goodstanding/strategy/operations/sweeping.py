"""Sweeping the lake: files of a day that no row of the books names are left over from a night that was cut off."""

from datetime import date
from pathlib import Path

from goodstanding.strategy.models.night import Night, SealedSheet
from goodstanding.strategy.night import lake


def sweep(day: date, *, folder: Path) -> list[str]:
    """Set aside the files of a day that are not the newest sealed sheet of their part; return their names."""
    newest = (
        SealedSheet.objects.filter(day=day)
        .order_by("lane", "number", "grain", "-id")
        .distinct("lane", "number", "grain")
        .values_list("name", flat=True)
    )
    left_over = sorted(set(lake.names(day, folder=folder)) - set(newest))
    # Whoever runs this night at the moment had their row before their first file: none of what is listed is theirs.
    if Night.objects.filter(day=day, finished_at=None).exists():
        return []
    for name in left_over:
        lake.set_aside(name, folder=folder)
    return left_over
