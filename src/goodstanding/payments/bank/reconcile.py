"""Holding what the bank says against our receipts: every difference named by what it is, and none where there is none.

For whoever closes a day, and for trust money. Both sides are told as movements with a reference; the reference is what
makes two of them one payment, and what differs between them says what went wrong.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

Kind = Literal[
    "missing at the bank", "missing in the books", "duplicate at the bank", "duplicate in the books", "amount",
    "currency", "date", "sign", "reversed at the bank", "reversed in the books", "other client",
]  # fmt: skip


class Movement(NamedTuple):
    """Money that moved, as one side tells it; `reverses` marks what takes an earlier movement of its reference back."""

    reference: str
    amount_minor: int
    currency: str
    value_date: date
    client_id: int = 0
    reverses: bool = False
    number: int = 0


class Difference(NamedTuple):
    """One thing that does not agree: what it is, and what each side says of it."""

    kind: Kind
    reference: str
    bank: Movement | None
    books: Movement | None

    @property
    def sentence(self) -> str:
        """Return the difference in words."""
        return f"{self.reference}: {self.kind}; the bank says {_told(self.bank)}, the books say {_told(self.books)}."


def reconcile(bank: Iterable[Movement], books: Iterable[Movement], *, days_apart_most: int = 0) -> list[Difference]:
    """Return every difference between the two sides, in the order of references.

    `days_apart_most` is by how many days the sides may date the same money apart before it is a difference.

    >>> day = date(2026, 11, 20)
    >>> [one.kind for one in reconcile([Movement("A", 5, "USD", day)], [Movement("A", 6, "USD", day)])]
    ['amount']
    """
    theirs, ours = _by_reference(bank), _by_reference(books)
    found: list[Difference] = []
    for reference in sorted(theirs.keys() | ours.keys()):
        told, kept = theirs.get(reference, ()), ours.get(reference, ())
        if len(told) == 1 and len(kept) == 1 and _is_same(told[0], kept[0], days_apart_most):
            continue
        found += _compared(reference, list(told), list(kept), days_apart_most)
    return found


def _compared(reference: str, told: list[Movement], kept: list[Movement], apart: int) -> list[Difference]:
    """Compare all movements of one reference: reversals with reversals, payments with payments."""
    found = _reversals(reference, [one for one in told if one.reverses], [one for one in kept if one.reverses])
    plain_told = [one for one in told if not one.reverses]
    plain_kept = [one for one in kept if not one.reverses]
    pairs, left_told, left_kept = _paired(plain_told, plain_kept, apart)
    found += [Difference(kind, reference, one, other) for one, other in pairs for kind in _kinds(one, other, apart)]
    # What one side tells once more than the other is there twice, or the other side lacks it.
    for one in left_told:
        kind: Kind = "duplicate at the bank" if plain_kept else "missing in the books"
        found.append(Difference(kind, reference, one, None))
    for one in left_kept:
        kind = "duplicate in the books" if plain_told else "missing at the bank"
        found.append(Difference(kind, reference, None, one))
    return found


def _reversals(reference: str, told: Sequence[Movement], kept: Sequence[Movement]) -> list[Difference]:
    more, fewer = told[len(kept) :], kept[len(told) :]
    found = [Difference("reversed at the bank", reference, one, None) for one in more]
    found += [Difference("reversed in the books", reference, None, one) for one in fewer]
    for one, other in zip(told, kept, strict=False):
        if (one.amount_minor, one.currency) != (other.amount_minor, other.currency):
            found.append(Difference("amount", reference, one, other))
    return found


def _paired(
    told: list[Movement], kept: list[Movement], apart: int
) -> tuple[list[tuple[Movement, Movement]], list[Movement], list[Movement]]:
    """Return movements two by two, those that agree most first, and what is left on either side."""
    pairs: list[tuple[Movement, Movement]] = []
    told, kept = list(told), list(kept)
    candidates = sorted(
        (len(_kinds(one, other, apart)), at, place) for at, one in enumerate(told) for place, other in enumerate(kept)
    )
    used_told: set[int] = set()
    used_kept: set[int] = set()
    for _, at, place in candidates:
        if at not in used_told and place not in used_kept:
            used_told.add(at)
            used_kept.add(place)
            pairs.append((told[at], kept[place]))
    return (
        pairs,
        [one for at, one in enumerate(told) if at not in used_told],
        [one for place, one in enumerate(kept) if place not in used_kept],
    )


def _kinds(one: Movement, other: Movement, apart: int) -> list[Kind]:
    """Return everything in which two tellings of one payment differ."""
    found: list[Kind] = []
    if one.currency != other.currency:
        found.append("currency")
    if one.amount_minor == -other.amount_minor and one.amount_minor:
        found.append("sign")
    elif one.amount_minor != other.amount_minor:
        found.append("amount")
    if abs((one.value_date - other.value_date).days) > apart:
        found.append("date")
    if one.client_id != other.client_id:
        found.append("other client")
    return found


def _is_same(one: Movement, other: Movement, apart: int) -> bool:
    return one.reverses == other.reverses and not _kinds(one, other, apart)


def _by_reference(movements: Iterable[Movement]) -> dict[str, list[Movement]]:
    found: dict[str, list[Movement]] = defaultdict(list)
    for one in movements:
        found[one.reference].append(one)
    return found


def _told(one: Movement | None) -> str:
    if one is None:
        return "nothing"
    return f"{one.amount_minor} {one.currency} on {one.value_date}{' taken back' if one.reverses else ''}"
