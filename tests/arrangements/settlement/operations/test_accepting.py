import pytest
from django.db import connection

from goodstanding.access.permission import PermissionRefused
from goodstanding.arrangements.agreement.document import hash_of
from goodstanding.arrangements.agreement.queries import agreements_of, done_under, signed
from goodstanding.arrangements.settlement.operations.accepting import AlreadySettled, accept
from goodstanding.arrangements.settlement.operations.offering import OfferRefused
from goodstanding.arrangements.settlement.operations.saying import decline, withdraw
from goodstanding.arrangements.settlement.queries import NoSuchOffer, offer_of
from goodstanding.evidence.models import Entry
from goodstanding.ledger.models import Transaction
from goodstanding.ledger.operations.reversal import reverse as take_back
from goodstanding.payments.operations.refunding import refund
from goodstanding.payments.operations.reversing import reverse
from tests.arrangements.settlement.cast import SUPERVISOR, debt, follow, offered, on, pay, with_floor
from tests.receivables.cast import ADMINISTRATOR, AUDITOR, open_minor, usd

pytestmark = pytest.mark.django_db


def give_back(receipt_id: int, minor: int, *, day: int) -> None:
    refund(
        receipt_id=receipt_id, amount=usd(minor), refunded_date=on(day).date(), reason="Not theirs.", by=ADMINISTRATOR,
        at=on(day),
    )  # fmt: skip


def taken(minor: int = 60_000, *, payments: int = 1) -> tuple[int, int]:
    book, debt_id = debt()
    with_floor(book)
    return debt_id, accept(offered(debt_id, minor, payments=payments), source="call note 3", by=SUPERVISOR, at=on(1))


def test_an_offer_is_accepted_once_and_signs_an_agreement() -> None:
    debt_id, agreement_id = taken()
    one = signed(agreement_id)
    assert one.document_hash == hash_of(one.document)
    assert [part.amount_minor for part in one.document.instalments] == [60_000]
    offer_id = int(one.reference.removeprefix("settlement-"))
    assert offer_of(offer_id, at=on(2)).state == "accepted"
    with pytest.raises(AlreadySettled, match="accepted already"):
        accept(offer_id, source="portal", by=SUPERVISOR, at=on(1))
    with pytest.raises(OfferRefused, match="accepted already"):
        offered(debt_id)


def test_the_hash_is_in_the_evidence_log() -> None:
    _, agreement_id = taken()
    told = Entry.objects.get(kind="arrangements.settlement_accepted")
    assert signed(agreement_id).document_hash in bytes(told.body.body).decode()


def test_paid_it_is_released_only_after_the_payment_stood() -> None:
    debt_id, agreement_id = taken()
    pay(debt_id, 60_000, day=10)
    assert follow(agreement_id, 14) == (0, 0)
    assert open_minor(debt_id) == 40_000
    assert follow(agreement_id, 15) == (3, 0)
    assert open_minor(debt_id) == 0
    assert follow(agreement_id, 15) == follow(agreement_id, 40) == (0, 0)


def test_money_that_was_paid_back_releases_nothing() -> None:
    debt_id, agreement_id = taken()
    receipt = pay(debt_id, 60_000, day=10)
    give_back(receipt, 60_000, day=13)
    assert follow(agreement_id, 15) == (0, 0)
    assert open_minor(debt_id) == 100_000


def test_money_paid_back_after_the_release_brings_the_debt_back() -> None:
    debt_id, agreement_id = taken()
    receipt = pay(debt_id, 60_000, day=10)
    follow(agreement_id, 15)
    give_back(receipt, 60_000, day=50)
    assert follow(agreement_id, 50).taken_back == 2
    assert open_minor(debt_id) == 100_000


def test_what_was_paid_that_day_before_it_was_accepted_settles_nothing() -> None:
    book, debt_id = debt()
    with_floor(book, share_ppm=100_000)
    pay(debt_id, 40_000, day=1)
    agreement_id = accept(offered(debt_id, 30_000, day=1), source="call note 3", by=SUPERVISOR, at=on(1))
    assert follow(agreement_id, 7) == (0, 0)
    assert open_minor(debt_id) == 60_000
    pay(debt_id, 30_000, day=1)
    assert follow(agreement_id, 7) == (3, 0)


def test_a_release_that_was_taken_back_by_hand_is_not_taken_back_again() -> None:
    debt_id, agreement_id = taken()
    receipt = pay(debt_id, 60_000, day=10)
    follow(agreement_id, 15)
    number = Transaction.objects.get(kind="waiver").pk
    take_back(number, reason="In error.", effective_date=on(16).date(), by=SUPERVISOR, at=on(16))
    reverse(receipt, reason="R01", reversed_date=on(20).date(), by=SUPERVISOR, at=on(20))
    assert follow(agreement_id, 20) == (0, 2)
    assert open_minor(debt_id) == 100_000


