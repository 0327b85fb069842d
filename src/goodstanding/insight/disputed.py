"""The share of the book that is contested, by count and by amount, so that neither is taken for the other."""

from dataclasses import dataclass
from fractions import Fraction

from goodstanding.insight.metric import percent


@dataclass(frozen=True, slots=True)
class Disputed:
    """Items in dispute among all items of the same kind, with their amounts in minor units."""

    disputed_n: int
    disputed_minor: int
    all_n: int
    all_minor: int

    @property
    def share_by_amount(self) -> Fraction | None:
        """Return the disputed amount in percent of the whole; None where there is no whole."""
        return percent(self.disputed_minor, self.all_minor)

    @property
    def share_by_count(self) -> Fraction | None:
        """Return the disputed items in percent of all of them; None where there are none."""
        return percent(self.disputed_n, self.all_n)
