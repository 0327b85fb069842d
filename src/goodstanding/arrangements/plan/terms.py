"""Terms: how a plan is made, what it costs, and how terms are written down and read again.

For whoever proposes a plan or a settlement in instalments. Terms are plain values; `schedule.py` makes instalments of
them. Money is in minor units of the plan's currency; rates and shares are parts per million.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

from goodstanding.arrangements.plan import rhythm as rhythms
from goodstanding.arrangements.plan.rhythm import Rhythm
from goodstanding.money.rate import PPM
from goodstanding.refusal import Refusal

Shape = Literal["equal", "stepped", "balloon", "income"]
SHAPES: tuple[Shape, ...] = get_args(Shape)
COUNT_MOST = 600
"""More instalments than half a century has months are a slip of the finger, whatever a policy says."""
MINOR_MOST = 10**15
SOURCE_MOST = 200
RETIRED = frozenset({"interest_ppm", "interest_from"})
"""What older versions wrote down of terms; their instalments keep what it came to."""
MONTHLY = Rhythm()


class TermsRefused(Refusal, ValueError):
    """Nobody can make a plan of these terms; the sentences say why."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How a plan of `total_minor` is paid off from `first_date` on.

    equal: `count` instalments, or as many of `amount_minor` as it takes. stepped: `count` instalments that grow by
    `step_ppm` after every `step_every`. balloon: `count` instalments of `amount_minor` each but the last, which is the
    rest. income: `share_ppm` of `income_minor` at a time, for as long as it takes. A down payment is due on
    `down_date`, before the first instalment. `balloon_source` says from what the last instalment of a balloon plan will
    be paid. A plan bears no interest of its own.
    """

    total_minor: int
    currency: str
    first_date: date
    shape: Shape = "equal"
    count: int = 0
    amount_minor: int = 0
    rhythm: Rhythm = MONTHLY
    down_minor: int = 0
    down_date: date | None = None
    step_ppm: int = 0
    step_every: int = 1
    income_minor: int = 0
    share_ppm: int = 0
    balloon_source: str = ""


def faults(terms: Terms) -> list[str]:
    """Return everything that is wrong with terms, as sentences."""
    return [
        *rhythms.faults(terms.rhythm),
        *_money_faults(terms),
        *_shape_faults(terms),
        *_balloon_faults(terms),
        *_date_faults(terms),
    ]


def check(terms: Terms) -> None:
    """Raise TermsRefused with all that is wrong with terms."""
    if found := faults(terms):
        raise TermsRefused(" ".join(found))


def _money_faults(terms: Terms) -> Iterator[str]:
    if not 0 < terms.total_minor <= MINOR_MOST:
        yield f"A plan is about money: its total is above zero, and at most {MINOR_MOST:,} minor units."
    if not 0 <= terms.down_minor < max(terms.total_minor, 1):
        yield "The down payment is less than the whole, and not below zero."
    if not 0 <= terms.amount_minor <= MINOR_MOST:
        yield "An instalment is not below zero."


def _shape_faults(terms: Terms) -> Iterator[str]:
    if terms.shape not in SHAPES:
        yield f"{terms.shape!r} is not a shape of a plan. It is one of {', '.join(SHAPES)}."
        return
    if terms.shape == "income":
        if not 0 < terms.share_ppm <= PPM or not 0 < terms.income_minor <= MINOR_MOST:
            yield "A plan by income needs the income of a period and the share of it that is paid."
    elif not terms.count and not (terms.shape == "equal" and terms.amount_minor):
        yield "Say how many instalments there are."
    elif terms.count and terms.amount_minor and terms.shape == "equal":
        yield "Say either how many instalments there are or how much each is, not both."
    if not 0 <= terms.count <= COUNT_MOST:
        yield f"A plan has at least one instalment and at most {COUNT_MOST:,}."
    if terms.shape == "stepped" and (not 0 <= terms.step_ppm <= PPM or terms.step_every < 1):
        yield "A step is a growth between 0 and 100 percent, after at least one instalment."


def _balloon_faults(terms: Terms) -> Iterator[str]:
    if terms.shape == "balloon" and not terms.amount_minor:
        yield "A balloon plan needs the amount of its regular instalments."
    if terms.balloon_source and terms.shape != "balloon":
        yield "Only the last instalment of a balloon plan needs a source."
    if len(terms.balloon_source) > SOURCE_MOST:
        yield f"Say in at most {SOURCE_MOST} characters from what the last instalment will be paid."


def _date_faults(terms: Terms) -> Iterator[str]:
    if terms.down_minor and (terms.down_date is None or terms.down_date >= terms.first_date):
        yield "A down payment has a day of its own, before the first instalment."


def written(terms: Terms) -> dict[str, Any]:
    """Return terms as JSON keeps them: whole numbers, and dates as text."""
    told: dict[str, Any] = {name: getattr(terms, name) for name in Terms.__dataclass_fields__ if name != "rhythm"}
    dated = {name: value.isoformat() for name, value in told.items() if isinstance(value, date)}
    return told | dated | {"rhythm": terms.rhythm._asdict()}


def read(told: Mapping[str, Any]) -> Terms:
    """Return terms as they were written.

    >>> one = Terms(100, "USD", date(2026, 1, 1), count=3)
    >>> read(written(one)) == one
    True
    """
    values = {name: value for name, value in told.items() if name not in RETIRED}
    for name in ("first_date", "down_date"):
        values[name] = date.fromisoformat(values[name]) if values.get(name) else None
    values["rhythm"] = Rhythm(**values.get("rhythm", {}))
    return Terms(**values)


def whole(terms: Terms) -> Terms:
    """Return terms with what they leave open: the day of the month, so that a rolled day never becomes another's."""
    rhythm = terms.rhythm
    if rhythm.every == "month" and not rhythm.day:
        rhythm = rhythm._replace(day=terms.first_date.day)
    return replace(terms, rhythm=rhythm)
