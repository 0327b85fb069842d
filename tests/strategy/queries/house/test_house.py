"""Messages weighed once more before they leave: by the books, by the law, by why they are sent."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import pytest

from goodstanding.arrangements.operations import record_promise
from goodstanding.disputes.operations.contesting import open_dispute
from goodstanding.money.amount import Amount
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.house import Waiting, Weighed
from goodstanding.outreach.sending.queries import waiting_of
from goodstanding.parties.models import ContactPoint
from goodstanding.parties.operations.circumstance import record_circumstance
from goodstanding.payments.operations.recording import record
from goodstanding.payments.receipt import Receipt
from goodstanding.strategy.pending import PendingAct
from goodstanding.strategy.queries.asking import Refused
from goodstanding.strategy.queries.house.house import fields_of, the_house, weigh_messages
from tests.outreach.sending.post_office import NOON, ask, debtors
from tests.receivables.cast import SUPERVISOR, Book, usd

pytestmark = pytest.mark.django_db


def permits(_acts: Sequence[PendingAct], _at: datetime, _purposes: Sequence[str]) -> Mapping[int, Refused]:
    return {}


def waiting(book: Book, debt: int, *, key: str = "", template: str = "reminder") -> Waiting:
    return waiting_of(Message.objects.get(id=ask(book, debt, key=key or f"test:{debt}", template=template)))


def weighed(one: Waiting, at: datetime = NOON) -> Weighed:
    return weigh_messages([one], at, ask=permits)[one.message_id]


def test_what_is_owed_is_read_again() -> None:
    ((book, debt),) = debtors(1)
    one = waiting(book, debt)
    record(debt, Receipt(usd(4_000), NOON.date()), by=SUPERVISOR, at=NOON)
    assert [line.balance_minor for line in weighed(one).lines] == [6_000]


def test_a_reminder_of_a_paid_debt_stays_and_its_receipt_goes() -> None:
    ((book, debt),) = debtors(1)
    reminder = waiting(book, debt)
    receipt = waiting(book, debt, key="receipt:1", template="paid-in-full")
    record(debt, Receipt(usd(10_000), NOON.date()), by=SUPERVISOR, at=NOON)
    assert weighed(reminder).held.startswith("paid: ")
    assert weighed(receipt).held == "" and weighed(receipt).lines[0].balance_minor == 0


def test_a_disputed_debt_is_not_asked_for() -> None:
    ((book, debt),) = debtors(1)
    one = waiting(book, debt)
    open_dispute(debt, opened_date=NOON.date(), reason="The meter.", by=SUPERVISOR, at=NOON)
    assert weighed(one).held.startswith("disputed: ")


def test_an_address_that_came_back_is_not_written_to() -> None:
    ((book, debt),) = debtors(1)
    one = waiting(book, debt, template="receipt")
    ContactPoint.objects.filter(person_id=book.debtor_id).update(status="returned")
    assert weighed(one).held.startswith("point: ")


@pytest.mark.parametrize("template", ["reminder", "receipt"])
def test_the_dead_are_not_written_to(template: str) -> None:
    ((book, debt),) = debtors(1)
    one = waiting(book, debt, template=template)
    assert book.debtor_id is not None
    record_circumstance(
        book.debtor_id, "deceased", source="Letter of the family", effective_date=NOON.date(), by=SUPERVISOR, at=NOON
    )
    assert weighed(one).held.startswith("deceased: ")


def test_the_law_says_why_by_which_rule_and_from_when_on() -> None:
    ((book, debt),) = debtors(1)
    one = waiting(book, debt)
    later = NOON + timedelta(hours=20)

    def refuses(acts: Sequence[PendingAct], _at: datetime, purposes: Sequence[str]) -> Mapping[int, Refused]:
        assert list(purposes) == ["payment_reminder"]
        return {act.act_id: Refused("Too early in the day. (us.hours)", "us.hours", later) for act in acts}

    told = the_house(ask=refuses).weigh([one], NOON)[one.message_id]
    assert (told.held, told.again_at, told.rule) == ("law: Too early in the day. (us.hours)", later, "us.hours")


def test_fields_of_promises_and_disputes_are_told() -> None:
    (book, debt), (other, other_debt) = debtors(2)
    first, second = waiting(book, debt), waiting(other, other_debt)
    record_promise(
        debt, amount=usd(2_000), made_date=NOON.date(), due_date=date(2026, 6, 30), channel="call",
        evidence="They said so.", by=SUPERVISOR, at=NOON,
    )  # fmt: skip
    number = open_dispute(debt, opened_date=NOON.date(), reason="The meter.", by=SUPERVISOR, at=NOON)
    told = fields_of([first, second], NOON)
    assert told == {
        first.message_id: {
            "promise.amount": Amount(2_000, "USD"), "promise.date": date(2026, 6, 30),
            "dispute.opened_date": NOON.date(), "dispute.reference": f"D-{number}", "dispute.reason": "The meter.",
            "dispute.answer": "",
        }
    }  # fmt: skip


def test_nothing_asked_is_nothing_done() -> None:
    assert weigh_messages([], NOON) == {} and fields_of([], NOON) == {}
