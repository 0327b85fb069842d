"""Saying yes or no: who may, what is refused, what leaves, and that a yes is never lost."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from goodstanding.access.permission import OPERATOR, Actor, Grant, PermissionRefused, Scope
from goodstanding.access.role import Role
from goodstanding.evidence.models import Entry
from goodstanding.outreach.port.delivery import DeliveryOrder, PortRefused, Receipt
from goodstanding.outreach.port.recording import RecordingPort
from goodstanding.payments.operations.recording import record
from goodstanding.payments.receipt import Receipt as Paid
from goodstanding.strategy.models.hand_over import Approval, HandOverAnswered
from goodstanding.strategy.operations.approving import ApprovalRefused, Decided, NoSuchAct, approve
from goodstanding.strategy.operations.hand_over import hand_over
from goodstanding.strategy.pending import PendingAct
from goodstanding.strategy.queries.acts import waiting_for_yes
from goodstanding.worklists.models import Task
from tests.receivables.cast import ADMINISTRATOR, COLLECTOR, SUPERVISOR, Book, usd
from tests.strategy.operations.planned import DAY, answers, clock, debtors, plan

pytestmark = pytest.mark.django_db
EIGHT = clock(DAY, 8)
LATER = EIGHT + timedelta(days=12)
OFFICER = Actor("user:5", frozenset({Role.COMPLIANCE_OFFICER}))


@pytest.fixture
def port(tmp_path: Path) -> RecordingPort:
    return RecordingPort(tmp_path)


@pytest.fixture
def debt() -> tuple[Book, int]:
    (one,) = debtors(1)
    return one


def permits(_acts: Sequence[PendingAct], _at: datetime) -> Mapping[int, str]:
    return {}


def referral(debt: tuple[Book, int], **other: object) -> int:
    told: dict[str, object] = {"kind": "placement", "channel": "", "approval": "supervisor", "step": "place"} | other
    return plan(*debt, **told)  # type: ignore[arg-type]  # a test may put in what it likes.


def say(act: int, port: RecordingPort, *, yes: bool = True, by: Actor = SUPERVISOR, **other: object) -> Decided:
    told: dict[str, object] = {"reason": "We tried for a year.", "at": EIGHT, "ask": permits} | other
    return approve(act, yes=yes, by=by, port=port, **told)  # type: ignore[arg-type]  # a test may put in others.


def give(port: RecordingPort, *, at: datetime = EIGHT, **other: object) -> dict[str, object]:
    told: dict[str, object] = {"ask": permits} | other
    return hand_over(at.date(), port=port, by=OPERATOR, at=at, **told)  # type: ignore[arg-type]  # likewise.


def test_a_yes_hands_over_at_once_and_closes_the_task(debt: tuple[Book, int], port: RecordingPort) -> None:
    act = referral(debt)
    give(port)
    assert say(act, port) == Decided(act, approved=True, answer="taken")
    assert [line["key"] for line in port.log()] == [f"act:{act}"]
    task = Task.objects.get()
    assert (task.outcome, task.closed_by) == ("Yes: We tried for a year.", "user:2")
    said = Approval.objects.get()
    assert (said.act_id, said.approved, said.reason, said.by, said.at) == (
        act, True, "We tried for a year.", "user:2", EIGHT,
    )  # fmt: skip
    entry = Entry.objects.get(kind="strategy.act_approved")
    assert (entry.pk, entry.subjects) == (said.entry_id, [f"debt:{debt[1]}", f"act:{act}"])
    assert give(port)["acts"] == 0
    assert len(port.log()) == 1


def test_a_yes_is_no_matter_of_the_hour(debt: tuple[Book, int], port: RecordingPort) -> None:
    act = referral(debt)
    assert say(act, port, at=LATER).answer == "taken"
    (line,) = port.log()
    assert datetime.fromisoformat(line["planned_at"]) == LATER
    assert datetime.fromisoformat(line["not_after"]) == LATER + timedelta(days=30)


def test_a_no_is_the_answer(debt: tuple[Book, int], port: RecordingPort) -> None:
    act = referral(debt)
    give(port)
    assert say(act, port, yes=False) == Decided(
        act, approved=False, answer="withheld", reason="approval: We tried for a year."
    )
    assert answers() == {act: ("withheld", "approval")}
    assert Task.objects.get().outcome == "No: We tried for a year."
    assert HandOverAnswered.objects.get().entry_id == Entry.objects.get(kind="strategy.act_disapproved").pk
    assert give(port)["acts"] == 0
    assert port.log() == []


def test_a_yes_is_weighed_and_the_gate_is_asked_again(port: RecordingPort) -> None:
    paid, forbidden = debtors(2)
    acts = [referral(paid), referral(forbidden)]
    record(paid[1], Paid(usd(10_000), LATER.date()), by=SUPERVISOR, at=LATER)
    assert say(acts[0], port, at=LATER).reason == "paid: Nothing is owed any more."
    done = say(acts[1], port, ask=lambda asked, _at: {act.act_id: "Not here." for act in asked})
    assert (done.answer, done.reason) == ("withheld", "law: Not here.")
    assert done.sentence == f"Act {acts[1]} got its yes, but it was withheld: law: Not here."
    assert port.log() == []


class Dying(RecordingPort):
    """Ends the program before or after it took what it was given."""

    takes = False

    def deliver(self, orders: Sequence[DeliveryOrder]) -> list[Receipt]:
        if self.takes:
            super().deliver(orders)
        raise KeyboardInterrupt


@pytest.mark.parametrize("takes", [False, True])
def test_a_yes_is_finished_by_the_hand_over_of_any_day(debt: tuple[Book, int], tmp_path: Path, takes: bool) -> None:
    act = referral(debt)
    dying = Dying(tmp_path)
    dying.takes = takes
    with pytest.raises(KeyboardInterrupt):
        say(act, dying)
    assert (Approval.objects.count(), HandOverAnswered.objects.count()) == (1, 0)
    port = RecordingPort(tmp_path)
    figures = give(port, at=LATER)
    assert (figures["acts"], figures["looked_up"], figures["taken"]) == (1, 1, 1)
    assert [line["key"] for line in port.log()] == [f"act:{act}"]
    assert answers() == {act: ("taken", "")}


def test_a_yes_that_was_only_written_down_is_finished_by_what_is_known_that_day(
    debt: tuple[Book, int], port: RecordingPort
) -> None:
    act = referral(debt)
    waits = say(act, port, stop=lambda _strategy: True)
    assert waits == Decided(act, approved=True, answer="", reason="The strategy agency is stopped.")
    assert "leaves with the next hand-over" in waits.sentence
    record(debt[1], Paid(usd(10_000), LATER.date()), by=SUPERVISOR, at=LATER)
    assert give(port, at=LATER)["withheld"] == {"paid": 1}


def test_a_port_that_fails_leaves_the_yes_standing(debt: tuple[Book, int], tmp_path: Path) -> None:
    class Broken(RecordingPort):
        def deliver(self, orders: Sequence[DeliveryOrder]) -> list[Receipt]:
            assert len(orders) == 1
            raise PortRefused("Nobody answers.")

    act = referral(debt)
    assert say(act, Broken(tmp_path)) == Decided(act, approved=True, answer="", reason="Nobody answers.")
    assert give(RecordingPort(tmp_path))["taken"] == 1


@pytest.mark.parametrize(
    ("by", "needed"),
    [
        (COLLECTOR, "supervisor"),
        (OFFICER, "supervisor"),
        (SUPERVISOR, "compliance officer"),
        (SUPERVISOR, "compliance_officer"),
        (ADMINISTRATOR, "supervisor"),
        (Actor("user:6", frozenset({Role.STRATEGIST})), "strategist"),
        (Actor("job:night", frozenset(Role)), "supervisor"),
        (Actor("user:7", frozenset({Role.SUPERVISOR}), Scope(clients=frozenset({999_999}))), "supervisor"),
        (
            Actor(
                "user:8", frozenset({Role.COMPLIANCE_OFFICER}),
                also=(Grant(Role.SUPERVISOR, Scope(clients=frozenset({999_999}))),),
            ),
            "supervisor",
        ),
    ],
)  # fmt: skip
def test_only_who_holds_the_role_here_decides(
    debt: tuple[Book, int], port: RecordingPort, by: Actor, needed: str
) -> None:
    act = referral(debt, approval=needed)
    for yes in (True, False):
        with pytest.raises(PermissionRefused):
            say(act, port, yes=yes, by=by)
    assert not Approval.objects.exists() and not HandOverAnswered.objects.exists()


def test_the_role_may_be_written_either_way(debt: tuple[Book, int], port: RecordingPort) -> None:
    assert say(referral(debt, approval="compliance_officer"), port, by=OFFICER).answer == "taken"


def test_what_cannot_be_decided_is_a_sentence(port: RecordingPort) -> None:
    one, two, three = debtors(3)
    with pytest.raises(NoSuchAct, match="There is no act 987654"):
        say(987_654, port)
    with pytest.raises(ApprovalRefused, match="needs nobody's yes"):
        say(plan(*one), port)
    act = referral(two)
    with pytest.raises(ApprovalRefused, match="Say why"):
        say(act, port, reason="  ")
    say(act, port, yes=False)
    for yes in (True, False):
        with pytest.raises(ApprovalRefused, match="was decided on 2026-06-15 already: no, We tried"):
            say(act, port, yes=yes)
    done = referral(three)
    HandOverAnswered.objects.create(act_id=done, answer="withheld", answered_at=EIGHT, entry_id=1)
    with pytest.raises(ApprovalRefused, match="answered for already"):
        say(done, port)
    assert Approval.objects.count() == 1


def test_an_act_waits_thirty_days_and_not_one_more(port: RecordingPort) -> None:
    in_time, late = (referral(one) for one in debtors(2))
    assert say(in_time, port, at=EIGHT + timedelta(days=30)).answer == "taken"
    with pytest.raises(ApprovalRefused, match="more than 30 days ago"):
        say(late, port, at=EIGHT + timedelta(days=31))


def test_what_was_asked_anew_is_decided_there(debt: tuple[Book, int], port: RecordingPort) -> None:
    old, new = referral(debt), referral(debt, on=DAY + timedelta(days=1))
    with pytest.raises(ApprovalRefused, match=f"decide act {new} instead"):
        say(old, port)
    assert say(new, port, at=EIGHT + timedelta(days=1)).answer == "taken"


def test_a_question_nobody_answered_lapses_and_can_be_asked_anew(debt: tuple[Book, int], port: RecordingPort) -> None:
    referral(debt)
    give(port)
    last = EIGHT + timedelta(days=30)
    give(port, at=last)
    assert Task.objects.filter(closed_at=None).count() == 1
    anew = referral(debt, on=(last + timedelta(days=1)).date())
    give(port, at=last + timedelta(days=1))
    old, new = Task.objects.order_by("id")
    assert (old.outcome, new.closed_at, new.evidence["act"]) == ("Nobody said yes or no within 30 days.", None, anew)
    assert Entry.objects.filter(kind="strategy.approval_lapsed").count() == 1


def test_handing_a_day_over_ahead_of_time_lets_no_question_lapse(debt: tuple[Book, int], port: RecordingPort) -> None:
    act = referral(debt)
    give(port)
    ahead = DAY + timedelta(days=60)
    hand_over(ahead, port=port, by=OPERATOR, at=EIGHT, ask=permits)
    assert Task.objects.filter(closed_at=None).count() == 1
    assert say(act, port).answer == "taken"


def test_what_waits_is_listed_for_whoever_may_see_it(port: RecordingPort) -> None:
    small, large, decided, plain = debtors(4)
    acts = [referral(small, value_minor=5), referral(large, value_minor=50, approval="compliance_officer")]
    say(referral(decided), port, yes=False)
    plan(*plain)
    found = waiting_for_yes(by=SUPERVISOR, at=EIGHT)
    assert [(one.act_id, one.role, one.may_decide) for one in found] == [
        (acts[1], "compliance officer", False), (acts[0], "supervisor", True),
    ]  # fmt: skip
    first = found[0]
    assert (first.reference, first.person, first.client, str(first.balance)) == (
        "D-1", "Person 1", "Larch Utilities", "USD 100.00",
    )  # fmt: skip
    assert first.until == DAY + timedelta(days=30)
    assert [one.act_id for one in waiting_for_yes(by=OPERATOR, at=EIGHT, only=[acts[0]])] == [acts[0]]
    elsewhere = Actor("user:9", frozenset({Role.SUPERVISOR}), Scope(clients=frozenset({999_999})))
    assert waiting_for_yes(by=elsewhere, at=EIGHT) == []
    assert waiting_for_yes(by=OPERATOR, at=EIGHT + timedelta(days=31)) == []


def test_the_database_keeps_what_was_said(debt: tuple[Book, int], port: RecordingPort) -> None:
    say(referral(debt), port, yes=False)
    for change in (lambda: Approval.objects.update(approved=True), lambda: Approval.objects.all().delete()):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()
    for broken in ({"act_id": Approval.objects.get().act_id, "reason": "Again."}, {"act_id": 1, "reason": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Approval.objects.create(approved=True, by="user:2", at=EIGHT, entry_id=1, **broken)
