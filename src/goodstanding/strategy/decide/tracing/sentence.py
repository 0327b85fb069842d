"""Sentences that say why something is due or not, with the numbers it hangs on.

For explaining. A row is what the sheet of obligations says; absent values are not known.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from goodstanding.factsheet.sheet import BETWEEN
from goodstanding.money.amount import Amount
from goodstanding.strategy.decide.ladder import EVENT_DAYS
from goodstanding.strategy.decide.standing import (
    DISPUTED,
    EXIT,
    HELD_OUT,
    HOLD,
    NO_PERSON,
    NO_SEGMENT,
    NO_STEP_DUE,
    NOT_COVERED,
    OVERLAP,
    PAID,
    PROMISE,
    REST,
    STOPPED,
    WAITING,
)
from goodstanding.strategy.document.document import EVENT_COLUMNS, Document, Step

Row = Mapping[str, object]
EVENTS_IN_WORDS = {
    "broken_promise": "a broken promise",
    "returned_letter": "a returned letter",
    "reply": "a reply of the person",
    "missed_payment": "a missed payment",
    "missed_instalment": "a missed instalment of a plan",
}
PLAIN_RESTS = {
    NO_PERSON: "Nobody is known to owe this account.",
    NOT_COVERED: "No strategy that runs covers this account.",
    STOPPED: "The strategy is stopped.",
    DISPUTED: "It is in dispute.",
    NO_SEGMENT: "No segment of the strategy takes it in.",
    REST: "Its segment is left alone.",
    EXIT: "It left the treatment, because one of its exits holds.",
    HELD_OUT: "The person is held out of the experiment and only watched.",
    WAITING: "A step would be due, but has to wait.",
    NO_STEP_DUE: "No step is due today.",
}


def shown(value: object) -> str:
    """Return a value as it stands in a sentence."""
    if value is None or value == "":
        return "not known" if value is None else "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(str(value).split(BETWEEN))


def values_in_words(columns: Sequence[str], row: Row) -> str:
    """Return the values of columns as part of a sentence."""
    return ", ".join(f"{name} is {shown(row[name])}" for name in columns)


def rest(reason: str, *, document: Document | None, row: Row, strategies: Sequence[str] = ()) -> str:
    """Return why nothing is due for an obligation."""
    if reason == OVERLAP:
        return f"The strategies {' and '.join(strategies)} both cover the account, so neither decides about it."
    if reason == PAID:
        assert document is not None, "Only a strategy says what is too little."
        owed = int(str(row["balance_minor"]))
        return too_little(owed, least=document.balance_least_minor, currency=str(row["currency"]))
    if reason == HOLD:
        until = f" until {row['hold_until_date']}" if row["hold_until_date"] else ""
        return f"It is on hold{until} ({shown(row['hold_reason'])})."
    if reason == PROMISE:
        return _promised(row)
    return PLAIN_RESTS[reason]


def _promised(row: Row) -> str:
    if row["promise_open"]:
        return f"A promise to pay is open until {shown(row['promise_grace_date'] or row['promise_due_date'])}."
    if row["settlement_open"]:
        return "A settlement was accepted, and nothing of it is missed."
    if row["plan_next_due_date"]:
        return f"A plan is being kept; its next instalment falls due on {shown(row['plan_next_due_date'])}."
    return "A plan is being kept."


def too_little(owed: int, *, least: int, currency: str) -> str:
    """Return why an account with so little on it is left alone; both in minor units of its currency."""
    if owed <= 0:
        return "Nothing is owed on it."
    return f"It is left alone, because {Amount(owed, currency)} is less than {Amount(least, currency)}."


def trigger(step: Step, *, row: Row, day: date) -> str:
    """Return when a step is due, and how things stand."""
    days = step.when.days
    match step.when.kind:
        case "before_due":
            return f"It is due from {_days(days)} before the due date to the day before it. {past_due(row)}"
        case "past_due":
            return f"It is due from {_days(days)} past due. {past_due(row)}"
        case "since_placed":
            return f"It is due {_days(days)} after placement. {_counted(row['days_since_placed'], 'since placement')}"
        case "since_previous":
            return (
                f"It is due {_days(days)} after the step before it on the ladder, rung {step.rung - 1};"
                f" the last rung taken is {row['last_rung']}. {last_step(row)}"
            )
        case "end_of_month":
            least = _days(max(days, 1))
            return f"It is due on the last day of a month from {least} past due; today is {day}. {past_due(row)}"
        case "event":
            return _event(step, row=row)


def past_due(row: Row) -> str:
    """Return how far past due an obligation is."""
    days = row["days_past_due"]
    if not isinstance(days, int):
        return "Nothing is open that could be past due."
    if days < 0:
        return f"It falls due in {_days(-days)}."
    return f"It is {_days(days)} past due." if days else "It falls due today."


def last_step(row: Row) -> str:
    """Return which step was taken last."""
    if row["last_step_date"] is None:
        return "No step was taken before."
    return f"The last step, {shown(row['last_step'])}, was taken on {row['last_step_date']}."


def wait(step: Step, *, row: Row) -> str:
    """Return how long a step has to wait."""
    return f"It waits until {_days(step.wait_days)} after the step before it. {last_step(row)}"


def _event(step: Step, *, row: Row) -> str:
    event = EVENTS_IN_WORDS[step.when.event]
    happened = row[EVENT_COLUMNS[step.when.event]]
    if happened is None:
        return f"It follows {event}, and none is known."
    return f"It follows {event} within {EVENT_DAYS} days; the last was on {happened}. {last_step(row)}"


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"


def _counted(days: object, since: str) -> str:
    return f"{_days(days)} have passed {since}." if isinstance(days, int) else f"The days {since} are not known."
