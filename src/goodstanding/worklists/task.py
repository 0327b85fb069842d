"""A task: one thing for a person of the house to look at, and the kinds there are."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

KINDS: tuple[str, ...] = ("exception", "warning", "approval", "call", "step", "reach", "reply")
"""exception: an account that could not be decided. warning: something that is about to go wrong. approval: an act that
needs somebody's yes. call: somebody to be called today. step: a step of a strategy that a person takes. reach: somebody
nobody knows how to reach. reply: what a person answered."""

MEANINGS: Mapping[str, str] = {
    "exception": "Accounts that could not be decided; each says what is missing or contradicts itself.",
    "warning": "What is about to go wrong: slipping payers, broken promises, returned mail, debts soon time-barred.",
    "approval": "Acts that wait for somebody's yes, such as a referral to an agency or to legal.",
    "call": "People to be called today.",
    "step": "Steps that strategies leave to a person: a decision, a review, an address to be found.",
    "reach": "People nobody knows how to reach.",
    "reply": "What people answered: first what a person has to decide, then what was done at once.",
}
"""What stands on each list, in one sentence."""

TITLES: Mapping[str, str] = {
    "exception": "Could not be decided",
    "warning": "Early warnings",
    "approval": "Waiting for a yes",
    "call": "Calls of the day",
    "step": "Steps for a person",
    "reach": "How to reach them",
    "reply": "Replies",
}


class TaskCard(NamedTuple):
    """One task as it is shown."""

    task_id: int
    kind: str
    matter: str
    title: str
    evidence: Mapping[str, object]
    person_id: int | None
    debt_id: int | None
    client_id: int | None
    portfolio_id: int | None
    team: str
    priority: int
    due_at: datetime | None
    opened_date: date
    opened_at: datetime
    closed_at: datetime | None
    closed_by: str
    outcome: str
    entry_id: int
