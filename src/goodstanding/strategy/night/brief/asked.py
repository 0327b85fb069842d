"""What is asked of the gate: one act a row."""

from dataclasses import dataclass

from goodstanding.factsheet.sheet import Words
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
    purpose: Words | None = None
    """Why each is done, where somebody says so; a night does not."""

    def __len__(self) -> int:
        return len(self.message)
