"""An act that waits to be handed over: which way it goes, what stands against it now, and the order made of it.

For the hand-over. What the night planned is measured again by what is known at the moment: a debt that was paid, held,
disputed or promised meanwhile is left out, and an act of whose own step nothing is left does not go.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from goodstanding.access.permission import Actor, may
from goodstanding.outreach.port.delivery import DeliveryLine, DeliveryOrder
from goodstanding.strategy.document.document import TASK_CHANNEL

Way = Literal["port", "worklist", "approval", "no place yet"]
"""To the port; to the worklist of people hard to reach; to whoever must say yes; or nowhere yet."""
Cause = Literal["too late", "withdrawn", "paid", "hold", "disputed", "promise", "point", "deceased", "law"]

YES_WITHIN = timedelta(days=30)
"""So long an act waits for its yes; so long after a no, or while it waits, the same step is not proposed again."""
YES_HOLDS = timedelta(days=30)
"""So long after the yes may whoever takes the order carry it out."""

APPROVING = "acts.approve"

SENTENCES: Mapping[Cause, str] = {
    "too late": "The time in which it could happen is over.",
    "withdrawn": "The debt is no longer in the book.",
    "paid": "Nothing is owed any more.",
    "hold": "The debt is on hold.",
    "disputed": "The debt is in dispute.",
    "promise": "A payment is promised for a day that has not passed, or a plan or a settlement is being kept.",
    "point": "The address or number it was meant for is not to be used any more.",
    "deceased": "The person has died; whoever speaks for the estate is to be written to.",
    "law": "The law does not permit it now.",
}


class Held(NamedTuple):
    """An act does not go, and why. `detail` is a sentence where more is known than the cause."""

    cause: Cause
    detail: str = ""

    @property
    def reason(self) -> str:
        """Return the reason as it is recorded: the cause, a colon, and a sentence."""
        return f"{self.cause}: {self.detail or SENTENCES[self.cause]}"


@dataclass(frozen=True, slots=True)
class PendingAct:
    """An act as the night planned it, not answered for yet; `asked` if it may have been handed over before.

    `hour_at` is when a call has its place, if it has one. `approval` names the role whose yes the act needs, and
    `approved_at` says since when it has it.
    """

    act_id: int
    night_id: int
    kind: str
    channel: str
    person_id: int
    client_id: int
    contact_point_id: int | None
    strategy: str
    edition: int
    treatment: str
    step: str
    template: str
    tone: str
    language: str
    approval: str
    offers: str
    team: str
    value_minor: int
    planned_at: datetime
    not_before: datetime
    not_after: datetime
    hour_at: datetime | None
    asked: bool
    approved_at: datetime | None = None
    lines: tuple[DeliveryLine, ...] = ()

    @property
    def key(self) -> str:
        """Return the key under which the act leaves the house, for ever the same."""
        return f"act:{self.act_id}"

    @property
    def way(self) -> Way:
        """Say which way the act goes. A call of no team is made by whoever is free, and needs no place."""
        if self.approval and self.approved_at is None:
            return "approval"
        if self.channel == TASK_CHANNEL or self.kind == "task":
            return "worklist"
        if self.channel == "call" and self.team and self.hour_at is None:
            return "no place yet"
        return "port"


@dataclass(frozen=True, slots=True)
class Now:
    """What is known of debts and contact points at the moment. Sets hold numbers of debts, or of items.

    `balances` are in minor units by debt and item; under item None stands what is owed on the debt in all.
    """

    balances: Mapping[tuple[int, int | None], int]
    withdrawn: Collection[int] = field(default_factory=frozenset)
    held: Collection[int] = field(default_factory=frozenset)
    promised: Collection[int] = field(default_factory=frozenset)
    disputed: Collection[tuple[int, int | None]] = field(default_factory=frozenset)
    """Debts, each with the item in dispute, or None where the whole debt is."""
    unusable_points: Collection[int] = field(default_factory=frozenset)
    deceased: Collection[int] = field(default_factory=frozenset)
    """People who have died."""

    def against(self, line: DeliveryLine) -> Cause | None:
        """Return what stands against telling of a line, the gravest first; None where nothing does."""
        debt = line.debt_id
        if debt in self.withdrawn:
            return "withdrawn"
        if self.balance(line) <= 0:
            return "paid"
        if debt in self.held:
            return "hold"
        if self._is_disputed(line):
            return "disputed"
        return "promise" if debt in self.promised else None

    def balance(self, line: DeliveryLine) -> int:
        """Return what is owed on the line's debt, or open on its item."""
        return self.balances.get((line.debt_id, line.item_id), 0)

    def _is_disputed(self, line: DeliveryLine) -> bool:
        """A whole debt is disputed with any of its items; an item by itself or with its debt."""
        if line.item_id is None:
            return any(debt == line.debt_id for debt, _ in self.disputed)
        return (line.debt_id, None) in self.disputed or (line.debt_id, line.item_id) in self.disputed


