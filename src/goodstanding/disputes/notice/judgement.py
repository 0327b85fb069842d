"""Judgement: what the lawbook's rules on finished notices say of a validation notice, beside its own check.

Both look at the same paper, so what the check of the fields already says of a field is not said again by a rule.
Numbers of the law are the lawbook's: which end date is the earliest, how much of an account number must be left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from goodstanding.compliance.calculation import calculate
from goodstanding.compliance.gate import UNKNOWN, judge
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.lawbook.rule import IN_FORCE
from goodstanding.compliance.lawbook.value import EPOCH
from goodstanding.compliance.selection import with_packs
from goodstanding.compliance.situation.reading import read
from goodstanding.compliance.verdict import RuleAnswer, answer
from goodstanding.disputes.notice.act import situation
from goodstanding.disputes.notice.check import Problem, problems
from goodstanding.disputes.notice.content import Notice
from goodstanding.factsheet.brief import Brief

ENDS = ("dispute_statement", "written_dispute_statement", "original_creditor_statement")
LINES = ("amount_then", "interest", "fees", "paid", "amount_now")

FIELDS_OF: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "us.regf.notice_collector_name": {"name": ("collector_name",), "address": ("collector_address",)},
    "us.regf.notice_consumer_name": {"": ("consumer_name", "consumer_address")},
    "us.regf.notice_creditor_then": {"creditor": ("creditor_then",)},
    "us.regf.notice_account_number": {"": ("account_number",)},
    "us.regf.notice_current_creditor": {"creditor": ("creditor_now",)},
    "us.regf.notice_itemization_date": {"date": ("itemisation_date",), "a_day_to_come": ("itemisation_date",)},
    "us.regf.notice_amount_then": {"amount": ("amount_then",)},
    "us.regf.notice_itemization": {
        "interest": ("interest",), "fees": ("fees",), "payments": ("paid",), "credits": ("paid",),
    },
    "us.regf.notice_current_amount": {"amount": ("amount_now",)},
    "us.regf.notice_sum": {"sum": LINES},
    "us.regf.notice_mortgage_statement": {"mortgage": ("periodic_statement",)},
    "us.regf.notice_time_barred_front": {"words_set_by_law": ("time_barred",)},
    "us.regf.notice_reverse": {"pointer": ("reverse_pointer",), "required_by_law": ("reverse_disclosures",)},
    "us.regf.notice_end_date": {"late_enough": ENDS},
    "us.regf.notice_end_dates_alike": dict.fromkeys(
        ("written_dispute", "original_creditor", "assumed_valid", "alike", "as_disclosed"), ENDS
    ),
    "us.regf.notice_electronic_channels": dict.fromkeys(("disputes", "requests"), ("electronic_channels",)),
    "us.regf.notice_cfpb_pointer": {"pointer": ("cfpb_pointer",)},
    "us.regf.notice_response_section": {"addresses": ("mail_to", "return_to")},
}  # fmt: skip
"""By rule and by the name of what it finds wrong ("" where a rule names nothing): the fields that it is about."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one rule has against a notice: its citation, a sentence, and the names of what is wrong."""

    rule_id: str
    rule: str
    citation: str
    effect: str
    sentence: str
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything that is wrong with a notice: by its fields, and by rules where no field says it already."""

    problems: tuple[Problem, ...]
    rulings: tuple[Ruling, ...]
    rules_asked: int
    edition: str

    @property
    def is_sound(self) -> bool:
        """Say whether the notice may be printed."""
        return not self.problems and not self.rulings


def judgements(notices: Sequence[Notice], *, lawbook: Lawbook, today: date) -> list[Judgement]:
    """Return what is wrong with each notice, judged by the law of the day it is provided; `today` where none is told.

    Notices should have gone through `with_period_ends` before, or the end of the period may not be known.
    """
    if not notices:
        return []
    judged = judge(_brief(notices, kind="content_check", lawbook=lawbook, today=today), lawbook)
    objections: list[list[RuleAnswer]] = [[] for _ in notices]
    asked = np.zeros(len(notices), int)
    for found in judged.findings:
        asked[found.rows] += 1
        for act in found.rows[found.state >= UNKNOWN]:
            objections[act].append(answer(found, int(act)))
    return [
        _judgement(notice, objections[place], lawbook=lawbook, asked=int(asked[place]), today=today)
        for place, notice in enumerate(notices)
    ]


def with_period_ends(notices: Sequence[Notice], *, lawbook: Lawbook, today: date) -> list[Notice]:
    """Return the notices with the earliest lawful end of the period where none is told and the lawbook knows it."""
    wanting = [
        place
        for place, one in enumerate(notices)
        if one.period.minimum_end_date is None and one.period.provided_date is not None
    ]
    found = list(notices)
    if not wanting:
        return found
    brief = _brief([found[place] for place in wanting], kind="validation_period_end", lawbook=lawbook, today=today)
    for row, calculated in calculate(brief, lawbook).items():
        place, end = wanting[row], calculated.value.get("min_validation_period_end")
        if end is not None:
            period = replace(found[place].period, minimum_end_date=date.fromisoformat(str(end)))
            found[place] = replace(found[place], period=period)
    return found


def _brief(notices: Sequence[Notice], *, kind: str, lawbook: Lawbook, today: date) -> Brief:
    situations = [situation(one, kind=kind, today=today) for one in notices]
    return with_packs(read(situations, asked_at=f"{today}T12:00:00+00:00"), lawbook)


def _judgement(
    notice: Notice, objections: Sequence[RuleAnswer], *, lawbook: Lawbook, asked: int, today: date
) -> Judgement:
    found = problems(notice)
    told = {one.key for one in found}
    day = notice.period.provided_date or today
    no_law = [one for one in objections if _no_law(one, lawbook, day)]
    rulings = [
        _ruling(one, tuple(name for name in one.wrong if not _fields(one, name) & told))
        for one in objections
        if one not in no_law and not _is_told(one, told)
    ]
    if no_law or not asked:
        rulings.append(_unknown(no_law, day))
    return Judgement(found, tuple(rulings), asked, lawbook.edition)


def _no_law(one: RuleAnswer, lawbook: Lawbook, day: date) -> bool:
    """Say whether a rule objects only because the lawbook does not reach back to that day."""
    return lawbook.rule(one.rule_id).values[IN_FORCE].on((day - EPOCH).days) is None


def _fields(one: RuleAnswer, name: str) -> set[str]:
    return set(FIELDS_OF.get(one.rule_id, {}).get(name, ()))


def _is_told(one: RuleAnswer, told: set[str]) -> bool:
    """Say whether the fields' own problems already say all that a rule has against the notice."""
    return all(_fields(one, name) & told for name in one.wrong or ("",))


def _ruling(one: RuleAnswer, wrong: tuple[str, ...]) -> Ruling:
    return Ruling(one.rule_id, one.rule, one.citation, one.effect, one.because, wrong)


def _unknown(answers: Sequence[RuleAnswer], day: date) -> Ruling:
    """One sentence for all rules that do not reach back to a day: the notice cannot be held against them."""
    sentence = f"The lawbook does not know the law on notices of {day}, so the notice cannot be checked against it."
    return Ruling("", "1006.34", "12 CFR 1006.34", "unknown", sentence, tuple(one.rule_id for one in answers))
