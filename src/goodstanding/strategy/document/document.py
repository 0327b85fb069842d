"""A strategy document as it is read: segments, treatments and their steps, experiments, capacity, pressure.

For whoever decides by it, checks it or shows it. Conditions are SQL over the columns of the day's sheet; an empty
condition is always true. Shares are parts per million; money is in minor units of the debt's own currency.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal, NamedTuple

TriggerKind = Literal["before_due", "past_due", "since_placed", "since_previous", "end_of_month", "event"]
TRIGGERS: tuple[TriggerKind, ...] = (
    "before_due", "past_due", "since_placed", "since_previous", "end_of_month", "event",
)  # fmt: skip
ActKind = Literal["contact", "task", "placement", "legal_referral"]
ACT_KINDS: tuple[ActKind, ...] = ("contact", "task", "placement", "legal_referral")
Grain = Literal["account", "item"]
EVENT_COLUMNS: Mapping[str, str] = {
    "broken_promise": "promise_broken_date",
    "returned_letter": "mail_returned_date",
    "reply": "last_reply_date",
    "missed_payment": "first_overdue_date",
    "missed_instalment": "plan_missed_date",
}
"""The events a step may follow, and the column of the sheet that says when one happened last."""
WHOLE_PPM = 1_000_000
TASK_CHANNEL = "task"
"""The last resort in an order of channels: a person of the house finds out how to reach somebody."""


class Trigger(NamedTuple):
    """When a step is due. `days` counts from whatever the kind names; `event` is one of EVENT_COLUMNS."""

    kind: TriggerKind
    days: int = 0
    event: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a step may offer: a discount for settling early, or a plan within a range of instalments."""

    kind: Literal["discount", "plan"]
    discount_ppm: int = 0
    valid_days: int = 0
    instalments_least: int = 0
    instalments_most: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a treatment.

    `rung` is its place on the ladder, from 1; a step that follows an event stands beside the ladder and has rung 0.
    `wait_days` is how long after any earlier step of the same obligation it must wait. `approval` names the role whose
    yes it needs. A step that `repeats` may be due again while no higher rung is.
    """

    name: str
    when: Trigger
    act: ActKind = "contact"
    condition: str = ""
    channels: tuple[str, ...] = ()
    template: str = ""
    tone: str = ""
    wait_days: int = 0
    offers: tuple[Offer, ...] = ()
    approval: str = ""
    repeats: bool = False
    rung: int = 0


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is done for a segment; where an exit holds, nothing is."""

    name: str
    steps: tuple[Step, ...]
    exits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """Accounts alike; the first segment whose condition holds is the account's. No treatment means rest."""

    name: str
    when: str
    treatment: str = ""


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm of an experiment: its share and the treatment it gets in place of the segment's."""

    name: str
    share_ppm: int
    treatment: str


@dataclass(frozen=True, slots=True)
class Experiment:
    """Champion against challengers within segments, by sticky seeded chance, level in every stratum.

    `strata` are columns of the sheet. The shares of the arms and `hold_out_ppm` sum to WHOLE_PPM; who is held out is
    left alone and only watched.
    """

    name: str
    seed: int
    segments: tuple[str, ...]
    arms: tuple[Arm, ...]
    strata: tuple[str, ...] = ()
    hold_out_ppm: int = 0


@dataclass(frozen=True, slots=True)
class Team:
    """People who call: how many calls in an hour, from when to when by their own clock, and for which accounts."""

    name: str
    calls_per_hour: int
    opens: time
    closes: time
    timezone: str
    covers: str = ""


@dataclass(frozen=True, slots=True)
class Capacity:
    """Who calls, and what a call is worth: the chance of being paid in ppm (SQL), and what each channel costs."""

    teams: tuple[Team, ...] = ()
    chance_ppm: str = "500000"
    cost_minor: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pressure:
    """How often one person is contacted at most, over all clients and channels, within so many days."""

    contacts_most: int = 3
    days: Literal[1, 7, 30] = 7


@dataclass(frozen=True, slots=True)
class Document:
    """One edition of a strategy.

    `covers` says which accounts it is for. `grain` says whether a step is due for an account or for each item of it.
    What is owed below `balance_least_minor` is left alone. Contacts are planned from `opens` to before `closes` on the
    person's own clock. Dates are inclusive.
    """

    strategy: str
    edition: int
    title: str
    effective_from: date
    segments: tuple[Segment, ...]
    treatments: Mapping[str, Treatment]
    effective_until: date | None = None
    grain: Grain = "account"
    covers: str = ""
    balance_least_minor: int = 1
    opens: time = time(9)
    closes: time = time(18)
    experiments: tuple[Experiment, ...] = ()
    pressure: Pressure = field(default_factory=Pressure)
    capacity: Capacity = field(default_factory=Capacity)


class Running(NamedTuple):
    """A strategy as it runs on a day: the edition, for which share of people, and what the others follow."""

    document: Document
    share_ppm: int = WHOLE_PPM
    before: Document | None = None
    stopped: bool = False