def weigh(act: PendingAct, now: Now, *, at: datetime) -> Held | tuple[DeliveryLine, ...]:
    """Return the lines of the act that can still be told, with their amounts of the moment, or why it does not go."""
    # A yes is for the debt, not for an hour of the day: what has one is never too late.
    if act.approved_at is None and at >= act.not_after:
        return Held("too late")
    if act.person_id in now.deceased:
        return Held("deceased")
    if act.contact_point_id is not None and act.contact_point_id in now.unusable_points:
        return Held("point")
    against = [now.against(line) for line in act.lines]
    kept = tuple(
        line._replace(balance_minor=now.balance(line))
        for line, cause in zip(act.lines, against, strict=True)
        if cause is None
    )
    # Its text and tone are those of the step that leads; for debts of which another step is due it would be too much.
    if any(line.step == act.step for line in kept):
        return kept
    causes = [cause for line, cause in zip(act.lines, against, strict=True) if line.step == act.step and cause]
    return Held(causes[0] if causes else "paid")


def order_of(act: PendingAct, lines: tuple[DeliveryLine, ...]) -> DeliveryOrder:
    """Return the order the port gets. A call with a place is planned for its hour; what got a yes has time from it."""
    planned_at, not_after = act.hour_at or act.planned_at, act.not_after
    if act.approved_at is not None:
        planned_at, not_after = max(planned_at, act.approved_at), max(not_after, act.approved_at + YES_HOLDS)
    return DeliveryOrder(
        key=act.key,
        kind=act.kind,
        channel=act.channel,
        person_id=act.person_id,
        client_id=act.client_id,
        contact_point_id=act.contact_point_id,
        lines=lines,
        template=act.template,
        language=act.language,
        tone=act.tone,
        offers=act.offers,
        planned_at=planned_at,
        not_before=act.not_before,
        not_after=not_after,
        strategy=act.strategy,
        edition=act.edition,
        step=act.step,
    )


def may_say(by: Actor, role: str, *, client_id: int, portfolio_id: int) -> bool:
    """Say whether an actor may say yes or no to an act that needs the yes of a role, for a debt of this portfolio.

    Holding a permission is not enough: the act names who answers for it.
    """
    return may(by, APPROVING, client_id=client_id, portfolio_id=portfolio_id) and any(
        grant.role == in_words(role) and grant.scope.covers("debt", client_id=client_id, portfolio_id=portfolio_id)
        for grant in by.grants
    )


def in_words(role: str) -> str:
    """Return a role as people call it.

    >>> in_words("compliance_officer")
    'compliance officer'
    """
    return role.replace("_", " ")


def of_whom(role: str) -> str:
    """Return a role as somebody, to stand in a sentence.

    >>> of_whom("administrator"), of_whom("supervisor")
    ('an administrator', 'a supervisor')
    """
    return f"{'an' if role[0] in 'aeiou' else 'a'} {in_words(role)}"
