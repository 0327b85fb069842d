"""Random sheets and documents for comparing; everything follows from one seed."""

from datetime import date, time, timedelta
from random import Random

from goodstanding.strategy.document.document import (
    ACT_KINDS,
    EVENT_COLUMNS,
    TRIGGERS,
    ActKind,
    Arm,
    Capacity,
    Document,
    Experiment,
    Running,
    Segment,
    Step,
    Team,
    Treatment,
    Trigger,
)
from tests.strategy.decide.cast import Row, account, item
from tests.strategy.decide.naive import CHANCES, CONDITIONS

DAYS = (date(2026, 3, 17), date(2026, 2, 28), date(2024, 2, 29), date(2026, 3, 31))
TEXTS = ("reminder", "firm", "final")
WAYS = ("email", "sms", "letter", "call", "task")
TEMPLATES = frozenset(
    {f"{text}/{way}/{tongue}" for text in TEXTS[:2] for way in ("email", "letter") for tongue in ("en", "es")}
    | {"final/letter/*", "firm/sms/en"}
)
TREATMENTS = ("soft", "hard", "legal")
STEPS = ("s1", "s2", "s3", "s4", "s10")
STRATEGIES = ("alpha", "beta")


class Dice:
    """Draws rows and documents."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.day = self.random.choice(DAYS)

    def ago(self, most: int, *, least: int = 0) -> date:
        return self.day - timedelta(days=self.random.randint(least, most))

    def maybe(self, share: float) -> bool:
        return self.random.random() < share

    def condition(self) -> str:
        return self.random.choice(["", "", *CONDITIONS])

    def history(self) -> Row:
        if self.maybe(0.4):
            return {"last_step": None, "last_step_date": None, "days_since_last_step": None, "steps_taken": ""}
        days = self.random.randint(1, 40)
        words = [
            f"{self.random.choice(STRATEGIES)}/{self.random.choice(TREATMENTS)}/{self.random.choice(STEPS)}"
            for _ in range(self.random.randint(1, 4))
        ]
        return {
            "last_step": words[-1].split("/")[2],
            "last_step_date": self.day - timedelta(days=days),
            "days_since_last_step": days,
            "steps_taken": "\x1f".join(words),
        }

    def ageing(self) -> Row:
        past = self.random.choice([None, 0, -1, -7, -8, 1, 2, 3, 9, 10, 11, 15, 16, 29, 30, 31, 90])
        known = past is not None and past > 0 and self.maybe(0.7)
        return {
            "days_past_due": past,
            "balance_minor": self.random.choice([-500, 0, 1, 99, 100, 6000, 6001, 12_000, 25_000]),
            "is_disputed": self.maybe(0.08),
            "first_overdue_date": self.day - timedelta(days=(past or 1) - 1) if known else None,
        }

    def account(self, number: int) -> Row:
        events = {
            name: self.ago(33) if self.maybe(0.2) else None
            for name in ("promise_broken_date", "mail_returned_date", "last_reply_date")
        }
        told = {
            "person_id": None if self.maybe(0.03) else self.random.randint(1, 20),
            "client_id": self.random.choice([7, 8]),
            "currency": self.random.choice(["USD", "USD", "EUR"]),
            "state": self.random.choice(["NY", "CA", "TX"]),
            "debt_type": self.random.choice(["card", "medical"]),
            "score": self.random.choice([None, 300, 501, 900]),
            "days_since_placed": self.random.choice([None, 0, 5, 30]),
            "steps_count": self.random.randint(0, 2),
            "on_hold": self.maybe(0.05),
            "promise_open": self.maybe(0.08),
            "can_email": self.maybe(0.5),
            "is_vulnerable": self.maybe(0.1),
            "language": self.random.choice(["en", "", None, "es", "fr"]),
            "preferred_language": self.random.choice([None, None, "", "es"]),
            "preferred_channel": self.random.choice([None, None, "sms", "letter", "call"]),
        }
        return account(number, **(told | events | self.ageing() | self.history()))

    def item(self, number: int, account_id: int) -> Row:
        kept = (self.ageing() | {"balance_minor": self.random.choice([50, 6000, 7000])}) | self.history()
        return item(number, account_id, **kept)

    def step(self, name: str, rung: int) -> Step:
        kind = self.random.choice([one for one in TRIGGERS if one != "event"])
        act: ActKind = self.random.choice(["contact", "contact", "contact", *ACT_KINDS])
        when = Trigger(kind, self.random.choice([0, 1, 3, 7, 10, 30]))
        if rung == 0:
            when = Trigger("event", event=self.random.choice(list(EVENT_COLUMNS)))
        return Step(
            name=name, when=when, act=act, condition=self.condition(), template=self.random.choice(TEXTS),
            channels=tuple(self.random.sample(WAYS, self.random.randint(0, 4))),
            wait_days=self.random.choice([0, 0, 7]), tone=self.random.choice(["", "warm"]),
            approval=self.random.choice(["", "supervisor"]),
            repeats=self.maybe(0.3), rung=rung,
        )  # fmt: skip

    def treatment(self, name: str) -> Treatment:
        rungs = self.random.sample(STEPS, self.random.randint(0, 4))
        ladder = [self.step(one, rung) for rung, one in enumerate(rungs, start=1)]
        events = [self.step(f"e{number}", 0) for number in range(self.random.randint(0, 2))]
        exits = tuple(self.condition() for _ in range(self.random.randint(0, 1)))
        return Treatment(name, (*events, *ladder), tuple(one for one in exits if one))

    def experiment(self, number: int, segments: tuple[Segment, ...]) -> Experiment:
        first = self.random.choice([0, 330_000, 500_000])
        second = self.random.choice([0, 330_000, 500_000])
        return Experiment(
            name=f"x{number}", seed=self.random.randint(1, 99), hold_out_ppm=1_000_000 - first - second,
            segments=tuple(one.name for one in segments if self.maybe(0.6)),
            strata=self.random.choice([(), ("state",)]),
            arms=(Arm("champion", first, "soft"), Arm("challenger", second, "hard")),
        )  # fmt: skip

    def document(self, strategy: str, edition: int) -> Document:
        count = self.random.randint(1, 3)
        segments = tuple(
            Segment(f"g{number}", self.condition() if number < count else self.random.choice(["", "can_email"]),
                    self.random.choice(["", *TREATMENTS, *TREATMENTS])) for number in range(1, count + 1)
        )  # fmt: skip
        segments = tuple(one if one.when != "can_email" else Segment(one.name, "", one.treatment) for one in segments)
        return Document(
            strategy=strategy, edition=edition, title=strategy, effective_from=date(2020, 1, 1), segments=segments,
            treatments={name: self.treatment(name) for name in TREATMENTS},
            grain=self.random.choice(["account", "item"]),
            covers=self.random.choice(["", "debt_type = 'card'", "debt_type <> 'card'", "state = 'NY'"]),
            balance_least_minor=self.random.choice([1, 100]), opens=time(9), closes=time(18),
            experiments=tuple(self.experiment(number, segments) for number in range(self.random.randint(0, 2))),
            capacity=Capacity(
                teams=tuple(Team(f"t{number}", 9, time(8), time(17), "UTC", self.condition()) for number in range(2)),
                chance_ppm=self.random.choice(list(CHANCES)), cost_minor={"letter": 90, "call": 400},
            ),
        )  # fmt: skip

    def running(self) -> tuple[Running, ...]:
        found = []
        for strategy in STRATEGIES[: self.random.randint(1, 2)]:
            share = self.random.choice([1_000_000, 1_000_000, 10_000, 500_000, 0])
            before = self.document(strategy, 1) if self.maybe(0.5) else None
            found.append(Running(self.document(strategy, 2), share, before, stopped=self.maybe(0.05)))
        return tuple(found)

    def arms(self) -> list[Row]:
        return [
            {"person_id": person, "experiment": f"alpha/x{number}",
             "arm": self.random.choice(["champion", "hold-out", "gone"])}
            for person in range(1, 21) for number in (0, 1) if self.maybe(0.3)
        ]  # fmt: skip
