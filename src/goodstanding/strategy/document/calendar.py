"""A document on one screen: its segments, and each treatment as a calendar of steps."""

from typing import NamedTuple

from goodstanding.strategy.document.document import Document, Offer, Step, Trigger


class Line(NamedTuple):
    """One step as it is shown: when, what, how, and what else is to be known of it."""

    when: str
    step: str
    how: str
    notes: str


def lines(steps: tuple[Step, ...]) -> list[Line]:
    """Return the steps of a treatment as a calendar: the ladder first, then what follows events."""
    ordered = sorted(steps, key=lambda step: (step.rung == 0, step.rung))
    return [Line(moment(step.when), step.name, _how(step), _notes(step)) for step in ordered]


def moment(trigger: Trigger) -> str:
    """Return when a step is due, in words.

    >>> moment(Trigger("past_due", 8))
    '8 days past due'
    """
    days = f"{trigger.days} {'day' if trigger.days == 1 else 'days'}"
    if trigger.kind == "past_due":
        return f"{days} past due" if trigger.days else "on the due date"
    if trigger.kind == "before_due":
        return f"{days} before it is due"
    if trigger.kind == "since_placed":
        return f"{days} after placement" if trigger.days else "on placement"
    if trigger.kind == "since_previous":
        return f"{days} after the step before"
    if trigger.kind == "end_of_month":
        return "at the end of the month" + (f", from {days} past due on" if trigger.days else "")
    return f"after a {trigger.event.replace('_', ' ')}"


def share(ppm: int) -> str:
    """Return parts per million as a percentage.

    >>> share(25_000)
    '2.5 %'
    """
    return f"{ppm / 10_000:g} %"


def segments(document: Document) -> list[tuple[str, str, str]]:
    """Return each segment with its condition and what is done for it."""
    tried = {name: experiment.name for experiment in document.experiments for name in experiment.segments}
    return [
        (
            segment.name,
            segment.when or "all others",
            (segment.treatment or "nothing") + (f" (tried in {tried[segment.name]})" if segment.name in tried else ""),
        )
        for segment in document.segments
    ]


def _how(step: Step) -> str:
    if step.act != "contact":
        return step.act.replace("_", " ")
    return f"{step.template or 'no text'} by {', else '.join(step.channels)}"


def _notes(step: Step) -> str:
    notes = [step.tone] if step.tone else []
    notes += [f"if {step.condition}"] if step.condition else []
    notes += [f"waits {step.wait_days} days"] if step.wait_days else []
    notes += ["repeats"] if step.repeats else []
    notes += [_offered(offer) for offer in step.offers]
    notes += [f"needs the yes of a {step.approval}"] if step.approval else []
    return "; ".join(notes)


def _offered(offer: Offer) -> str:
    valid = f", for {offer.valid_days} days" if offer.valid_days else ""
    if offer.kind == "plan":
        return f"offers {offer.instalments_least} to {offer.instalments_most} instalments{valid}"
    return f"offers {share(offer.discount_ppm)} off{valid}"
