"""The story of one account and one night, as it is told on the command line and on its page."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from goodstanding.compliance.verdict import Verdict
from goodstanding.strategy.decide.tracing.trace import Trace
from goodstanding.strategy.explain.ahead import NextDue

Became = Literal["stands", "refused", "not asked", "no contact point", "no text"]


@dataclass(frozen=True, slots=True)
class Try:
    """One channel of a step, and what became of it.

    `at` is the instant the gate was asked about; `verdict` is every rule's answer, where it could be asked again.
    """

    channel: str
    became: Became
    reason: str
    rule: str = ""
    at: datetime | None = None
    verdict: Verdict | None = None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a call: the hour and the rank in it."""

    hour_at: datetime
    place: int


@dataclass(frozen=True, slots=True)
class HandOver:
    """What became of handing an act over; the answer is "asked" while nobody knows."""

    answer: str
    reason: str = ""
    reference: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """One message, task or referral that an account has a part in, planned or held back.

    `state` is planned, law, unreachable, pressure or exception. `own_step` is empty where the account is only listed
    with others. `tries` are the channels in the order of the proposal. `approved` is somebody's yes or no, None while
    nobody said either.
    """

    state: str
    kind: str
    strategy: str
    edition: int
    segment: str
    treatment: str
    arm: str
    step: str
    own_step: str
    channel: str
    template: str = ""
    tone: str = ""
    language: str = ""
    approval: str = ""
    offers: str = ""
    rule: str = ""
    reason: str = ""
    planned_at: datetime | None = None
    not_after: datetime | None = None
    next_at: datetime | None = None
    zone: str = "UTC"
    team: str = ""
    others: int = 0
    act_id: int | None = None
    approved: bool | None = None
    approved_why: str = ""
    tries: tuple[Try, ...] = ()
    slot: Slot | None = None
    hand_over: HandOver | None = None

    @property
    def is_call(self) -> bool:
        """Say whether somebody has to call."""
        return self.kind == "contact" and self.channel == "call"

    @property
    def lacks_place(self) -> bool:
        """Say whether it is a call of a team in whose hours there was no place left."""
        return self.state == "planned" and self.is_call and self.team != "" and self.slot is None


@dataclass(frozen=True, slots=True)
class Origin:
    """What a story rests on: the night with its sealed sheet, or, where none was run, the books as of now."""

    known_at: datetime
    running: tuple[str, ...]
    night: int | None = None
    began_at: datetime | None = None
    sheet: str = ""
    sha256: str = ""

    @property
    def is_sealed(self) -> bool:
        """Say whether it is the story of a night that was run."""
        return self.night is not None


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that is told; `sentence` comes first. `lines` name items: their number to what they are called."""

    account_id: int
    reference: str
    day: date
    sentence: str
    origin: Origin
    traces: tuple[Trace, ...] = ()
    deeds: tuple[Deed, ...] = ()
    exceptions: tuple[str, ...] = ()
    pressure: str = ""
    ahead: NextDue | None = None
    next_lawful_at: datetime | None = None
    lines: dict[int, str] = field(default_factory=dict)
