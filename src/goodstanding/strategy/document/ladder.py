"""Whether the ladders of a document lead somewhere: steps that say enough, in an order in which each comes to pass."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from goodstanding.outreach.template.catalogue import shipped
from goodstanding.strategy.document.document import TASK_CHANNEL, WHOLE_PPM, Document, Offer, Step, Treatment
from goodstanding.strategy.document.finding import nearest
from goodstanding.strategy.document.notes import Notes, repeated
from goodstanding.strategy.document.page import Path

WRITTEN = ("email", "sms", "letter")
"""Channels through which a text goes, so that a template is needed; who calls may do without."""
TONES = ("gentle", "friendly", "plain", "firm", "final")
REFERRALS = ("placement", "legal_referral")


def check(document: Document, notes: Notes) -> None:
    """Note everything about the treatments of a document."""
    for name, treatment in document.treatments.items():
        path: Path = ("treatments", name, "steps")
        notes.twice([step.name for step in treatment.steps], path=path)
        _check_order(treatment, path=path, notes=notes)
        for number, step in enumerate(treatment.steps):
            _check_trigger(step, path=(*path, number), notes=notes)
            _check_act(step, path=(*path, number), notes=notes)
            for place, offer in enumerate(step.offers):
                _check_offer(offer, path=(*path, number, "offers", place), notes=notes)


def unpublished(document: Document, *, usable: AbstractSet[str]) -> list[str]:
    """Return the texts of a document that are not published: those nobody wrote, and those that were withdrawn.

    usable  what is published, as "name/channel/*". A channel that a text never existed for is only left out.
    """
    missing: dict[str, None] = {}
    for step in (step for treatment in document.treatments.values() for step in treatment.steps):
        template = shipped().get(step.template)
        written = [channel for channel in step.channels if channel in WRITTEN]
        wanted = [channel for channel in written if template is None or channel in template.channels] or written
        missing |= {f"{step.template} by {one}": None for one in wanted if f"{step.template}/{one}/*" not in usable}
    return list(missing)


def _check_order(treatment: Treatment, *, path: Path, notes: Notes) -> None:
    """Note rungs that are never stood on because a higher one is due no later, and tones that fall."""
    rungs = [(number, step) for number, step in enumerate(treatment.steps) if step.rung]
    for place, (number, step) in enumerate(rungs):
        if step.when.kind == "since_previous" and place == 0:
            notes.error((*path, number, "when"), "No step comes before this one.", "Write days_past_due.")
        earlier = [one for _, one in rungs[:place] if _moment(one) and _moment(step)]
        clash = next((one for one in earlier if _comes_no_later(step, one)), None)
        if clash is not None:
            notes.warn((*path, number, "when"), f"{step.name} is due no later than {clash.name}, which stands below it "
                       "and is then passed over.", "Let the days rise from step to step.")  # fmt: skip
        tones = [TONES.index(one.tone) for _, one in rungs[:place] if one.tone]
        if step.tone and tones and TONES.index(step.tone) < max(tones):
            notes.warn((*path, number, "tone"), f"The tone falls: a step before is {TONES[max(tones)]}.")


def _moment(step: Step) -> tuple[str, int] | None:
    """Return by which clock a step goes, and when by it; steps by the clock of the due date can be compared."""
    kind, days, _ = step.when
    if kind in ("past_due", "before_due"):
        return "due", days if kind == "past_due" else -days
    return ("placed", days) if kind == "since_placed" else None


def _comes_no_later(step: Step, below: Step) -> bool:
    """Say whether a step is due whenever the one below it is; on the same day, its own condition may part them."""
    own, other = _moment(step), _moment(below)
    if own is None or other is None or own[0] != other[0]:
        return False
    return own[1] < other[1] or (own[1] == other[1] and not step.condition)


def _check_trigger(step: Step, *, path: Path, notes: Notes) -> None:
    if step.repeats and step.when.kind == "event":
        notes.warn((*path, "repeats"), "A step that follows an event comes with every event anyway.")
    elif step.repeats and not step.wait_days and step.when.kind != "end_of_month":
        notes.error((*path, "repeats"), "This would come every day.", "Say with wait_days how long it waits.")


def _check_act(step: Step, *, path: Path, notes: Notes) -> None:
    if step.act == "contact":
        _check_contact(step, path=path, notes=notes)
    elif step.channels:
        notes.warn((*path, "channels"), f"A {step.act.replace('_', ' ')} goes through no channel.", "Take them out.")
    if step.act in REFERRALS and not step.approval:
        notes.error(path, f"A {step.act.replace('_', ' ')} needs somebody's yes.", "Write approval: supervisor.")
    if step.act not in REFERRALS and step.approval:
        notes.error((*path, "approval"), "Only a placement and a legal referral wait for a yes.", "Take it out.")


def _check_contact(step: Step, *, path: Path, notes: Notes) -> None:
    channels = step.channels
    if not channels:
        notes.error(path, "It is not said how to reach the person.", "Write channels: [email, letter].")
        return
    for number in repeated(channels):
        notes.error((*path, "channels", number), f"{channels[number]} stands twice.")
    if channels == (TASK_CHANNEL,):
        notes.error((*path, "channels"), "A task alone reaches nobody.", "Write act: task.")
    elif TASK_CHANNEL in channels[:-1]:
        notes.warn((*path, "channels"), "A task is always the last resort.", "Put it last.")
    written = [channel for channel in channels if channel in WRITTEN]
    if written and not step.template:
        notes.error(path, f"It is not said what the {written[0]} says.", "Name a template.")
    elif step.template:
        _check_template(step, written, path=path, notes=notes)


def _check_template(step: Step, written: Sequence[str], *, path: Path, notes: Notes) -> None:
    """Warn of a template that does not ship, or not for a channel; what is published is asked when it is published."""
    template = shipped().get(step.template)
    if template is None:
        hint = nearest(step.template, shipped())
        notes.warn((*path, "template"), f"There is no template {step.template} in the catalogue.", hint)
        return
    for channel in written:
        if channel not in template.channels:
            notes.warn((*path, "template"), f"{step.template} is not written for {channel}, which is left out.")


def _check_offer(offer: Offer, *, path: Path, notes: Notes) -> None:
    if offer.kind == "plan":
        if offer.discount_ppm:
            notes.error(path, "An offer is a discount or a plan.", "Make it two offers.")
        if offer.instalments_least > offer.instalments_most:
            notes.error((*path, "plan"), "The fewest instalments are more than the most.")
    elif not 0 < offer.discount_ppm < WHOLE_PPM:
        notes.error(path, "A discount lies between 0 % and 100 %.", "Write discount: 10 %.")
