"""Cases of hardship in the database: consent, who sees what, proofs, reviews, the end."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.access.permission import PermissionRefused
from goodstanding.arrangements.hardship.operations.cases import (
    CaseRefused,
    Hardship,
    close_case,
    open_case,
    review_case,
    say_of_case,
)
from goodstanding.arrangements.hardship.queries.cases import NoSuchCase, case_of, cases
from goodstanding.arrangements.models import HardshipCase
from goodstanding.evidence.models import Body
from goodstanding.parties.models import Person
from tests.arrangements.hardship.cast import TODAY, ill
from tests.receivables.cast import AUDITOR, COLLECTOR, NOON, SUPERVISOR, elsewhere, open_book

pytestmark = pytest.mark.django_db


@pytest.fixture
def person_id() -> int:
    return open_book().debtor_id


def test_a_case_says_what_was_told_and_when_it_is_looked_at_again(person_id: int) -> None:
    card = case_of(ill(person_id, note="Dialysis on Mondays."), by=SUPERVISOR)
    assert (card.kind, card.severity, card.standing.review_date) == ("illness", 8, TODAY + timedelta(days=60))
    assert card.notes == ("Dialysis on Mondays.",)


def test_without_consent_no_reason_is_kept(person_id: int) -> None:
    number = ill(person_id, has_consent=False, note="Dialysis.")
    row = HardshipCase.objects.get(pk=number)
    assert (row.kind, row.severity, row.sealed_note) == ("not kept", None, None)
    with pytest.raises(CaseRefused, match="did not agree"):
        say_of_case(number, "note", note="Dialysis.", by=COLLECTOR, at=NOON)
    with pytest.raises(DatabaseError, match="without_consent"), transaction.atomic():
        HardshipCase.objects.create(
            person=Person.objects.get(pk=person_id), kind="illness", source="x", channel="call", opened_date=TODAY,
            review_date=TODAY, has_consent=False, seen_by="collectors", recorded_by="x", recorded_at=NOON, entry_id=1,
        )  # fmt: skip


def test_what_was_told_in_confidence_is_sealed_and_not_in_the_log(person_id: int) -> None:
    number = ill(person_id, note="Dialysis on Mondays.")
    say_of_case(number, "note", note="A second operation.", by=COLLECTOR, at=NOON)
    assert b"Dialysis" not in bytes(HardshipCase.objects.get(pk=number).sealed_note or b"")
    logged = b" ".join(bytes(one) for one in Body.objects.values_list("body", flat=True) if one is not None)
    assert b"hardship_opened" in logged or b'"case"' in logged
    assert b"illness" not in logged
    assert b"operation" not in logged


def test_who_sees_what(person_id: int) -> None:
    number = ill(person_id, seen_by="supervisors", note="Dialysis.")
    seen, told = case_of(number, by=COLLECTOR), case_of(number, by=SUPERVISOR)
    assert (seen.kind, seen.severity, seen.source, seen.notes) == ("", None, "", ())
    assert (told.kind, told.notes) == ("illness", ("Dialysis.",))
    with pytest.raises(PermissionRefused):
        case_of(number, by=elsewhere(COLLECTOR))
    assert cases(by=elsewhere(SUPERVISOR)) == []


def test_one_case_is_open_at_a_time(person_id: int) -> None:
    first = ill(person_id)
    with pytest.raises(CaseRefused, match=f"Case {first} of this person is open already"):
        ill(person_id)
    close_case(first, outcome="Back at work.", by=SUPERVISOR, at=NOON)
    assert ill(person_id) != first
    assert [one.case_id for one in cases(by=SUPERVISOR)] != [first]


def test_a_proof_is_asked_for_and_comes(person_id: int) -> None:
    number = ill(person_id, proof_required=True)
    say_of_case(number, "proof requested", by=COLLECTOR, at=NOON)
    assert case_of(number, by=SUPERVISOR).standing.proof == "requested"
    say_of_case(number, "proof received", by=COLLECTOR, at=NOON)
    assert case_of(number, by=SUPERVISOR).standing.proof == "received"


def test_a_review_names_the_next_one(person_id: int) -> None:
    number, later = ill(person_id), TODAY + timedelta(days=20)
    review_case(number, outcome="Still in hospital.", review_date=later, by=COLLECTOR, at=NOON)
    assert case_of(number, by=SUPERVISOR).standing.review_date == later
    with pytest.raises(CaseRefused, match="after today"):
        review_case(number, outcome="Well.", review_date=TODAY, by=COLLECTOR, at=NOON)
    with pytest.raises(CaseRefused, match="what came of"):
        review_case(number, outcome=" ", review_date=later, by=COLLECTOR, at=NOON)


def test_nothing_is_said_of_a_closed_case(person_id: int) -> None:
    number = ill(person_id)
    with pytest.raises(CaseRefused, match="why the case is closed"):
        close_case(number, outcome="", by=SUPERVISOR, at=NOON)
    close_case(number, outcome="Back at work.", by=SUPERVISOR, at=NOON)
    with pytest.raises(CaseRefused, match="was closed on"):
        review_case(number, outcome="Well.", review_date=date(2027, 1, 1), by=COLLECTOR, at=NOON)


def test_all_that_is_wrong_is_said_together(person_id: int) -> None:
    wrong = Hardship("laziness", "", severity=0, channel="pigeon", seen_by="all")
    with pytest.raises(CaseRefused, match=r"laziness.*Severity.*who told us.*'all'.*pigeon"):
        open_case(person_id, wrong, by=COLLECTOR, at=NOON)


@pytest.mark.parametrize("table", ["hardshipcase", "hardshipword"])
def test_nothing_of_a_case_is_changed(person_id: int, table: str) -> None:
    say_of_case(ill(person_id), "proof requested", by=COLLECTOR, at=NOON)
    for deed in (f"UPDATE arrangements_{table} SET entry_id = 1", f"DELETE FROM arrangements_{table}"):
        with pytest.raises(DatabaseError, match="stays"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(deed)


def test_who_may_not(person_id: int) -> None:
    with pytest.raises(PermissionRefused):
        ill(person_id, by=AUDITOR)
    number = ill(person_id)
    with pytest.raises(PermissionRefused):
        close_case(number, outcome="Well.", by=COLLECTOR, at=NOON)
    with pytest.raises(NoSuchCase):
        case_of(999_999, by=SUPERVISOR)