def test_a_bounce_after_the_release_brings_the_debt_back_exactly_once() -> None:
    debt_id, agreement_id = taken()
    receipt = pay(debt_id, 60_000, day=10)
    follow(agreement_id, 15)
    reverse(receipt, reason="R01", reversed_date=on(20).date(), by=SUPERVISOR, at=on(20))
    assert follow(agreement_id, 20) == (0, 2)
    assert open_minor(debt_id) == 100_000
    assert follow(agreement_id, 20) == (0, 0)
    pay(debt_id, 60_000, day=21)
    assert follow(agreement_id, 26) == (3, 0)
    assert open_minor(debt_id) == 0
    waived = [one for one in done_under(agreement_id) if one.deed == "waive"]
    assert [(one.turn, one.taken_back_at is not None) for one in waived] == [(1, True), (2, False)]


def test_not_paid_it_is_broken_nothing_is_given_up_and_a_new_offer_can_be_made() -> None:
    debt_id, agreement_id = taken()
    pay(debt_id, 59_999, day=10)
    # The offer stood until the fifteenth of July, with five days of grace.
    assert follow(agreement_id, 35) == (0, 0)
    assert follow(agreement_id, 36)[0] == 2
    assert open_minor(debt_id) == 40_001
    assert offer_of(offered(debt_id, 30_000, day=40), at=on(40)).state == "open"


def test_a_payment_that_was_dated_back_mends_what_was_broken() -> None:
    debt_id, agreement_id = taken()
    follow(agreement_id, 40)
    assert [one.deed for one in done_under(agreement_id)] == ["default", "notify"]
    pay(debt_id, 60_000, day=20)
    assert follow(agreement_id, 41) == (3, 1)
    assert open_minor(debt_id) == 0


def test_who_may_not_and_what_is_over() -> None:
    book, debt_id = debt()
    with_floor(book)
    first, second, third = (offered(debt_id, 60_000 + days, days=days) for days in (9, 30, 31))
    with pytest.raises(PermissionRefused):
        accept(first, source="x", by=AUDITOR, at=on(1))
    with pytest.raises(OfferRefused, match="where it can be seen"):
        accept(first, source=" ", by=SUPERVISOR, at=on(1))
    with pytest.raises(NoSuchOffer):
        accept(999_999, source="x", by=SUPERVISOR, at=on(1))
    with pytest.raises(OfferRefused, match="last day has passed"):
        accept(first, source="x", by=SUPERVISOR, at=on(10))
    withdraw(second, reason="an error", by=SUPERVISOR, at=on(1))
    with pytest.raises(OfferRefused, match="withdrawn"):
        accept(second, source="x", by=SUPERVISOR, at=on(1))
    decline(third, source="portal", by=SUPERVISOR, at=on(1))
    with pytest.raises(OfferRefused, match="declined"):
        accept(third, source="x", by=SUPERVISOR, at=on(1))


def test_an_offer_stands_until_its_last_day_is_over_everywhere() -> None:
    book, debt_id = debt()
    with_floor(book)
    offer_id = offered(debt_id, days=9)
    late = on(9).replace(hour=23, minute=59)
    assert offer_of(offer_id, at=late).state == "open"
    assert accept(offer_id, source="x", by=SUPERVISOR, at=late)


def test_a_debt_that_was_paid_meanwhile_is_not_settled() -> None:
    book, debt_id = debt()
    with_floor(book)
    offer_id = offered(debt_id)
    pay(debt_id, 40_000, day=2)
    with pytest.raises(OfferRefused, match="No more is owed now"):
        accept(offer_id, source="x", by=SUPERVISOR, at=on(3))
    pay(debt_id, 60_000, day=3)
    with pytest.raises(OfferRefused, match="Nothing is owed"):
        accept(offer_id, source="x", by=SUPERVISOR, at=on(3))


def test_what_was_offered_and_signed_never_changes() -> None:
    taken()
    for table in ("settlementoffer", "settlementacceptance", "agreement", "settlementfloor"):
        with pytest.raises(Exception, match="stays"), connection.cursor() as cursor:
            cursor.execute("SAVEPOINT before")
            try:
                cursor.execute(f"DELETE FROM arrangements_{table}")
            finally:
                cursor.execute("ROLLBACK TO before")


def test_the_agreement_stands_with_its_debt() -> None:
    debt_id, agreement_id = taken(payments=3)
    assert [one.agreement_id for one in agreements_of(debt_id)] == [agreement_id]
    assert [part.amount_minor for part in signed(agreement_id).document.instalments] == [20_000, 20_000, 20_000]
