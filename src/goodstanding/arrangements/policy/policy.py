"""Policy: the values of each kind, what they are where nobody said anything, and how they are read.

For every operation that agrees to something. Days are whole days; amounts are minor units of the debt's own currency;
shares are parts per million.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from difflib import get_close_matches
from typing import Any, Literal, get_args

from goodstanding.refusal import Refusal

Kind = Literal["promise", "plan", "confirming"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Missed = Literal["append", "catch up"]
"""append: what was missed comes at the end. catch up: it stays due, and the plan is in arrears until it is there."""
Interest = Literal["rests", "runs"]
"""What the debt's own interest does while a plan is open. A plan itself bears none."""
WORDS: Mapping[str, tuple[str, ...]] = {"missed": get_args(Missed), "interest": get_args(Interest)}
RETIRED = frozenset({"allows_interest"})
"""Values that were set once and mean nothing any more."""
VALUE_MOST = 10**15


class PolicyRefused(Refusal, ValueError):
    """The policy cannot be meant; the sentences say why."""


@dataclass(frozen=True, slots=True)
class PromisePolicy:
    """How far a promise may be missed and still count as kept."""

    tolerance_minor: int = 0
    grace_days: int = 0


@dataclass(frozen=True, slots=True)
class PlanPolicy:
    """Which plans the house agrees to, and what it does when an instalment is missed.

    `instalment_least_minor`, `down_least_ppm` (of the whole), `instalments_most` and `days_most` (from the first
    payment to the last) bound a plan; `restructures_most` how often one may take the place of another. The debt's own
    `interest` rests while a plan is open, so that it ends at zero, or runs on beside it. An instalment is missed
    once `grace_days` are over. After `missed_most` in a row the plan is cancelled; it is taken up again by itself
    `reinstatements_most` times if what was missed comes in within `reinstate_days`. `reminder_days` before an
    instalment it is reminded of, `notice_days` before a collection it is announced. A collection that failed is tried
    again `retry_days` after it, `attempts_most` times in all, as far as the rules of its scheme allow.
    """

    instalment_least_minor: int = 0
    instalments_most: int = 120
    days_most: int = 3650
    down_least_ppm: int = 0
    interest: Interest = "rests"
    restructures_most: int = 3
    pause_days_most: int = 92
    grace_days: int = 3
    missed: Missed = "append"
    missed_most: int = 2
    reinstatements_most: int = 1
    reinstate_days: int = 30
    reminder_days: int = 3
    notice_days: int = 5
    retry_days: int = 5
    attempts_most: int = 2


@dataclass(frozen=True, slots=True)
class ConfirmingPolicy:
    """What is written to people by itself. Money that came in more than `receipt_days` ago is not."""

    receipts: bool = True
    receipt_days: int = 7
    paid_in_full: bool = True
    promises: bool = True
    promise_reminder_days: int = 1
    plans: bool = True


Policy = PromisePolicy | PlanPolicy | ConfirmingPolicy
DEFAULTS: Mapping[Kind, Policy] = {"promise": PromisePolicy(), "plan": PlanPolicy(), "confirming": ConfirmingPolicy()}


def read(kind: str, values: Mapping[str, Any]) -> Policy:
    """Return a policy of a kind with some values; raises PolicyRefused with all that is wrong.

    >>> read("promise", {"grace_days": 2})
    PromisePolicy(tolerance_minor=0, grace_days=2)
    """
    if kind not in KINDS:
        raise PolicyRefused(f"There is no policy of {kind!r}. It is one of {', '.join(KINDS)}.")
    default = DEFAULTS[kind]
    known = asdict(default)
    found = [fault for name, value in values.items() if (fault := _fault(name, value, known=known))]
    if found:
        raise PolicyRefused(" ".join(found))
    return type(default)(**values)


def kept(kind: str, values: Mapping[str, Any]) -> Policy:
    """Return a policy as it was written down, values that mean nothing any more left out; raises PolicyRefused."""
    return read(kind, {name: value for name, value in values.items() if name not in RETIRED})


def agreed(conditions: Mapping[str, Any]) -> PlanPolicy:
    """Return the policy under which a plan was agreed; before plans let interest rest, it ran on."""
    found = kept("plan", {"interest": "runs"} | dict(conditions))
    assert isinstance(found, PlanPolicy), "A plan is agreed under a policy of plans."
    return found


def told(policy: Policy) -> dict[str, Any]:
    """Return a policy as JSON keeps it."""
    return {field.name: getattr(policy, field.name) for field in fields(policy)}


def _fault(name: str, value: object, *, known: Mapping[str, object]) -> str | None:
    if name not in known:
        near = get_close_matches(name, known, n=1)
        return f"There is no value {name!r}{f'; did you mean {near[0]!r}' if near else ''}."
    if isinstance(known[name], bool):
        return None if isinstance(value, bool) else f"{name} is yes or no."
    if isinstance(known[name], str):
        return None if value in WORDS[name] else f"{name} is one of {', '.join(WORDS[name])}."
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= VALUE_MOST:
        return f"{name} is a whole number, not below zero."
    return None
