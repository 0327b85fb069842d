"""Debits by files from the plan to the books: written once, paid on their day, taken back, changed, set aside."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection

from goodstanding.access.permission import PermissionRefused
from goodstanding.evidence.models import Body, Entry
from goodstanding.parties.operations.identifier import erase_identifiers
from goodstanding.payments.bank.nacha.reading import read_nacha
from goodstanding.payments.bank.order.details import read_details
from goodstanding.payments.bank.order.operations.mandates import BankMandateRefused, keep_bank_mandate
from goodstanding.payments.bank.order.operations.returns import ReturnsRefused
from goodstanding.payments.bank.order.operations.writing import DebitsRefused, write_again, write_debits
from goodstanding.payments.bank.order.queries import debit_files, debits
from goodstanding.payments.gateway.operations.mandates import end_mandate
from goodstanding.payments.gateway.operations.retrying import retry_collection
from goodstanding.payments.gateway.port import PageAsk, RefundAsk
from goodstanding.payments.gateway.queries.payments import payment
from goodstanding.payments.gateway.queries.settings import gateway_of
from goodstanding.payments.gateway.retry import RetryRefused
from goodstanding.payments.models.gateway import Mandate
from goodstanding.payments.models.order import BankMandate, Debit, DebitFile
from tests.parties.cast import OFFICER
from tests.payments.bank.camt.documents import detail, document, entry, statement
from tests.payments.bank.order.counter import (
    ACCOUNT,
    FRIDAY,
    IBAN,
    MONDAY,
    TUESDAY,
    Counter,
    american_returns,
    european_returns,
)
from tests.payments.gateway.till import nothing, standing_minor
from tests.receivables.cast import COLLECTOR, SUPERVISOR, usd

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def trace_of(number: int) -> str:
    return Debit.objects.get(reference=payment(number).reference).trace


def test_a_debit_waits_leaves_in_one_file_and_is_paid_on_its_day(tmp_path: Path, clock: time_machine.Traveller) -> None:
    here = Counter()
    number = here.collected(5_000, here.mandate())
    assert payment(number).state == "pending"
    assert [one.state for one in debits(by=SUPERVISOR)] == ["waiting"]
    run = here.write(tmp_path / "one.ach")
    assert run.file is not None
    assert (run.file.count, str(run.file.total), run.file.settles_date) == (1, "USD 50.00", TUESDAY.date())
    read = read_nacha((tmp_path / "one.ach").read_bytes())
    assert (read.faults, read.control_debit_minor) == ([], 5_000)
    ((entry,),) = [batch.entries for batch in read.batches]
    assert (entry.identification, entry.account, entry.trace) == (payment(number).reference, ACCOUNT, trace_of(number))
    entry_of_it = Entry.objects.get(kind="payments.debits_written")
    assert entry_of_it.pk == DebitFile.objects.get().entry_id
    assert bytes(Body.objects.get(pk=entry_of_it.pk).body).decode().count(run.file.sha256) == 1
    assert here.write(tmp_path / "two.ach").file is None
    assert not (tmp_path / "two.ach").exists()
    assert here.see_to(number, at=MONDAY) == "pending"
    clock.move_to(TUESDAY)
    assert here.see_to(number, at=TUESDAY) == "paid"
    assert (standing_minor(here.debt_id), payment(number).paid_date) == (5_000, TUESDAY.date())


def test_a_file_is_made_again_byte_for_byte_and_writes_over_nothing(tmp_path: Path) -> None:
    here = Counter()
    here.collected(5_000, here.mandate())
    run = here.write(tmp_path / "one.ach")
    assert run.file is not None
    assert write_again(run.file.file_id, tmp_path / "again.ach", by=SUPERVISOR, at=TUESDAY) == run.file.sha256
    assert (tmp_path / "again.ach").read_bytes() == (tmp_path / "one.ach").read_bytes()
    for deed in (
        lambda: here.write(tmp_path / "one.ach"),
        lambda: here.write(tmp_path / "nowhere" / "one.ach"),
        lambda: write_again(run.file.file_id, tmp_path / "one.ach", by=SUPERVISOR, at=TUESDAY) if run.file else None,
        lambda: write_again(999_999, tmp_path / "new.ach", by=SUPERVISOR, at=TUESDAY),
    ):
        with pytest.raises(DebitsRefused):
            deed()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again.ach", "one.ach"]


def test_a_run_cut_off_before_the_disk_is_finished_by_the_next(tmp_path: Path) -> None:
    here = Counter()
    mandate = here.mandate()
    here.collected(5_000, mandate)
    run = here.write(tmp_path / "one.ach")
    here.collected(700, mandate)
    DebitFile.objects.update(written_at=None)
    again = here.write(tmp_path / "two.ach")
    assert run.file is not None
    assert again.file is not None
    assert (again.file.was_cut_off, again.file.sha256) == (True, run.file.sha256)
    assert (tmp_path / "two.ach").read_bytes() == (tmp_path / "one.ach").read_bytes()
    third = here.write(tmp_path / "three.ach")
    assert third.file is not None
    assert (third.file.was_cut_off, str(third.file.total)) == (False, "USD 7.00")
    assert [one.debits for one in debit_files(by=SUPERVISOR)] == [1, 1]
    first, second = Debit.objects.order_by("id").values_list("trace", flat=True)
    assert int(second) == int(first) + 1


def test_what_came_back_takes_the_receipt_back_and_may_be_tried_again(
    tmp_path: Path, clock: time_machine.Traveller
) -> None:
    here = Counter()
    mandate = here.mandate()
    poor, closed = here.collected(5_000, mandate), here.collected(700, mandate)
    here.write(tmp_path / "one.ach")
    clock.move_to(TUESDAY)
    assert [here.see_to(one, at=TUESDAY) for one in (poor, closed)] == ["paid", "paid"]
    clock.move_to(FRIDAY)
    data = american_returns((trace_of(poor), "R01", 5_000, ""), (trace_of(closed), "R02", 700, ""))
    taken = here.take(data)
    assert (taken.followed, taken.notices) == ({poor: "returned", closed: "returned"}, [])
    assert standing_minor(here.debt_id) == 0
    assert (payment(poor).returned_code, payment(poor).returned_date) == ("R01", FRIDAY.date())
    ended = Mandate.objects.get(pk=mandate)
    assert (ended.ended_at is not None, "R02" in ended.ended_reason) == (True, True)
    with pytest.raises(RetryRefused, match="closed"):
        retry_collection(closed, by=SUPERVISOR, at=FRIDAY)
    entries = Entry.objects.count()
    assert (here.take(data).known, here.take(data).returned, Entry.objects.count()) == (2, {}, entries)


def test_a_poor_account_is_tried_again_by_the_rules(tmp_path: Path, clock: time_machine.Traveller) -> None:
    here = Counter()
    number = here.collected(5_000, here.mandate())
    here.write(tmp_path / "one.ach")
    clock.move_to(FRIDAY)
    here.take(american_returns((trace_of(number), "R01", 5_000, "")), returned_date=TUESDAY.date())
    again = retry_collection(number, by=SUPERVISOR, at=FRIDAY)
    assert here.see_to(again, at=FRIDAY) == "pending"
    assert here.write(tmp_path / "two.ach", at=FRIDAY).file is not None
    assert payment(again).reference != payment(number).reference


def test_a_notice_of_change_makes_a_new_mandate_by_which_all_goes_on(tmp_path: Path) -> None:
    here = Counter()
    mandate = here.mandate()
    number = here.collected(5_000, mandate)
    here.write(tmp_path / "one.ach")
    data = american_returns((trace_of(number), "C01", 0, "1918171614"))
    taken = here.take(data, at=MONDAY)
    new = taken.replaced[mandate]
    assert payment(number).state == "pending"
    assert Mandate.objects.get(pk=new).label == "Checking account ending 1614"
    assert Mandate.objects.get(pk=mandate).ended_at is not None
    assert (here.take(data, at=MONDAY).replaced, BankMandate.objects.count()) == ({}, 2)
    here.collected(700, mandate)
    here.write(tmp_path / "two.ach")
    ((entry,),) = [batch.entries for batch in read_nacha((tmp_path / "two.ach").read_bytes()).batches]
    assert entry.account == "1918171614"


def test_what_may_not_leave_any_more_is_set_aside(tmp_path: Path) -> None:
    here = Counter()
    mandate = here.mandate()
    number = here.collected(5_000, mandate)
    end_mandate(mandate, reason="The payer asked.", by=SUPERVISOR, at=MONDAY)
    run = here.write(tmp_path / "one.ach")
    assert (run.file, "ended" in run.set_aside[payment(number).reference]) == (None, True)
    assert (payment(number).state, [one.state for one in debits(by=SUPERVISOR)]) == ("cancelled", ["set aside"])
    other = here.collected(700, here.mandate())
    erase_identifiers(here.book.debtor_id, reason="They asked.", by=OFFICER, at=MONDAY)
    assert "erased" in here.write(tmp_path / "two.ach").set_aside[payment(other).reference]
    assert not list(tmp_path.iterdir())


def test_sepa_goes_the_same_way(tmp_path: Path, clock: time_machine.Traveller) -> None:
    here = Counter("EUR")
    mandate = here.mandate()
    early, late, block = (here.collected(minor, mandate) for minor in (5_000, 700, 300))
    run = here.write(tmp_path / "one.xml")
    data = (tmp_path / "one.xml").read_bytes()
    assert (data.count(b"<SeqTp>FRST"), data.count(b"<SeqTp>RCUR"), IBAN.encode() in data) == (1, 1, True)
    assert here.take(european_returns(payment(early).reference, "AM04"), at=MONDAY).followed == {early: "returned"}
    clock.move_to(TUESDAY)
    assert here.see_to(late, at=TUESDAY) == "paid"
    clock.move_to(FRIDAY)
    told = f"<Refs><EndToEndId>{payment(late).reference}</EndToEndId></Refs><RtrInf><Rsn><Cd>MD06</Cd></Rsn></RtrInf>"
    booked = entry("7.00", "DBIT", details=detail(told)).replace("2026-11-20", "2026-06-18")
    taken = here.take(document(statement(booked)))
    assert taken.followed == {late: "returned"}
    assert (payment(late).returned_code, str(payment(late).returned_date)) == ("MD06", "2026-06-18")
    message = DebitFile.objects.get().message
    whole = european_returns("", "FF01").replace(b"<OrgnlMsgId>G<", f"<OrgnlMsgId>{message}<".encode())
    named = whole.replace(b">G-1<", f">{message}-2<".encode()).replace(b"<OrgnlEndToEndId></OrgnlEndToEndId>", b"")
    assert run.file is not None
    assert here.take(named).followed == {late: "returned", block: "returned"}


def test_what_is_not_ours_or_does_not_agree_is_said_and_changes_nothing(tmp_path: Path) -> None:
    here = Counter()
    number = here.collected(5_000, here.mandate())
    here.write(tmp_path / "one.ach")
    trace = trace_of(number)
    told = here.take(american_returns(
        ("091400609999999", "R01", 5_000, ""), (trace, "R01", 4_999, ""), (trace, "R71", 5_000, ""),
        (trace, "C13", 0, "X"),
    ))  # fmt: skip
    assert (told.returned, told.replaced, len(told.notices)) == ({}, {}, 4)
    broken = american_returns((trace, "R01", 5_000, "")).replace(b"9000001000001", b"9000002000001")
    with pytest.raises(ReturnsRefused, match="batches"):
        here.take(broken)
    with pytest.raises(ReturnsRefused, match="future"):
        here.take(american_returns((trace, "R01", 5_000, "")), at=MONDAY, returned_date=FRIDAY.date())
    assert here.take(broken, taken_reason="The bank knows.").followed == {number: "returned"}


def test_bank_details_lie_sealed_and_nowhere_else(tmp_path: Path) -> None:
    here = Counter()
    number = here.collected(5_000, here.mandate())
    here.write(tmp_path / "one.ach")
    with connection.cursor() as cursor:
        for table in ("payments_bankmandate", "payments_mandate", "payments_debit", "payments_debitfile",
                      "payments_payment", "payments_paymentevent", "evidence_body"):  # fmt: skip
            cursor.execute(f"SELECT count(*) FROM {table} AS row WHERE row::text LIKE %s", [f"%{ACCOUNT}%"])
            assert cursor.fetchone()[0] == 0, table
            cursor.execute(
                f"SELECT count(*) FROM {table} AS row WHERE row::text LIKE %s", [f"%{ACCOUNT.encode().hex()}%"]
            )
            assert cursor.fetchone()[0] == 0, table
    assert debits(by=SUPERVISOR)[0].label == f"Checking account ending {ACCOUNT[-4:]}"
    assert (tmp_path / "one.ach").stat().st_mode & 0o077 == 0
    assert payment(number).reference in (tmp_path / "one.ach").read_text()


def test_the_gateway_answers_what_it_cannot() -> None:
    here = Counter()
    gateway = gateway_of("bank_file", at=MONDAY)
    page = PageAsk("k", usd(100), "Payment", "https://example.com", "https://example.com")
    assert gateway.open_page(page).word == gateway.refund(RefundAsk("k", usd(100), "x")).word == "failed"
    assert gateway.look_up(reference="", key="none", asked_at=MONDAY).state == "absent"
    assert (gateway.payouts(since=MONDAY.date()), gateway.end_mandate("x").word) == ((), "taken")
    assert gateway.look_up_refund(reference="", key="", payment_reference="") is None
    assert here.collected(100, here.mandate()) > 0


def test_who_may_not_may_not(tmp_path: Path) -> None:
    here = Counter()
    here.collected(5_000, here.mandate())
    with pytest.raises(PermissionRefused):
        write_debits("nacha", tmp_path / "x", disputed=nothing, by=COLLECTOR, at=MONDAY)
    with pytest.raises(PermissionRefused):
        write_again(1, tmp_path / "x", by=COLLECTOR, at=MONDAY)


@pytest.mark.parametrize("wrong", [
    {"signed_date": TUESDAY.date()}, {"entry_class": "XYZ"}, {"evidence": " "}, {"person_id": 999_999},
])  # fmt: skip
def test_a_mandate_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    here = Counter()
    given = {"signed_date": MONDAY.date(), "evidence": "Letter.", "by": SUPERVISOR, "at": MONDAY, **wrong}
    details = read_details("nacha", holder="Juniper", bank="021000021", account=ACCOUNT, kind="checking")
    with pytest.raises(BankMandateRefused):
        keep_bank_mandate(here.debt_id, details, **given)
