"""Keeping the suggestions of a look: they take the place of those before, and are no part of the books."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import pyarrow as pa
from django.db import transaction

from goodstanding.database import rows
from goodstanding.payments.matching.operations.holding import hold_lines, raw_cursor
from goodstanding.payments.matching.suggestion import Suggestion, told
from goodstanding.payments.models.matching import LineSuggestion


class Kept(NamedTuple):
    """A line, what of it waited when it was looked at, and what it may pay."""

    line_id: int
    left_minor: int
    found: Sequence[Suggestion]


@transaction.atomic
def keep(kept: Sequence[Kept], *, at: datetime) -> None:
    """Part of a deed: put suggestions in the place of those before; a line matched meanwhile is passed over."""
    if not kept:
        return
    held = hold_lines([one.line_id for one in kept])
    waiting = [one for one in kept if one.line_id in held and held[one.line_id].left_minor == one.left_minor]
    LineSuggestion.objects.filter(line_id__in=list(held)).delete()
    flat = [(one.line_id, place, found) for one in waiting for place, found in enumerate(one.found, start=1)]
    if flat:
        table = pa.table({
            "line_id": pa.array([number for number, _, _ in flat], pa.int64()),
            "place": pa.array([place for _, place, _ in flat], pa.int64()),
            "way": pa.array([found.way for _, _, found in flat], pa.string()),
            "confidence_ppm": pa.array([found.confidence_ppm for _, _, found in flat], pa.int64()),
            "told": pa.array([json.dumps(told(found)) for _, _, found in flat], pa.string()),
            "made_at": pa.array([at] * len(flat), pa.timestamp("us", "UTC")),
        })  # fmt: skip
        rows.copy_in(raw_cursor(), "payments_linesuggestion", table.column_names, table)
