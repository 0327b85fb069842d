"""Splitting a line over the items it may pay: one of them, several, a part, or more than is open."""

from collections import defaultdict
from collections.abc import Sequence

from goodstanding.payments.matching.combining import only_way
from goodstanding.payments.matching.confidence import CONFIDENCE_PPM, DIRECTED, Ground, name_says
from goodstanding.payments.matching.open_item import OpenItem
from goodstanding.payments.matching.suggestion import Share, Suggestion, Way

CONFIDENCE_MOST_PPM = 999_000


def split_over(
    amount_minor: int, items: Sequence[OpenItem], payer: frozenset[str], *, ground: Ground, evidence: str
) -> Suggestion:
    """Return the way in which an amount pays items, and how sure that is on a ground.

    Which of several debts a part is for, or which of them got too much, nobody can tell: that is never sure.
    """
    inorder = sorted(items, key=lambda one: (one.due_date, one.item_id))
    way, chosen, why = _chosen(amount_minor, inorder)
    shares = _shares(amount_minor, chosen)
    change_ppm, said = name_says(payer, chosen[0].name)
    confidence_ppm = min(max(0, CONFIDENCE_PPM[ground][way] + change_ppm), CONFIDENCE_MOST_PPM)
    sentences = tuple(one for one in (evidence, why, said) if one)
    found = Suggestion(way, shares, confidence_ppm, sentences, is_directed=ground in DIRECTED)
    if way in {"partial", "over"} and len({item.debt_id for item in chosen}) > 1:
        return found.unsure("It does not say how much is for which debt.")
    return found


def _chosen(amount_minor: int, items: list[OpenItem]) -> tuple[Way, list[OpenItem], str]:
    """Return which of the items the amount pays, in which way, and a sentence that says why."""
    same = [item for item in items if item.open_minor == amount_minor]
    if len(same) == 1:
        return "exact", same, f"The amount is all that is open on {same[0].reference}."
    total = sum(item.open_minor for item in items)
    if total == amount_minor:
        return "combined", items, "The amount is all that is open on them together."
    places = only_way([item.open_minor for item in items], amount_minor) if not same else None
    if places is not None:
        chosen = [items[place] for place in places]
        return "combined", chosen, f"Only {', '.join(item.reference for item in chosen[:5])} add up to the amount."
    if amount_minor > total:
        return "over", items, "It is more than is open; the rest would lie unapplied."
    return "partial", items, "It is less than is open; the oldest would be paid first."


def _shares(amount_minor: int, items: Sequence[OpenItem]) -> tuple[Share, ...]:
    """Share the amount out over the debts of the items, in order; what is over goes to the first debt."""
    left, paid, named = amount_minor, defaultdict[int, int](int), defaultdict[int, list[int]](list)
    for item in items:
        part = min(left, item.open_minor)
        if part:
            paid[item.debt_id] += part
            named[item.debt_id].append(item.item_id)
            left -= part
    if left:
        paid[items[0].debt_id] += left
    return tuple(Share(debt_id, minor, tuple(named[debt_id])) for debt_id, minor in paid.items())
