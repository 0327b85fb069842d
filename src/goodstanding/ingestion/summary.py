"""The summary of an import: the same numbers from a dry run, from the real run, and from a run that was cut off."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

Outcome = Literal["entered", "entered before", "dry run", "aborted"]
OnError = Literal["abort", "reject"]


@dataclass(frozen=True)
class Summary:
    """What was found in a file and what became of it.

    rows      read, accepted, duplicate, rejected, left_out.
    records   kind → new, changed, unchanged, duplicate, rejected.
    totals    currency → items and receipts → count and amount as a decimal string, over all accepted records.
    """

    file: str
    format: str
    encoding: str
    delimiter: str
    client: str
    outcome: Outcome
    rows: Mapping[str, int]
    records: Mapping[str, Mapping[str, int]]
    repeats_flagged: int
    repeats_accepted: int
    totals: Mapping[str, Mapping[str, Mapping[str, Any]]]
    rejected_file: str | None = None
    batch: int | None = None
    seconds: float = 0.0

    @property
    def kept(self) -> dict[str, Any]:
        """What a batch keeps of it: the numbers, without the clock and the machine's paths."""
        names = ("rows", "records", "repeats_flagged", "repeats_accepted", "totals")
        return {name: value for name, value in asdict(self).items() if name in names}

    def ended(self, outcome: Outcome, *, batch: int | None = None) -> "Summary":
        """Return the same summary of an import that ended like this."""
        return replace(self, outcome=outcome, batch=batch)

    def as_json(self) -> dict[str, Any]:
        """Return the summary as JSON shows it; seconds with three decimals."""
        return asdict(self) | {"seconds": round(self.seconds, 3)}
