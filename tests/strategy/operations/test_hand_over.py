"""The hand-over: what leaves, what is held back and why, what waits, and that nothing leaves twice."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from goodstanding.access.permission import OPERATOR, PermissionRefused
from goodstanding.arrangements.operations import record_promise
from goodstanding.disputes.operations.contesting import open_dispute
from goodstanding.evidence.models import Entry, EntryRows
from goodstanding.outreach.port.delivery import DeliveryOrder, PortRefused, Receipt
from goodstanding.outreach.port.recording import RecordingPort
from goodstanding.parties.models import ContactPoint
from goodstanding.payments.operations.recording import record
from goodstanding.payments.receipt import Receipt as Paid
from goodstanding.receivables.models import Debt, Item
from goodstanding.receivables.operations.holds import place_hold
from goodstanding.strategy.models.hand_over import CallSlot, HandOverAnswered, HandOverAsked
from goodstanding.strategy.models.night import ActLine
from goodstanding.strategy.operations.hand_over import hand_over
from goodstanding.strategy.pending import PendingAct
from goodstanding.worklists.models import Task
from tests.receivables.cast import COLLECTOR, SUPERVISOR, usd
from tests.strategy.operations.planned import DAY, answers, clock, debtors, plan

pytestmark = pytest.mark.django_db
EIGHT = clock(DAY, 8)


@pytest.fixture
def port(tmp_path: Path) -> RecordingPort:
    return RecordingPort(tmp_path)


def permits(_acts: Sequence[PendingAct], _at: datetime) -> Mapping[int, str]:
    return {}


def give(port: RecordingPort, *, at: datetime = EIGHT, **other: object) -> dict[str, object]:
    told: dict[str, object] = {"ask": permits} | other
    return hand_over(DAY, port=port, by=OPERATOR, at=at, **told)  # type: ignore[arg-type]  # a test may put in others.


def keys(port: RecordingPort) -> list[str]:
    return [line["key"] for line in port.log()]


def test_acts_leave_once_and_are_answered_for(port: RecordingPort) -> None:
    acts = [plan(book, debt) for book, debt in debtors(3)]
    figures = give(port)
    assert (figures["acts"], figures["taken"], figures["withheld"]) == (3, 3, {})
    assert keys(port) == [f"act:{act}" for act in acts]
    assert answers() == dict.fromkeys(acts, ("taken", ""))
    again = give(port, at=EIGHT + timedelta(hours=1))
    assert (again["acts"], again["taken"]) == (0, 0)
    assert len(port.log()) == 3


def test_both_writings_have_their_entry_with_a_leaf_for_each_act(port: RecordingPort) -> None:
    acts = [plan(book, debt) for book, debt in debtors(2)]
    give(port)
    asked, answered = Entry.objects.filter(kind__startswith="strategy.hand_over").order_by("position")
    assert (asked.kind, answered.kind) == ("strategy.hand_over_asked", "strategy.hand_over_answered")
    for entry in (asked, answered):
        assert EntryRows.objects.get(entry=entry).keys == "\n".join(f"act:{act}" for act in acts)
    assert set(HandOverAsked.objects.values_list("entry_id", "key")) == {(asked.pk, f"act:{act}") for act in acts}
    assert set(HandOverAnswered.objects.values_list("entry_id", flat=True)) == {answered.pk}


def test_the_order_tells_everything_with_the_amounts_of_the_moment(port: RecordingPort) -> None:
    ((book, debt),) = debtors(1)
    record(debt, Paid(usd(2_500), DAY), by=SUPERVISOR, at=EIGHT)
    plan(book, debt, offers='[{"kind": "plan"}]')
    give(port)
    (line,) = port.log()
    assert line["lines"] == [
        {"debt_id": debt, "item_id": None, "step": "reminder", "currency": "USD", "balance_minor": 7_500}
    ]
    assert (line["channel"], line["template"], line["language"], line["offers"]) == (
        "email", "reminder", "en", '[{"kind": "plan"}]',
    )  # fmt: skip
    assert datetime.fromisoformat(line["not_after"]) == clock(DAY, 18)


def test_who_may_not_hands_nothing_over(port: RecordingPort) -> None:
    ((book, debt),) = debtors(1)
    plan(book, debt)
    with pytest.raises(PermissionRefused):
        hand_over(DAY, port=port, by=COLLECTOR, at=EIGHT)
    assert not HandOverAsked.objects.exists()


def test_what_happened_since_the_night_holds_an_act_back(port: RecordingPort) -> None:
    paid, held, disputed, promised, gone, owing = debtors(6)
    acts = [plan(book, debt) for book, debt in (paid, held, disputed, promised, gone, owing)]
    record(paid[1], Paid(usd(10_000), DAY), by=SUPERVISOR, at=EIGHT)
    place_hold(held[1], reason="complaint", starts_date=DAY, by=SUPERVISOR, at=EIGHT)
    open_dispute(disputed[1], opened_date=DAY, reason="Not mine.", by=SUPERVISOR, at=EIGHT)
    record_promise(
        promised[1], amount=usd(100), due_date=DAY, channel="call", evidence="Note 1", by=SUPERVISOR, at=EIGHT
    )
    Debt.objects.filter(account_id=gone[1]).update(withdrawn_at=EIGHT)
    figures = give(port)
    causes = ["paid", "hold", "disputed", "promise", "withdrawn"]
    assert figures["withheld"] == dict.fromkeys(causes, 1)
    assert answers() == {
        **{act: ("withheld", cause) for act, cause in zip(acts, causes, strict=False)},
        acts[-1]: ("taken", ""),
    }
    assert keys(port) == [f"act:{acts[-1]}"]


def test_what_is_over_or_not_yet_does_not_hold_it_back(port: RecordingPort) -> None:
    held, promised = debtors(2)
    acts = [plan(book, debt) for book, debt in (held, promised)]
    yesterday = DAY - timedelta(days=1)
    place_hold(held[1], reason="complaint", starts_date=yesterday, ends_date=yesterday, by=SUPERVISOR, at=EIGHT)
    place_hold(held[1], reason="complaint", starts_date=DAY + timedelta(days=1), by=SUPERVISOR, at=EIGHT)
    kept = record_promise(
        promised[1], amount=usd(100), due_date=DAY, channel="call", evidence="N", by=SUPERVISOR, at=EIGHT
    )
    record(promised[1], Paid(usd(100), DAY), by=SUPERVISOR, at=EIGHT)
    assert kept
    give(port)
    assert answers() == dict.fromkeys(acts, ("taken", ""))


def test_an_address_that_came_back_is_not_written_to(port: RecordingPort) -> None:
    first, second = debtors(2)
    points = [
        ContactPoint.objects.create(
            person_id=book.debtor_id, kind="email", value=f"{book.debtor_id}@example.com", status=status,
            search_value=f"{book.debtor_id}@example.com", entry_id=1,
        )
        for (book, _), status in ((first, "wrong person"), (second, "valid"))
    ]  # fmt: skip
    for (book, debt), point in zip((first, second), points, strict=True):
        plan(book, debt, contact_point_id=point.pk)
    assert give(port)["withheld"] == {"point": 1}
    assert [line["contact_point_id"] for line in port.log()] == [points[1].pk]


def test_a_debt_that_was_paid_is_left_out_of_a_message_about_several(port: RecordingPort) -> None:
    (book, first), (_, second) = debtors(2)
    plan(book, first, second)
    record(first, Paid(usd(10_000), DAY), by=SUPERVISOR, at=EIGHT)
    give(port)
    assert [line["debt_id"] for line in port.log()[0]["lines"]] == [second]


def test_an_act_about_an_item_tells_of_the_item(port: RecordingPort) -> None:
    ((book, debt),) = debtors(1)
    number = Item.objects.get(debt_id=debt).pk
    plan(book, debt, item_id=number)
    give(port)
    (line,) = port.log()[0]["lines"]
    assert (line["item_id"], line["balance_minor"]) == (number, 10_000)


def test_too_late_is_from_the_first_instant_after_its_time(port: RecordingPort) -> None:
    first, second = debtors(2)
    plan(first[0], first[1], not_after=clock(DAY, 18))
    plan(second[0], second[1], not_after=clock(DAY, 18) + timedelta(seconds=1))
    figures = give(port, at=clock(DAY, 18))
    assert (figures["withheld"], figures["taken"]) == ({"too late": 1}, 1)


def test_what_the_gate_refuses_now_does_not_leave(port: RecordingPort) -> None:
    acts = [plan(book, debt) for book, debt in debtors(2)]
    asked: list[tuple[int, ...]] = []

    def ask(waiting: Sequence[PendingAct], at: datetime) -> Mapping[int, str]:
        asked.append(tuple(act.act_id for act in waiting))
        assert at == EIGHT
        return {acts[0]: "Seven calls were made in seven days."}

    assert give(port, ask=ask)["withheld"] == {"law": 1}
    assert asked == [tuple(acts)]
    assert keys(port) == [f"act:{acts[1]}"]
    assert HandOverAnswered.objects.get(act_id=acts[0]).reason == "law: Seven calls were made in seven days."


def test_the_gate_is_asked_about_what_is_left_of_an_act(port: RecordingPort) -> None:
    (book, first), (_, second) = debtors(2)
    plan(book, first, second)
    place_hold(first, reason="complaint", starts_date=DAY, by=SUPERVISOR, at=EIGHT)
    seen: list[list[int]] = []

    def ask(waiting: Sequence[PendingAct], _at: datetime) -> Mapping[int, str]:
        seen.extend([line.debt_id for line in act.lines] for act in waiting)
        return {}

    give(port, ask=ask)
    assert seen == [[second]]


def test_a_stopped_strategy_hands_nothing_over_and_goes_on_later(port: RecordingPort) -> None:
    first, second = debtors(2)
    stopped, running = plan(*first), plan(*second, strategy="small")
    figures = give(port, stop=lambda strategy: strategy == "agency")
    assert (figures["stopped"], figures["taken"]) == (1, 1)
    assert answers() == {running: ("taken", "")}
    assert not HandOverAsked.objects.filter(act_id=stopped).exists()
    assert give(port)["taken"] == 1
    assert keys(port) == [f"act:{running}", f"act:{stopped}"]


def test_a_stop_between_asking_and_giving_still_stops(port: RecordingPort) -> None:
    ((book, debt),) = debtors(1)
    act = plan(book, debt)
    said = iter([False, False, True])
    figures = give(port, stop=lambda _strategy: next(said))
    assert (figures["stopped"], port.log(), answers()) == (1, [], {})
    figures = give(port)
    assert (figures["looked_up"], figures["taken"], answers()) == (1, 1, {act: ("taken", "")})


def test_a_call_leaves_when_it_has_its_place_and_becomes_a_task(port: RecordingPort) -> None:
    first, second, third = debtors(3)
    placed, waiting = (plan(*one, channel="call", team="days") for one in (first, second))
    nobody = plan(*third, channel="call")
    CallSlot.objects.create(act_id=placed, day=DAY, team="days", hour_at=clock(DAY, 10), place=1, entry_id=1)
    figures = give(port)
    assert (figures["taken"], figures["waiting"]) == (2, {"no place yet": 1})
    assert answers() == {placed: ("taken", ""), nobody: ("taken", "")}
    assert datetime.fromisoformat(port.log()[0]["planned_at"]) == clock(DAY, 10)
    tasks = {task.matter: task for task in Task.objects.filter(kind="call")}
    assert set(tasks) == {f"call:act:{placed}", f"call:act:{nobody}"}
    task = tasks[f"call:act:{placed}"]
    assert (task.team, task.due_at, task.priority, task.debt_id) == ("days", clock(DAY, 10), 900, first[1])
    assert task.title == "Call them: reminder."
    assert give(port, at=clock(DAY, 18))["withheld"] == {"too late": 1}
    assert answers()[waiting] == ("withheld", "too late")


def test_somebody_hard_to_reach_is_a_task_and_never_leaves(port: RecordingPort) -> None:
    ((book, debt),) = debtors(1)
    act = plan(book, debt, channel="task")
    assert give(port)["taken"] == 1
    assert port.log() == []
    assert answers() == {act: ("taken", "")}
    task = Task.objects.get()
    assert (task.kind, task.matter) == ("reach", f"reach:person:{book.debtor_id}:client:{book.client_id}")
    assert task.evidence["act"] == act


def test_a_step_for_a_person_is_a_task_of_its_own_and_not_somebody_hard_to_reach(port: RecordingPort) -> None:
    ((book, debt),) = debtors(1)
    act = plan(book, debt, kind="task", channel="task", step="find-address")
    assert give(port)["taken"] == 1
    assert (port.log(), answers()) == ([], {act: ("taken", "")})
    task = Task.objects.get()
    assert (task.kind, task.title) == ("step", "A step for a person: find address.")
    assert task.matter.startswith("step:") and task.matter.endswith(
        f"/find-address:person:{book.debtor_id}:client:{book.client_id}"
    )


def test_an_act_that_needs_a_yes_waits_and_is_asked_about_once(port: RecordingPort) -> None:
    ((book, debt),) = debtors(1)
    plan(book, debt, kind="legal_referral", channel="", approval="compliance_officer", step="to-legal")
    for _ in range(2):
        assert give(port)["waiting"] == {"approval": 1}
    task = Task.objects.get()
    assert (task.kind, task.debt_id) == ("approval", debt)
    assert task.title == "Refer it to legal (step to-legal)? It needs the yes of a compliance officer."
    Task.objects.filter(id=task.pk).update(closed_at=EIGHT, closed_by="user:2", outcome="no")
    give(port)
    assert Task.objects.count() == 1, "A no stays a no for the day."
    assert port.log() == []
    assert Entry.objects.filter(kind="strategy.approval_asked").count() == 1


def test_a_referral_that_needs_no_yes_leaves(port: RecordingPort) -> None:
    ((book, debt),) = debtors(1)
    plan(book, debt, kind="placement", channel="")
    assert give(port)["taken"] == 1
    assert port.log()[0]["kind"] == "placement"


def test_what_the_port_refuses_is_recorded_with_its_reason(tmp_path: Path) -> None:
    ((book, debt),) = debtors(1)
    act = plan(book, debt)
    port = RecordingPort(tmp_path, refuses=lambda _order: "No such mailbox.")
    assert give(port)["refused"] == 1
    row = HandOverAnswered.objects.get(act_id=act)
    assert (row.answer, row.reference, row.reason) == ("refused", "recorded:1", "No such mailbox.")


def test_words_of_a_port_that_no_database_keeps_are_mended(tmp_path: Path) -> None:
    ((book, debt),) = debtors(1)
    act = plan(book, debt)
    give(RecordingPort(tmp_path, refuses=lambda _order: "No\x00 such \ud800 'mailbox' \\."))
    assert HandOverAnswered.objects.get(act_id=act).reason == "No such ? 'mailbox' \\."


class Broken(RecordingPort):
    """Fails before or after it took what it was given, as a provider may."""

    takes = False

    def deliver(self, orders: Sequence[DeliveryOrder]) -> list[Receipt]:
        if self.takes:
            super().deliver(orders)
        raise PortRefused("Nobody answers.")


@pytest.mark.parametrize("takes", [False, True])
def test_what_nobody_answered_for_is_looked_up_and_finished(tmp_path: Path, takes: bool) -> None:
    acts = [plan(book, debt) for book, debt in debtors(2)]
    broken = Broken(tmp_path)
    broken.takes = takes
    with pytest.raises(PortRefused):
        give(broken)
    assert (HandOverAsked.objects.count(), HandOverAnswered.objects.count()) == (2, 0)
    port = RecordingPort(tmp_path)
    asked: list[int] = []

    def ask(waiting: Sequence[PendingAct], _at: datetime) -> Mapping[int, str]:
        asked.extend(act.act_id for act in waiting)
        return {}

    figures = give(port, ask=ask)
    assert (figures["looked_up"], figures["taken"]) == (2, 2)
    assert asked == ([] if takes else acts), "What left cannot be asked about any more."
    assert keys(port) == [f"act:{act}" for act in acts]
    assert answers() == dict.fromkeys(acts, ("taken", ""))


def test_what_left_is_taken_even_if_it_was_paid_since(tmp_path: Path) -> None:
    ((book, debt),) = debtors(1)
    act = plan(book, debt)
    broken = Broken(tmp_path)
    broken.takes = True
    with pytest.raises(PortRefused):
        give(broken)
    record(debt, Paid(usd(10_000), DAY), by=SUPERVISOR, at=EIGHT)
    give(RecordingPort(tmp_path), stop=lambda _strategy: True)
    assert answers() == {act: ("taken", "")}


def test_other_days_are_left_alone_and_small_batches_come_to_the_same(port: RecordingPort) -> None:
    people = debtors(5)
    for book, debt in people:
        plan(book, debt)
        plan(book, debt, on=DAY + timedelta(days=1))
    assert give(port, batch=2)["taken"] == 5
    assert len(answers()) == 5
    assert not answers(DAY + timedelta(days=1))
    assert Entry.objects.filter(kind="strategy.hand_over_asked").count() == 3


def test_an_act_without_lines_is_held_back(port: RecordingPort) -> None:
    ((book, _),) = debtors(1)
    plan(book)
    assert not ActLine.objects.exists()
    assert give(port)["withheld"] == {"paid": 1}


def test_the_figures_are_fit_for_json(port: RecordingPort) -> None:
    figures = json.loads(json.dumps(give(port)))
    assert set(figures) == {
        "acts", "taken", "refused", "withheld", "looked_up", "stopped", "waiting", "seconds",
    }  # fmt: skip
