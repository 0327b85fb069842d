"""What is asked of the gate: one act a row."""

from dataclasses import dataclass

import numpy as np

from goodstanding.factsheet.sheet import Words, taken
from goodstanding.strategy.night.brief.columns import Whole

CONTACT = "contact"
ACT_KINDS = {"contact": "contact", "placement": "transfer", "legal_referral": "file_suit"}
"""What the lawbook calls the kinds of messages it is asked about."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Acts in question: for which message (its place among those of the books), of what kind, through what, when.

    `kind` is the lawbook's word; a deed that is no contact has no channel and the point NOWHERE. `point` is a place
    among the points of the books; `at` is in seconds since 1970.
    """

    message: Whole
    kind: Words
    channel: Words
    point: Whole
    at: Whole

    def __len__(self) -> int:
        return len(self.message)

    def of(self, rows: Whole, *, at: Whole) -> "Asked":
        """Return some of the acts, at other instants."""
        kind, channel = taken(self.kind, rows), taken(self.channel, rows)
        assert isinstance(kind, Words) and isinstance(channel, Words), "Kinds and channels are words."
        return Asked(self.message[rows], kind, channel, self.point[rows], np.asarray(at, np.int64))
