"""Which step of a treatment is due: triggers, conditions, rungs, waits.

For the decision and for whoever explains it: both are put together from the same clauses. Columns are those of the
sheet of obligations, `fenced_steps`, which are steps_taken fenced, and `last_rung`, the highest rung taken so far.
"""

from calendar import monthrange
from datetime import date

from goodstanding.strategy.decide.clause import NEVER, both, cases, contains, fence, holds, on, word
from goodstanding.strategy.document.document import EVENT_COLUMNS, Document, Step, Treatment

FENCED = f"CASE WHEN steps_taken <> '' THEN {fence('steps_taken')} END"
"""What `fenced_steps` stands for; absent where no step was taken."""
TRIGGERED_BY = (
    "days_past_due", "days_since_placed", "days_since_last_step", "last_step", "last_step_date",
    *EVENT_COLUMNS.values(),
)  # fmt: skip
"""The columns that triggers, rungs and waits look at."""
EVENT_DAYS = 30
"""An event is followed for so long; what is older is stale."""


def numbered(document: Document) -> list[tuple[int, Treatment, Step]]:
    """Return every step of a document, numbered from 1 through all treatments."""
    every = [(treatment, step) for treatment in document.treatments.values() for step in treatment.steps]
    return [(number, treatment, step) for number, (treatment, step) in enumerate(every, start=1)]


def last_rung(treatment: Treatment, *, strategy: str) -> str:
    """Return the highest present rung among the steps taken under a treatment, 0 for none."""
    rungs = sorted((step for step in treatment.steps if step.rung > 0), key=lambda step: -step.rung)
    taken = [(contains(f"{strategy}/{treatment.name}/{step.name}", fenced="fenced_steps"), step.rung) for step in rungs]
    return cases([("fenced_steps IS NULL", 0), *taken], otherwise=0)


def is_triggered(step: Step, *, day: date) -> str:
    """Return whether the moment a step waits for has come."""
    days = step.when.days
    match step.when.kind:
        case "before_due":
            return f"days_past_due >= {-days} AND days_past_due < 0"
        case "past_due":
            return f"days_past_due >= {days}"
        case "since_placed":
            return f"days_since_placed >= {days}"
        case "since_previous":
            return f"last_rung > 0 AND last_rung = {step.rung - 1} AND days_since_last_step >= {days}"
        case "end_of_month":
            ends = day.day == monthrange(day.year, day.month)[1]
            return f"days_past_due >= {max(days, 1)}" if ends else NEVER
        case "event":
            return _follows_event(step, day=day)


def _follows_event(step: Step, *, day: date) -> str:
    happened = EVENT_COLUMNS[step.when.event]
    return (
        f"{happened} <= {on(day)} AND {happened} > {on(day)} - {EVENT_DAYS}"
        f" AND (last_step_date IS NULL OR {happened} >= last_step_date)"
        f" AND NOT (coalesce(last_step, '') = {word(step.name)} AND coalesce(last_step_date >= {happened}, FALSE))"
    )


def is_ahead(step: Step, *, day: date) -> str:
    """Return whether a rung was not reached yet, or may be repeated; steps after an event stand on no rung."""
    if step.rung == 0:
        return "TRUE"
    higher = f"last_rung < {step.rung}"
    return f"({higher} OR (last_rung = {step.rung} AND last_step_date < {on(day)}))" if step.repeats else higher


def is_chosen(step: Step, *, day: date) -> str:
    """Return whether a step may be taken, but for its wait."""
    return both([is_ahead(step, day=day), is_triggered(step, day=day), holds(step.condition)])


def has_waited(step: Step) -> str:
    """Return whether the wait after the step before is over."""
    if step.wait_days <= 0:
        return "TRUE"
    return f"(days_since_last_step IS NULL OR days_since_last_step >= {step.wait_days})"


def in_order(treatment: Treatment) -> list[Step]:
    """Return steps in the order in which they are preferred: after events as written, then from the top rung down."""
    return sorted(treatment.steps, key=lambda step: -step.rung if step.rung else -WHOLE_LADDER)


WHOLE_LADDER = 1_000_000
"""More rungs than any ladder has."""


def choice(treatment: Treatment, *, document: Document, day: date) -> str:
    """Return the number of the step that is due, below 0 where it still has to wait, 0 for none."""
    number = {step.name: number for number, of, step in numbered(document) if of.name == treatment.name}
    pairs = [
        (is_chosen(step, day=day), cases([(has_waited(step), number[step.name])], otherwise=-number[step.name]))
        for step in in_order(treatment)
    ]
    return cases(pairs, otherwise=0)
