"""Running an agreement: which deeds follow from its clauses and the ledger's events, day by day.

On every day on which anything can change the clauses are asked from the top, each once. A clause whose condition holds
fires, once for each occasion, and then stands; what it does is not done again while it stands. A clause that
reinstates takes back those it names as far as they stand and their own ground is gone; they may fire again. Nothing
refers to a clause below it, and there are finitely many days, so every run ends.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from goodstanding.arrangements.agreement.condition import NEVER, Standing, later, occasions, turning_days
from goodstanding.arrangements.agreement.document import TAKEN_BACK, Agreement, Clause, Deed, DeedKind
from goodstanding.arrangements.agreement.event import Event
from goodstanding.money.split import split


class Key(NamedTuple):
    """What one deed is known by: its clause, what for, and its place among the deeds of the clause, from 0."""

    clause: str
    occasion: str
    place: int


class Act(NamedTuple):
    """One deed done on a day, or taken back; `turn` counts from 1 how often its clause has fired for the occasion.

    `amount_minor` is what is given up, or what a commission is taken of.
    """

    day: date
    key: Key
    turn: int
    deed: DeedKind
    taken_back: bool = False
    amount_minor: int = 0
    template: str = ""
    shares: tuple[tuple[str, int], ...] = ()
    """Of a commission: each party's part in minor units; the parts sum to the amount."""


class Run(NamedTuple):
    """What follows: every act in order, and those that stand at the end."""

    acts: tuple[Act, ...]
    standing: tuple[Act, ...]


def run(agreement: Agreement, events: Iterable[Event], *, through: date) -> Run:
    """Return what follows from an agreement and events until the end of a day, whatever order they come in."""
    ordered = sorted(set(events))
    state = _State(agreement)
    for day in turning_days(agreement, ordered):
        if day <= through:
            state.ask(Standing(agreement, ordered, day))
    return Run(tuple(state.acts), tuple(act for acts in state.standing.values() for act in acts))


class _State:
    """What stands so far."""

    def __init__(self, agreement: Agreement) -> None:
        self._agreement = agreement
        self._clauses = {clause.name: clause for clause in agreement.clauses}
        self.acts: list[Act] = []
        self.standing: dict[tuple[str, str], list[Act]] = {}
        self._turns: dict[tuple[str, str], int] = {}
        self._reinstated: dict[str, int] = {}

    def ask(self, standing: Standing) -> None:
        """Ask every clause, from the top."""
        for clause in self._agreement.clauses:
            for occasion in sorted(self._occasions(clause, standing), key=lambda word: (len(word), word)):
                self._fire(clause, occasion, standing)

    def _occasions(self, clause: Clause, standing: Standing) -> frozenset[str]:
        if any(name == word for name, _ in self.standing for word in clause.unless):
            return NEVER
        return occasions(clause.when, standing, owed_minor=self._owed_minor(standing))

    def _owed_minor(self, standing: Standing) -> int:
        """Return what is owed once what the agreement gave up is taken off."""
        given_up = sum(
            act.amount_minor for acts in self.standing.values() for act in acts if act.deed in ("waive", "discount")
        )
        return standing.balance_minor - given_up

    def _fire(self, clause: Clause, occasion: str, standing: Standing) -> None:
        """Do the deeds of a clause for an occasion, unless it stands; taking back is tried every time."""
        for deed in clause.then:
            for name in deed.clauses:
                self._take_back(name, standing, clause)
        key = (clause.name, occasion)
        if key in self.standing:
            return
        self._turns[key] = turn = self._turns.get(key, 0) + 1
        self.standing[key] = []
        for place, deed in enumerate(clause.then):
            act = self._act(deed, Key(clause.name, occasion, place), turn, standing)
            if act is not None:
                self.acts.append(act)
                self.standing[key].append(act)

    def _take_back(self, name: str, standing: Standing, reinstating: Clause) -> None:
        """Take back what stands of a clause and has no ground any more, as far as the clause that reinstates may."""
        grounds = occasions(self._clauses[name].when, standing, owed_minor=self._owed_without(name, standing))
        for key in [key for key in self.standing if key[0] == name and key[1] not in grounds]:
            if not self._may_take_back(self.standing[key], reinstating, standing.day):
                continue
            self._reinstated[reinstating.name] = self._reinstated.get(reinstating.name, 0) + 1
            for act in reversed(self.standing.pop(key)):
                if act.deed in TAKEN_BACK:
                    self.acts.append(act._replace(day=standing.day, taken_back=True))

    def _may_take_back(self, acts: Iterable[Act], reinstating: Clause, day: date) -> bool:
        times, within = reinstating.times, reinstating.within_days
        if times is not None and self._reinstated.get(reinstating.name, 0) >= times:
            return False
        # Money that comes on a day mends what was missed from the next day on.
        return within is None or all(day <= later(act.day, within + 1) for act in acts)

    def _owed_without(self, name: str, standing: Standing) -> int:
        """Return what would be owed if a clause had given nothing up: its own deed is no ground for it."""
        own = sum(
            act.amount_minor
            for (clause, _), acts in self.standing.items()
            for act in acts
            if clause == name and act.deed in ("waive", "discount")
        )
        return self._owed_minor(standing) + own

    def _act(self, deed: Deed, key: Key, turn: int, standing: Standing) -> Act | None:
        """Return the act of a deed, or None where nothing is there to be done."""
        act = Act(standing.day, key, turn, deed.kind)
        if deed.kind == "reinstate":
            return None
        if deed.kind in ("waive", "discount"):
            owed = max(0, self._owed_minor(standing))
            given_up = owed if deed.amount_minor is None else min(owed, deed.amount_minor)
            return act._replace(amount_minor=given_up) if given_up else None
        if deed.kind == "commission":
            amount = _commissioned(key.occasion, standing)
            parts = split(amount, [ppm for _, ppm in deed.shares])
            shares = tuple((party, part) for (party, _), part in zip(deed.shares, parts, strict=True))
            return act._replace(amount_minor=amount, shares=shares)
        return act._replace(template=deed.template)


def _commissioned(occasion: str, standing: Standing) -> int:
    """Return what a commission is taken of: the payment it is about, or all that stands."""
    for one in standing.payments:
        if str(one.transaction_id) == occasion:
            return one.amount_minor
    return standing.received_minor()
