"""The first sentence of a story: what happens with an account on a day, or why nothing does."""

from collections.abc import Mapping, Sequence
from datetime import date

from goodstanding.strategy.decide.tracing.sentence import EVENTS_IN_WORDS
from goodstanding.strategy.decide.tracing.trace import Trace
from goodstanding.strategy.document.document import EVENT_COLUMNS, Running, Step
from goodstanding.strategy.explain.story import Deed

BY_CHANNEL = {
    "email": "by e-mail",
    "letter": "by letter",
    "sms": "by text message",
    "portal": "through the portal",
    "push": "as a push notice",
}
THINGS = {
    "pre-due-reminder": "a reminder before the due date",
    "due-today": "a note on the due date",
    "broken-promise": "a note about the broken promise",
    "hardship-support": "an offer of support",
}
"""Templates whose names do not read as a thing."""
HELD_BACK = {
    "law": "the law does not permit it",
    "unreachable": "nobody can be reached",
    "pressure": "the person was contacted often enough",
    "exception": "it could not be decided",
    "approval": "the same was asked about before",
}
NEVER_SEEN = "The account was not in these books when the night of that day ran."


def long_day(day: date) -> str:
    """Write a day in a sentence.

    >>> long_day(date(2026, 11, 3))
    '3 November 2026'
    """
    return f"{day.day} {day:%B %Y}"


def opening(
    day: date,
    *,
    deeds: Sequence[Deed],
    traces: Sequence[Trace],
    exceptions: Sequence[str],
    running: Sequence[Running],
    lines: Mapping[int, str],
) -> str:
    """Return the sentence; `lines` name the items of the account by their numbers."""
    own = next((deed for deed in deeds if deed.own_step), None)
    if own is not None:
        return _of_deed(own, day, why=because(own, traces, running=running, lines=lines))
    if exceptions:
        return f"Nothing happens on {long_day(day)}: {lower(exceptions[0])}"
    if deeds and deeds[0].state == "planned":
        return (
            f"Nothing is due for this account on {long_day(day)}; it is listed in a message about other debts of the"
            f" same person, which goes {by(deeds[0])}."
        )
    if not traces:
        return NEVER_SEEN
    return f"Nothing happens on {long_day(day)}: {lower(traces[0].sentence)}"


def _of_deed(deed: Deed, day: date, *, why: str) -> str:
    on, what = long_day(day), thing(deed)
    if deed.state != "planned":
        said = f" {deed.reason}" if deed.reason else ""
        return f"Nothing goes out on {on}: {what} is due{why}, but {HELD_BACK.get(deed.state, deed.state)}.{said}"
    if deed.lacks_place:
        return f"A call is due on {on}{why}, but the hours of the team {deed.team} are full; the step stays due."
    answer = deed.hand_over.answer if deed.hand_over is not None else ""
    if answer in {"withheld", "refused", "failed"} and deed.hand_over is not None:
        return f"On {on} {what} was planned{why}, but it was not handed over: {lower(deed.hand_over.reason)}"
    return f"On {on} {what} {_verb(deed, done=answer == 'taken')}{why}."


def _verb(deed: Deed, *, done: bool) -> str:
    if deed.approval and deed.approved is None and not done:
        return f"waits for the yes of a {spoken(deed.approval)}"
    if deed.approved is False:
        return "was not approved"
    if deed.kind in {"placement", "legal_referral"}:
        return "is arranged"
    if deed.kind == "task" or deed.channel == "task":
        return "is put on a worklist"
    if deed.is_call:
        return "was handed over" if done else "is to be made"
    return f"{'went' if done else 'goes'} {by(deed)}"


def by(deed: Deed) -> str:
    """Return by which way a message goes."""
    return BY_CHANNEL.get(deed.channel, f"by {spoken(deed.channel)}")


def thing(deed: Deed) -> str:
    """Return what is sent or done, as a person would call it."""
    if deed.kind == "placement":
        return "a placement with an agency"
    if deed.kind == "legal_referral":
        return "a referral to a lawyer"
    if deed.kind == "task" or deed.channel == "task":
        return f"the task “{spoken(deed.own_step or deed.step)}”"
    if deed.is_call:
        return "a call"
    return THINGS.get(deed.template) or _article(spoken(deed.template or deed.step))


def because(deed: Deed, traces: Sequence[Trace], *, running: Sequence[Running], lines: Mapping[int, str]) -> str:
    """Return why a step is due, to stand behind a comma; nothing where that cannot be told any more."""
    traced = next((one for one in traces if one.step == deed.own_step), None)
    step = None if traced is None else step_of(traced, running)
    if traced is None or step is None:
        return ""
    subject = lines.get(traced.item_id, "an item") if traced.item_id is not None else "the account"
    return f", because {_reason(step, traced, subject=subject)}"


def step_of(traced: Trace, running: Sequence[Running]) -> Step | None:
    """Return the step a trace found due."""
    for one in running:
        for document in (one.document, one.before):
            if document is None or (document.strategy, document.edition) != (traced.strategy, traced.edition):
                continue
            treatment = document.treatments.get(traced.treatment)
            return next((step for step in treatment.steps if step.name == traced.step), None) if treatment else None
    return None


def _reason(step: Step, traced: Trace, *, subject: str) -> str:
    match step.when.kind:
        case "since_placed":
            return f"{subject} was placed {_ago(traced.values.get('days_since_placed'))}"
        case "since_previous":
            return f"the step before it was {_ago(traced.values.get('days_since_last_step'))}"
        case "event":
            happened = traced.values.get(EVENT_COLUMNS[step.when.event])
            on = f" on {long_day(happened)}" if isinstance(happened, date) else ""
            return f"there was {EVENTS_IN_WORDS[step.when.event]}{on}"
        case _:
            return f"{subject} {_late(traced.values.get('days_past_due'))}"


def _late(days: object) -> str:
    if not isinstance(days, int):
        return "is open"
    if days < 0:
        return f"falls due in {_days(-days)}"
    return f"is {_days(days)} past due" if days else "falls due today"


def _ago(days: object) -> str:
    if not isinstance(days, int):
        return "before"
    return f"{_days(days)} ago" if days else "today"


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"


def spoken(name: str) -> str:
    """Write a name of a document as words.

    >>> spoken("friendly-reminder")
    'friendly reminder'
    """
    return name.replace("-", " ").replace("_", " ")


def _article(words: str) -> str:
    return f"{'an' if words[:1] in set('aeiou') else 'a'} {words}"


def lower(sentence: str) -> str:
    """Return a sentence to stand behind a colon; names in capitals stay as they are."""
    first, *rest = sentence.split(" ", 1)
    return sentence if first.isupper() and len(first) > 1 else " ".join([first[:1].lower() + first[1:], *rest])
