"""A suggestion: how a bank line may be split over open items, how sure that is, and what speaks for it."""

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

Way = Literal["exact", "combined", "partial", "over", "returned"]
MILLION = 1_000_000
SURE_PPM = 950_000
"""From here on a line is applied without being looked at, unless the house asks for more."""
SURE_LEAST_PPM = 900_000
"""No house may apply lines that are less sure."""
UNSURE_PPM = 890_000
"""What may be meant otherwise is never surer than this: below what any house may apply without looking."""
SHOWN_MOST = 3


class Share(NamedTuple):
    """So much of the line for a debt: the named items are paid first, in their order."""

    debt_id: int
    amount_minor: int
    item_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way to split a line. The shares add up to the line's amount. `receipt_id` is what a returned line takes back.

    `evidence` are sentences for whoever decides. `is_directed` says that the payer named the items: only then may money
    go to one of them that is in dispute.
    """

    way: Way
    shares: tuple[Share, ...]
    confidence_ppm: int
    evidence: tuple[str, ...]
    receipt_id: int | None = None
    is_directed: bool = False

    @property
    def is_sure(self) -> bool:
        """Say whether it may be applied without being looked at."""
        return self.confidence_ppm >= SURE_PPM

    def unsure(self, why: str) -> "Suggestion":
        """Return it as something that only a person may decide on, and why."""
        return replace(self, confidence_ppm=min(self.confidence_ppm, UNSURE_PPM), evidence=(*self.evidence, why))


def told(suggestion: Suggestion) -> dict[str, object]:
    """Return a suggestion as plain values, as it is stored and shown."""
    return {
        "way": suggestion.way,
        "confidence": f"{suggestion.confidence_ppm / MILLION:.3f}",
        "shares": [[share.debt_id, share.amount_minor, list(share.item_ids)] for share in suggestion.shares],
        "evidence": list(suggestion.evidence),
        "receipt": suggestion.receipt_id,
        "directed": suggestion.is_directed,
    }


def ranked(found: list[Suggestion]) -> list[Suggestion]:
    """Return the best suggestions, the surest first, one for each split; a tie at the top makes neither sure.

    Confidence is of the split, so where two ways lead to the same split the surer counts, with all the evidence.
    """
    best: dict[tuple[object, ...], Suggestion] = {}
    for one in found:
        key = (one.receipt_id, tuple(sorted((share.debt_id, share.amount_minor) for share in one.shares)))
        known = best.get(key)
        if known is None or one.confidence_ppm > known.confidence_ppm:
            best[key] = one
    inorder = sorted(best.values(), key=lambda one: (-one.confidence_ppm, one.shares, one.receipt_id or 0))
    return _undecided(inorder)[:SHOWN_MOST]


def _undecided(inorder: list[Suggestion]) -> list[Suggestion]:
    """Take the sureness away where another split is as likely."""
    if len(inorder) < 2 or inorder[0].confidence_ppm != inorder[1].confidence_ppm:  # noqa: PLR2004  A tie needs two.
        return inorder
    top_ppm = inorder[0].confidence_ppm
    doubt = "Another split fits as well."
    return [
        replace(one, confidence_ppm=min(top_ppm, SURE_PPM - 1) // 2, evidence=(*one.evidence, doubt))
        if one.confidence_ppm == top_ppm
        else one
        for one in inorder
    ]
