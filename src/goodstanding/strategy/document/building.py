"""Building a Document from a page that fits the form."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from goodstanding.strategy.document.document import (
    WHOLE_PPM,
    Arm,
    Capacity,
    Document,
    Experiment,
    Offer,
    Pressure,
    Segment,
    Step,
    Team,
    Treatment,
    Trigger,
    TriggerKind,
)

Fields = Mapping[str, Any]
WHEN: Mapping[str, TriggerKind] = {
    "days_past_due": "past_due",
    "before_due_days": "before_due",
    "days_since_placed": "since_placed",
    "days_since_previous": "since_previous",
    "end_of_month": "end_of_month",
    "event": "event",
}
"""What a document calls the moments at which a step is due."""


def build(value: Fields) -> Document:
    """Return the document of a page that fits the form; anything else is a mistake of the caller."""
    plain: dict[str, Any] = {
        key: value[key] for key in ("strategy", "edition", "title", "grain", "balance_least_minor") if key in value
    }
    plain |= {key: clock(value[key]) for key in ("opens", "closes") if key in value}
    until = value.get("effective_until")
    return Document(
        **plain,
        effective_from=date.fromisoformat(value["effective_from"]),
        effective_until=date.fromisoformat(until) if until else None,
        covers=expression(value.get("covers")),
        segments=tuple(
            Segment(one["name"], expression(one.get("when")), one.get("treatment", "")) for one in value["segments"]
        ),
        treatments={name: _treatment(name, one) for name, one in value["treatments"].items()},
        experiments=tuple(_experiment(one) for one in value.get("experiments", ())),
        pressure=Pressure(**value.get("pressure", {})),
        capacity=_capacity(value.get("capacity", {})),
    )


def expression(value: object) -> str:
    """Return an expression as text: YAML may have read true or a whole number."""
    if value is None:
        return ""
    return str(value).upper() if isinstance(value, bool) else str(value).strip()


def clock(text: str) -> time:
    """Return a time of day written as 9:00 or 09:00."""
    hour, minute = text.split(":")
    return time(int(hour), int(minute))


def ppm(text: str) -> int:
    """Return a share written as "49 %" in parts per million.

    >>> ppm("2.5 %")
    25000
    """
    return int(Decimal(text.removesuffix("%").strip()) * WHOLE_PPM / 100)


def _treatment(name: str, value: Fields) -> Treatment:
    """Build a treatment; its ladder is numbered from 1, steps that follow an event stand beside it."""
    rung, steps = 0, []
    for one in value["steps"]:
        is_rung = "event" not in one["when"]
        rung += is_rung
        steps.append(_step(one, rung=rung if is_rung else 0))
    return Treatment(name, tuple(steps), tuple(expression(one) for one in value.get("exits", ())))


def _step(value: Fields, *, rung: int) -> Step:
    plain = {
        key: value[key]
        for key in ("name", "act", "template", "tone", "wait_days", "approval", "repeats")
        if key in value
    }
    return Step(
        **plain,
        when=_trigger(value["when"]),
        condition=expression(value.get("condition")),
        channels=tuple(value.get("channels", ())),
        offers=tuple(_offer(one) for one in value.get("offers", ())),
        rung=rung,
    )


def _trigger(value: Fields) -> Trigger:
    if "event" in value:
        return Trigger("event", event=value["event"])
    if "end_of_month" in value:
        days = value["end_of_month"]
        return Trigger("end_of_month", 0 if days is True else days)
    word, days = next(iter(value.items()))
    return Trigger(WHEN[word], days)


def _offer(value: Fields) -> Offer:
    plan = value.get("plan")
    if plan:
        return Offer("plan", ppm(value.get("discount", "0 %")), value.get("valid_days", 0), **plan)
    return Offer("discount", ppm(value.get("discount", "0 %")), value.get("valid_days", 0))


def _experiment(value: Fields) -> Experiment:
    return Experiment(
        name=value["name"],
        seed=value["seed"],
        segments=tuple(value["segments"]),
        arms=tuple(Arm(one["name"], ppm(one["share"]), one["treatment"]) for one in value["arms"]),
        strata=tuple(value.get("strata", ())),
        hold_out_ppm=ppm(value.get("hold_out", "0 %")),
    )


def _capacity(value: Fields) -> Capacity:
    teams = tuple(
        Team(
            one["name"], one["calls_per_hour"], clock(one["opens"]), clock(one["closes"]), one["timezone"],
            expression(one.get("covers")),
        )
        for one in value.get("teams", ())
    )  # fmt: skip
    chance = expression(value["chance_ppm"]) if "chance_ppm" in value else Capacity().chance_ppm
    return Capacity(teams, chance, dict(value.get("cost_minor", {})))
