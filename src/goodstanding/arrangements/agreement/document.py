"""An agreement as it is read: parties, debts, instalments and clauses; its one text for machines, and its hash.

For whoever runs one, writes it out in words or signs it. Money is in minor units of the agreement's one currency.
Nobody is named: parties and debts are references such as person:9 and debt:17.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, get_args

from goodstanding.evidence.canonical import canonical
from goodstanding.money.amount import Amount

Kind = Literal["plan", "settlement", "discount", "commission"]
KINDS: tuple[Kind, ...] = get_args(Kind)
ConditionKind = Literal[
    "received",
    "not_received",
    "instalment_missed",
    "payment",
    "payment_reversed",
    "caught_up",
    "balance",
    "day",
    "all",
    "any",
]
CONDITIONS: tuple[ConditionKind, ...] = get_args(ConditionKind)
DeedKind = Literal["apply", "waive", "discount", "release", "notify", "default", "reinstate", "commission"]
DEEDS: tuple[DeedKind, ...] = get_args(DeedKind)
TAKEN_BACK: frozenset[DeedKind] = frozenset({"waive", "discount", "release", "default", "commission"})
"""Deeds that can be taken back; what was said or applied stays so."""
WHOLE_PPM = 1_000_000


class Instalment(NamedTuple):
    """So many minor units by the end of a day."""

    due_date: date
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be so at the end of a day.

    received           at least `amount_minor` came in until `day` (or ever), stood for `days` days, and did not go back
    not_received       less than `amount_minor` of what came in until `day` stands, and `day` is over
    instalment_missed  what was due is not there `days` days after: of instalment `number`, or of `count` instalments,
                       or of each one by itself
    payment            a payment came in, each by itself
    payment_reversed   a payment that counted was taken back, or money was paid back
    caught_up          all that was due `days` days before is there
    balance            nothing is owed any more
    day                `day` is there
    all, any           of `parts`
    """

    kind: ConditionKind
    amount_minor: int = 0
    day: date | None = None
    days: int = 0
    number: int = 0
    count: int = 0
    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """What follows. `amount_minor` is None for the rest of what is owed; `clauses` are taken back by reinstate."""

    kind: DeedKind
    amount_minor: int | None = None
    template: str = ""
    clauses: tuple[str, ...] = ()
    shares: tuple[tuple[str, int], ...] = ()
    """Each party of a commission with its share in parts per million."""


@dataclass(frozen=True, slots=True)
class Clause:
    """When something holds, unless a clause before it stands, then this is done.

    What reinstates does so for money that came no later than `within_days` after what it takes back, and at most so
    many `times`, where these are set.
    """

    name: str
    when: Condition
    then: tuple[Deed, ...]
    unless: tuple[str, ...] = ()
    within_days: int | None = None
    times: int | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """A whole document. Payments count from `begins_date` on, that day included."""

    kind: Kind
    reference: str
    parties: Mapping[str, str]
    debts: tuple[int, ...]
    currency: str
    begins_date: date
    owed_minor: int
    clauses: tuple[Clause, ...]
    instalments: tuple[Instalment, ...] = ()
    interest: str = ""
    """What the debt's own interest does while a plan is open, as its policy says: "rests", "runs", or nothing said."""


def told(agreement: Agreement) -> Mapping[str, object]:
    """Return a document as plain values, in the form in which it is read."""
    return {
        "agreement": agreement.kind,
        "reference": agreement.reference,
        "parties": dict(agreement.parties),
        "debts": [f"debt:{number}" for number in agreement.debts],
        "currency": agreement.currency,
        "begins": agreement.begins_date.isoformat(),
        "owed": _money(agreement.owed_minor, agreement),
        **({"interest": agreement.interest} if agreement.interest else {}),
        "instalments": [
            {"date": one.due_date.isoformat(), "amount": _money(one.amount_minor, agreement)}
            for one in agreement.instalments
        ],
        "clauses": [_clause(one, agreement) for one in agreement.clauses],
    }


def text_of(agreement: Agreement) -> str:
    """Return the one text for machines of a document: canonical JSON, which can be read again."""
    return canonical(told(agreement)).decode()


def hash_of(agreement: Agreement) -> str:
    """Return the SHA-256 of the document's text, in hexadecimal: equal terms have equal hashes, however written."""
    return hashlib.sha256(text_of(agreement).encode()).hexdigest()


def _clause(clause: Clause, agreement: Agreement) -> Mapping[str, object]:
    unless = {"unless": list(clause.unless)} if clause.unless else {}
    return {
        "name": clause.name,
        "when": _condition(clause.when, agreement),
        **unless,
        **{key: str(n) for key, n in (("within_days", clause.within_days), ("times", clause.times)) if n is not None},
        "then": [_deed(deed, agreement) for deed in clause.then],
    }


def _condition(one: Condition, agreement: Agreement) -> Mapping[str, object]:
    if one.kind in ("all", "any"):
        return {one.kind: [_condition(part, agreement) for part in one.parts]}
    if one.kind == "day":
        assert one.day is not None, "A day was read."
        return {"day": one.day.isoformat()}
    if one.kind in ("payment", "payment_reversed"):
        return {one.kind: "any"}
    if one.kind == "balance":
        return {"balance": "zero"}
    if one.kind == "caught_up":
        return {"caught_up": {"days": str(one.days)}}
    if one.kind == "instalment_missed":
        found: dict[str, object] = {"days": str(one.days)}
        return {one.kind: found | {key: str(n) for key, n in (("number", one.number), ("count", one.count)) if n}}
    found = {"at_least": _money(one.amount_minor, agreement)}
    if one.day is not None:
        found["by"] = one.day.isoformat()
    if one.days:
        found["stood_days"] = str(one.days)
    return {one.kind: found}


def _deed(deed: Deed, agreement: Agreement) -> Mapping[str, object]:
    if deed.kind in ("waive", "discount"):
        return {deed.kind: "rest" if deed.amount_minor is None else _money(deed.amount_minor, agreement)}
    if deed.kind == "notify":
        return {"notify": deed.template}
    if deed.kind == "reinstate":
        return {"reinstate": list(deed.clauses)}
    if deed.kind == "commission":
        return {"commission": {party: percent(ppm) for party, ppm in deed.shares}}
    return {deed.kind: WORD_OF[deed.kind]}


WORD_OF: Mapping[str, str] = {"apply": "unapplied", "release": "debts", "default": "agreement"}
"""The one word that stands beside a deed which needs no more."""


def percent(ppm: int) -> str:
    """Return parts per million as a percentage, exactly.

    >>> percent(125_000)
    '12.5 %'
    """
    whole, rest = divmod(ppm, 10_000)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".") + " %"


def _money(minor: int, agreement: Agreement) -> str:
    return Amount(minor, agreement.currency).decimal_string()
