import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.arrangements.agreement.document import Agreement
from goodstanding.arrangements.agreement.operations.running import run_agreement
from goodstanding.arrangements.agreement.operations.signing import SigningRefused, sign
from goodstanding.arrangements.agreement.queries import NoSuchAgreement, agreements_moved, done_under, run_of, signed
from goodstanding.arrangements.agreement.reading import read
from goodstanding.disputes.operations.contesting import open_dispute
from goodstanding.outreach.models.message import Message
from goodstanding.receivables.operations.placing import add_item
from goodstanding.worklists.models import Task
from tests.arrangements.agreement.samples import SETTLEMENT
from tests.arrangements.settlement.cast import JOB, SUPERVISOR, debt, follow, on, pay
from tests.receivables.cast import AUDITOR, COLLECTOR, item, open_minor, place

pytestmark = pytest.mark.django_db


def agreement(debt_id: int, **changes: str) -> Agreement:
    text = SETTLEMENT.replace("debt:17", f"debt:{debt_id}")
    for old, new in changes.items():
        text = text.replace(old, new)
    return read(text)


def test_replaying_gives_what_was_done() -> None:
    _, debt_id = debt()
    number = sign(agreement(debt_id), by=SUPERVISOR, at=on(0))
    for day in (10, 40):
        pay(debt_id, 30_000, day=day)
    assert follow(number, 60) == (3, 0)
    one = signed(number)
    assert {act.key for act in run_of(one, through=on(60).date()).standing} == {done.key for done in done_under(number)}
    # As known before the second payment, it would have been broken by then.
    before = run_of(one, through=on(60).date(), known_at=on(39)).standing
    assert {act.key.clause for act in before} == {"defaulted"}
    assert number in agreements_moved(since=on(0))


def test_several_debts_are_waived_to_the_cent() -> None:
    book, first = debt(minor=40_000)
    second = place(book, item("I-2", 60_000), reference="D-2")
    number = sign(agreement(first, **{f"[debt:{first}]": f"[debt:{first}, debt:{second}]"}), by=SUPERVISOR, at=on(0))
    pay(second, 55_000, day=5)
    pay(first, 5_000, day=6)
    assert follow(number, 9) == (3, 0)
    assert (open_minor(first), open_minor(second)) == (0, 0)


def test_a_default_is_a_task_and_is_written() -> None:
    _, debt_id = debt()
    number = sign(agreement(debt_id), by=SUPERVISOR, at=on(0))
    assert follow(number, 30) == (2, 0)
    task = Task.objects.get(kind="warning")
    assert task.title.startswith(f"Agreement {number} is broken")
    default, notify = done_under(number)
    assert default.made == {"task": task.pk}
    assert Message.objects.get(id=str(notify.made["message"])).template == "missed-instalment"
    assert follow(number, 31) == (0, 0)


def test_who_may_not() -> None:
    _, debt_id = debt()
    with pytest.raises(PermissionRefused):
        sign(agreement(debt_id), by=COLLECTOR, at=on(0))
    number = sign(agreement(debt_id), by=SUPERVISOR, at=on(0))
    with pytest.raises(SigningRefused, match="signed already"):
        sign(agreement(debt_id), by=SUPERVISOR, at=on(0))
    with pytest.raises(SigningRefused, match="is in USD, the agreement in EUR"):
        sign(agreement(debt_id, USD="EUR"), by=SUPERVISOR, at=on(0))
    with pytest.raises(PermissionRefused):
        run_agreement(number, by=AUDITOR, at=on(1))
    with pytest.raises(NoSuchAgreement):
        run_agreement(999_999, by=JOB, at=on(1))


def test_what_is_applied_goes_to_nothing_that_is_disputed() -> None:
    _, debt_id = debt(minor=40_000)
    pay(debt_id, 50_000, day=-1)
    add_item(debt_id, item("I-2", 6_000), by=SUPERVISOR, at=on(0))
    contested = add_item(debt_id, item("I-3", 3_000, due=20), by=SUPERVISOR, at=on(0))
    open_dispute(debt_id, item_id=contested, opened_date=on(0).date(), reason="Not mine.", by=SUPERVISOR, at=on(0))
    number = sign(
        agreement(debt_id, **{"[default: agreement, notify: missed-instalment]": "[apply: unapplied]"}), by=SUPERVISOR,
        at=on(0),
    )  # fmt: skip
    follow(number, 30)
    assert open_minor(debt_id) == 3_000
