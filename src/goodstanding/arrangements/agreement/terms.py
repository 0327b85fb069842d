"""Agreements made from terms: of a plan, a settlement, an early-payment discount, a commission.

For plans and settlements, which sign one when they are agreed. Payments count from `begins_date` on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from goodstanding.arrangements.agreement.document import (
    Agreement,
    Clause,
    Condition,
    Deed,
    Instalment,
    Kind,
)

RELEASED, DEFAULTED, TAKEN_BACK = "released", "defaulted", "taken_back"


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed on a debt, in minor units; `grace_days` is how late an instalment may be."""

    reference: str
    debt_id: int
    debtor_id: int | None
    client_id: int
    currency: str
    begins_date: date
    owed_minor: int
    instalments: Sequence[Instalment]
    grace_days: int = 0
    missed_most: int = 1
    """So many instalments missed at once break it; with 0 nothing does."""
    stood_days: int = 0
    """So many days the last payment must have stood before anything is released."""
    first_number: int = 1
    """The number of the first instalment that is not paid."""
    first_most: int | None = None
    """So many missed at once break it as long as that one is not paid, where they are fewer: some were put off."""
    interest: str = ""


class Mending(NamedTuple):
    """How a broken plan is taken up again: by all that was missed within so many days, so many times."""

    within_days: int | None = None
    times: int | None = None


UNBOUNDED = Mending()


def of_plan(terms: Terms, *, mending: Mending | None = UNBOUNDED) -> Agreement:
    """Return the agreement of a plan: broken while instalments are missed, over when nothing is owed any more.

    `mending` says how what comes late takes it up again; None where nothing does.
    """
    finished = Clause("finished", Condition("balance"), (Deed("notify", template="paid-in-full"),))
    broken = (_broken(terms), *_mended(terms, mending)) if terms.missed_most else ()
    return _agreement("plan", terms, (*broken, finished))


def of_settlement(terms: Terms) -> Agreement:
    """Return the agreement of a settlement: the rest is given up once its last payment has stood for a while.

    A payment that bounces afterwards takes the release back.
    """
    total = sum(one.amount_minor for one in terms.instalments)
    last = max(one.due_date for one in terms.instalments)
    until = date.fromordinal(last.toordinal() + terms.grace_days)
    enough = Condition("received", amount_minor=total, day=until, days=terms.stood_days)
    return _agreement("settlement", terms, (
        _broken(terms),
        Clause(RELEASED, enough, (Deed("waive"), Deed("release"), Deed("notify", template="settlement-confirmation")),
               unless=(DEFAULTED,)),
        Clause(TAKEN_BACK, Condition("payment_reversed"), (Deed("reinstate", clauses=(RELEASED,)),)),
    ))  # fmt: skip


def of_discount(terms: Terms, steps: Sequence[tuple[date, int]]) -> Agreement:
    """Return the agreement of an early-payment discount: by each day, so much less settles what is owed.

    `steps` are days with minor units off, the earliest and largest first, as in 2/10 net 30 or a sliding one.
    """
    clauses = [
        Clause(
            f"early_{number}",
            Condition("received", amount_minor=terms.owed_minor - off, day=day),
            (Deed("discount", amount_minor=off),),
            unless=tuple(f"early_{earlier}" for earlier in range(1, number)),
        )
        for number, (day, off) in enumerate(steps, start=1)
    ]
    names = tuple(clause.name for clause in clauses)
    lost = Clause(TAKEN_BACK, Condition("payment_reversed"), (Deed("reinstate", clauses=names),))
    return _agreement("discount", terms, (*clauses, lost))


def of_commission(terms: Terms, shares: Mapping[str, int], *, parties: Mapping[str, str]) -> Agreement:
    """Return the agreement of a commission: every payment is split by `shares`, parties with parts per million.

    `parties` says who they are, such as agency: agency:4.
    """
    made = _agreement("commission", terms, (
        Clause("split", Condition("payment"), (Deed("commission", shares=tuple(sorted(shares.items()))),)),
        Clause(TAKEN_BACK, Condition("payment_reversed"), (Deed("reinstate", clauses=("split",)),)),
    ))  # fmt: skip
    return Agreement(
        kind=made.kind, reference=made.reference, parties=dict(sorted((dict(made.parties) | dict(parties)).items())),
        debts=made.debts, currency=made.currency, begins_date=made.begins_date, owed_minor=made.owed_minor,
        clauses=made.clauses,
    )  # fmt: skip


def _mended(terms: Terms, mending: Mending | None) -> list[Clause]:
    if mending is None:
        return []
    deed = Deed("reinstate", clauses=(DEFAULTED,))
    return [Clause("mended", Condition("caught_up", days=terms.grace_days), (deed,), (), *mending)]


def _broken(terms: Terms) -> Clause:
    missed = Condition("instalment_missed", days=terms.grace_days, count=terms.missed_most)
    if terms.first_most is not None and terms.first_most < terms.missed_most:
        first = Condition("instalment_missed", days=terms.grace_days, number=terms.first_number)
        if terms.first_most > 1:
            first = Condition("all", parts=(first, replace(missed, count=terms.first_most)))
        missed = Condition("any", parts=(first, missed))
    return Clause(DEFAULTED, missed, (Deed("default"), Deed("notify", template="missed-instalment")))


def _agreement(kind: Kind, terms: Terms, clauses: tuple[Clause, ...]) -> Agreement:
    parties = {"creditor": f"client:{terms.client_id}"}
    if terms.debtor_id is not None:
        parties["debtor"] = f"person:{terms.debtor_id}"
    return Agreement(
        kind=kind,
        reference=terms.reference,
        parties=parties,
        debts=(terms.debt_id,),
        currency=terms.currency,
        begins_date=terms.begins_date,
        owed_minor=terms.owed_minor,
        instalments=tuple(terms.instalments),
        clauses=clauses,
        interest=terms.interest,
    )
