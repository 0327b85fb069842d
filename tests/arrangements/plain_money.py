"""A debt as plain as can be: a list of what was done to it, folded anew for every question.

Nothing here knows postings, splits or schedules. Whoever asks what is so on a day goes through all deeds that were
known by then, and through the days one after another where a question is about days.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

DAY = timedelta(days=1)
GIVEN_UP = ("waiver", "discount", "write-off", "credit note")
RATE_PPM, YEAR_DAYS, PPM = 100_000, 365, 1_000_000


@dataclass
class Deed:
    """One thing that was done: what kind, from which day on, in which step, and when it was taken back, if it was."""

    kind: str
    day: date
    minor: int
    step: int
    number: int = 0
    """What the real books call it: the number of the receipt, of the refund, or of the transaction."""
    back_day: date | None = None
    back_step: int = 0

    def minor_on(self, day: date, *, step: int) -> int:
        """Return what of it counts at the end of a day, as known after a step."""
        if self.step > step or self.day > day:
            return 0
        is_back = self.back_day is not None and self.back_step <= step and self.back_day <= day
        return 0 if is_back else self.minor

    @property
    def stands(self) -> bool:
        return self.back_day is None


@dataclass
class Settlement:
    """What was accepted: by when so much, how late it may be, and how long the last of it must have stood."""

    agreement_id: int
    begins: date
    step: int
    parts: Sequence[tuple[date, int]]
    grace_days: int
    stood_days: int

    @property
    def total(self) -> int:
        return sum(minor for _, minor in self.parts)


@dataclass
class Promise:
    """So much, by a day, from money that comes in from the day it was made on."""

    number: int
    minor: int
    made: date
    due: date


@dataclass
class PlainDebt:
    """Everything that was done to one debt."""

    debt_id: int
    items: dict[int, date] = field(default_factory=dict)
    """The number of each item, and when it falls due."""
    deeds: list[Deed] = field(default_factory=list)
    disputes: list[tuple[int, int | None, date, date | None]] = field(default_factory=list)
    """Number, item (the whole debt without one), first day, and the first day on which it no longer counts."""
    frozen: list[tuple[date, date]] = field(default_factory=list)
    rests: dict[int, tuple[date, date]] = field(default_factory=dict)
    """The days without interest of each plan, both inclusive."""
    promises: list[Promise] = field(default_factory=list)
    plans: dict[int, int] = field(default_factory=dict)
    """Each plan, and what its schedule summed to when it was agreed."""
    settlements: list[Settlement] = field(default_factory=list)

    def sum_of(self, kinds: Iterable[str], day: date, *, step: int) -> int:
        """Fold the deeds of some kinds."""
        wanted = set(kinds)
        return sum(one.minor_on(day, step=step) for one in self.deeds if one.kind in wanted)

    def cash(self, day: date, *, step: int) -> int:
        return self.sum_of(["receipt"], day, step=step) - self.sum_of(["refund"], day, step=step)

    def owed(self, day: date, *, step: int) -> int:
        """Return what is owed, had no money recovered what was written off."""
        charged = self.sum_of(["charge", "fee", "interest"], day, step=step)
        return charged - self.sum_of(GIVEN_UP, day, step=step) - self.cash(day, step=step)

    def standing(self, *kinds: str) -> list[Deed]:
        return [one for one in self.deeds if one.kind in kinds and one.stands]

    # Disputes.

    def disputed(self, day: date) -> set[int]:
        """Return the items that are contested on a day."""
        found: set[int] = set()
        for _, item_id, opened, closed in self.disputes:
            if opened <= day and (closed is None or day < closed):
                found |= set(self.items) if item_id is None else {item_id}
        return found

    # Money that came in.

    def received(
        self, first: date, last: date, *, seen: date, step: int, after_step: int = 0, refunds_until: date | None = None
    ) -> int:
        """Return what came in from a day to another and stands as seen at the end of a day, less what went back.

        Of the first day only what was entered after a step counts. What went back counts until its own last day.
        """
        total = 0
        for one in self.deeds:
            minor = one.minor_on(seen, step=step)
            is_before = one.day == first and one.step < after_step
            if one.kind == "receipt" and first <= one.day <= last and not is_before:
                total += minor
            elif one.kind == "refund" and first <= one.day <= (refunds_until or last) and not is_before:
                total -= minor
        return total

    def promise_state(self, one: Promise, day: date, *, step: int) -> str:
        paid = self.received(one.made, min(day, one.due), seen=day, step=step)
        if paid >= one.minor:
            return "kept"
        if day <= one.due:
            return "open"
        return "partly kept" if paid > 0 else "broken"

    def plan_states(
        self, schedule: Sequence[tuple[date, int]], *, begins: date, day: date, grace_days: int, step: int
    ) -> list[tuple[int, str]]:
        """Return what is paid of each instalment, and how it stands; the instalments are in the order of their days."""
        by_day: list[tuple[date, int]] = []
        on = begins
        while on <= day:
            by_day.append((on, self.received(begins, on, seen=day, step=step)))
            on += DAY
        found, needed = [], 0
        for due, minor in schedule:
            came = by_day[-1][1] if by_day else 0
            paid = min(minor, max(0, came - needed))
            needed += minor
            last = due + grace_days * DAY
            if paid == minor:
                held = [on for place, (on, _) in enumerate(by_day) if all(m >= needed for _, m in by_day[place:])]
                found.append((paid, "paid late" if min(held) > last else "paid"))
            elif day > last:
                found.append((paid, "missed"))
            else:
                found.append((paid, "partly paid" if paid else "due" if day >= due else "upcoming"))
        return found

    # Settlements.

    def released_on(self, one: Settlement, today: date, *, step: int) -> date | None:
        """Go through the days since it was accepted; return since when the rest is given up, if it is by today."""
        until = max(due for due, _ in one.parts) + one.grace_days * DAY
        released: date | None = None
        defaulted, day = False, one.begins
        while day <= today:
            due = sum(minor for its_day, minor in one.parts if its_day + one.grace_days * DAY < day)
            # Where nothing is due yet nothing is late, even if older money went back since.
            defaulted |= 0 < due > self._came(one, day - DAY, seen=day, step=step)
            is_enough = self._came(one, min(until, day - one.stood_days * DAY), seen=day, step=step) >= one.total
            if not is_enough:
                released = None
            elif released is None and not defaulted:
                released = day
            day += DAY
        return released

    def _came(self, one: Settlement, last: date, *, seen: date, step: int) -> int:
        return self.received(one.begins, last, seen=seen, step=step, after_step=one.step, refunds_until=seen)

    # Interest.

    def is_frozen(self, day: date) -> bool:
        return any(first <= day <= last for first, last in [*self.frozen, *self.rests.values()])

    def bears(self, item_id: int, principal: Mapping[date, int], through: date) -> int:
        """Return what an item bears through a day: day after day, on what was open of it at its end; rounded once.

        `principal` are the changes of what is open, by their days.
        """
        total, owing = Fraction(0), 0
        day = min([*principal, self.items[item_id]])
        while day <= through:
            owing += principal.get(day, 0)
            if day > self.items[item_id] and not self.is_frozen(day):
                total += Fraction(owing * RATE_PPM, PPM * YEAR_DAYS)
            day += DAY
        return int(total + Fraction(1, 2)) if total >= 0 else -int(-total + Fraction(1, 2))
