"""Saying yes or no to an act that needs it: a placement with an agency, a referral to legal.

A yes is written down first and the act handed over at once; should the program die in between, the next hand-over of
whatever day finishes it. A no is the act's answer: it is withheld, and the night leaves the same step alone for a
while.
"""

from datetime import UTC, date, datetime
from typing import NamedTuple

from django.db import transaction

from goodstanding.access.permission import Actor, PermissionRefused, require
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.port.delivery import OutreachPort, PortRefused
from goodstanding.receivables.models import Debt
from goodstanding.refusal import Refusal
from goodstanding.strategy.models.hand_over import Approval, HandOverAnswered
from goodstanding.strategy.models.night import Act, ActLine
from goodstanding.strategy.operations.answering import approval_matter
from goodstanding.strategy.operations.bulk import raw_cursor
from goodstanding.strategy.operations.hand_over import Ask, Stop, hand_over_approved, held
from goodstanding.strategy.pending import APPROVING, YES_WITHIN, PendingAct, in_words, may_say, of_whom
from goodstanding.strategy.queries.acts import RANGE, unanswered
from goodstanding.strategy.queries.asking import ask_again
from goodstanding.strategy.queries.editions import is_stopped
from goodstanding.worklists.operations.bulk import close_matters

JOB = "job:"
"""How the names of those begin who are programs and nobody."""


class NoSuchAct(Refusal, ValueError):
    """There is no act of this number."""


class ApprovalRefused(Refusal, ValueError):
    """The act cannot be decided like this; the sentence says why."""


class Decided(NamedTuple):
    """What became of an act that got its yes or no.

    `answer` is taken, refused or withheld; empty where it leaves with a later hand-over, and `reason` may say why.
    """

    act_id: int
    approved: bool
    answer: str
    reason: str = ""

    @property
    def sentence(self) -> str:
        """Say it in a sentence."""
        if not self.approved:
            return f"Act {self.act_id} got a no and does not leave; the step is not proposed again for a month."
        if self.answer == "taken":
            return f"Act {self.act_id} got its yes and was handed over."
        told = f": {self.reason}" if self.reason else "."
        if self.answer:
            return f"Act {self.act_id} got its yes, but it was {self.answer}{told}"
        return f"Act {self.act_id} got its yes; it leaves with the next hand-over{told}"


def approve(
    act_id: int,
    *,
    yes: bool,
    reason: str,
    by: Actor,
    at: datetime,
    port: OutreachPort,
    ask: Ask = ask_again,
    stop: Stop = is_stopped,
) -> Decided:
    """Say yes or no to an act, hand it over at a yes, and return what became of it.

    Waits for a hand-over that is at work on the act's run. Raises NoSuchAct, PermissionRefused where the actor does not
    hold the role the act names, or ApprovalRefused: no reason, none needed, decided or answered for already, too old,
    or asked anew since. Where the port fails, the yes stands.
    """
    require(by, APPROVING)
    number = act_id // RANGE
    with held(number, wait=True):
        _decide(act_id, yes=yes, reason=reason.strip(), by=by, at=at)
        if yes:
            try:
                hand_over_approved(number, port=port, by=by, at=at, ask=ask, stop=stop)
            except PortRefused as refused:
                return Decided(act_id, approved=True, answer="", reason=str(refused))
    found = HandOverAnswered.objects.filter(act_id=act_id).first()
    answer, told = (found.answer, found.reason) if found else ("", _waits(act_id, stop))
    return Decided(act_id, approved=yes, answer=answer, reason=told)


def _waits(act_id: int, stop: Stop) -> str:
    strategy = Act.objects.get(id=act_id).strategy
    return f"The strategy {strategy} is stopped." if stop(strategy) else ""


@transaction.atomic
def _decide(act_id: int, *, yes: bool, reason: str, by: Actor, at: datetime) -> None:
    """Write the yes or no down and close its task; a no is the act's answer too."""
    act = Act.objects.filter(id=act_id).first()
    if act is None:
        raise NoSuchAct(f"There is no act {act_id}.")
    _refuse_person(act, by=by)
    pending = _open(act, today=at.astimezone(UTC).date())
    if not reason:
        raise ApprovalRefused("Say why, for whoever reads it later.")
    entry_id = allot()
    Approval.objects.create(act_id=act_id, approved=yes, reason=reason, by=by.name, at=at, entry_id=entry_id)
    if not yes:
        HandOverAnswered.objects.create(
            act_id=act_id, answer="withheld", reason=f"approval: {reason}", answered_at=at, entry_id=entry_id
        )
    word = "yes" if yes else "no"
    outcome = f"{word.capitalize()}: {reason}"
    closed = close_matters(raw_cursor(), [approval_matter(pending)], outcome=outcome, by=by.name, at=at)
    append(
        "strategy.act_approved" if yes else "strategy.act_disapproved",
        by=by.name,
        at=at,
        subjects=[*(f"debt:{debt}" for debt in _debts(pending)), f"act:{act_id}"],
        facts={
            "act": act_id, "kind": act.kind, "strategy": act.strategy, "edition": act.edition, "step": act.step,
            "role": in_words(act.approval), "answer": word, "reason": reason, "tasks_closed": closed,
        },
        entry_id=entry_id,
    )  # fmt: skip


def _refuse_person(act: Act, *, by: Actor) -> None:
    """Refuse whoever may not decide this act; raises PermissionRefused, or ApprovalRefused where nobody need to."""
    line = ActLine.objects.filter(act_id=act.pk).order_by("debt_id", "id").first()
    assert line is not None, "An act is about something."
    debt = Debt.objects.get(account_id=line.debt_id)
    require(by, APPROVING, client_id=debt.client_id, portfolio_id=debt.portfolio_id)
    if not act.approval:
        raise ApprovalRefused(f"Act {act.pk} needs nobody's yes.")
    if by.name.startswith(JOB):
        raise PermissionRefused("A program cannot say yes or no; somebody has to.")
    if not may_say(by, act.approval, client_id=debt.client_id, portfolio_id=debt.portfolio_id):
        raise PermissionRefused(f"This needs the yes or no of {of_whom(act.approval)}.")


def _open(act: Act, *, today: date) -> PendingAct:
    """Return the act if it can still be decided; raises ApprovalRefused."""
    said = Approval.objects.filter(act_id=act.pk).first()
    if said is not None:
        raise ApprovalRefused(f"Act {act.pk} was decided on {said.at.date()} already: {said}, {said.reason}")
    pending = unanswered(act.pk)
    if pending is None:
        raise ApprovalRefused(f"Act {act.pk} is answered for already.")
    if today - act.day > YES_WITHIN:
        raise ApprovalRefused(
            f"Act {act.pk} was planned for {act.day}, more than {YES_WITHIN.days} days ago; the night proposes it anew."
        )
    lines = ActLine.objects.filter(debt_id__in=_debts(pending), step=act.step, act_id__gt=act.pk)
    newer = Act.objects.filter(id__in=lines.values("act_id"), kind=act.kind).order_by("-id").first()
    if newer is not None:
        raise ApprovalRefused(f"The same was asked anew on {newer.day}; decide act {newer.pk} instead.")
    return pending


def _debts(act: PendingAct) -> list[int]:
    return sorted({line.debt_id for line in act.lines})
