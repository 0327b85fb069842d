"""Finding accounts in the database: by anything half-remembered, within what somebody may see."""

import pytest
from django.utils import timezone

from goodstanding.access.permission import OPERATOR, Actor, Scope
from goodstanding.access.role import Role
from goodstanding.receivables.operations.withdrawing import withdraw_debt
from goodstanding.workbench.queries.search import find_accounts
from tests.workbench.cast import Book


def found(text: str, *, actor: Actor = OPERATOR) -> list[tuple[int, str]]:
    return [(hit.debt_id, hit.reason) for hit in find_accounts(text, actor=actor)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("GF-0001", "reference"),
        ("gf-0001", "reference"),
        ("INV-003", "item reference"),
        ("inv-003", "item reference"),
        ("INV-", "start of an item reference"),
        ("P-1001", "person reference"),
        ("-0001", "part of the reference"),
        ("Juniper Ångström-Sample", "name"),
        ("juniper angstrom sample", "name"),
        ("ngstro", "part of the name"),
        ("sample juniper", "part of the name"),
        ("ju sam", "part of the name"),
        ("jumiper", "name is similar"),
        ("juinper", "name is similar"),
        ("sample junipre", "name is similar"),
        ("angsstrom", "name is similar"),
        ("0142", "telephone"),
        ("(207) 555-0142", "telephone"),
        ("20755", "part of the telephone"),
        ("juniper.sample@", "e-mail"),
        ("SAMPLE@example.com", "e-mail"),
    ],
)
def test_an_account_is_found_by_what_is_remembered(text: str, reason: str, book: Book) -> None:
    assert (book.juniper, reason) in found(text)


def test_the_very_account_comes_first(book: Book) -> None:
    assert found("GF-0001")[0] == (book.juniper, "reference")


def test_whoever_is_liable_leads_to_the_account(book: Book) -> None:
    assert (book.mill, "name of the guarantor") in found("Clover Example")
    assert (book.mill, "telephone of the guarantor") in found("5550175")


@pytest.mark.parametrize(
    "text", ["", " ", "x", "%", "%%%%", "____", "nobody of this name", "999999", "\0", "';--", "\\"]
)
def test_nothing_is_found_where_nothing_is(text: str, book: Book) -> None:
    assert found(text) == []


def test_a_hit_says_what_is_needed_to_choose(book: Book) -> None:
    (hit,) = find_accounts("GF-0001", actor=OPERATOR)
    assert (hit.debtor, hit.debtor_reference, hit.client) == (
        "Juniper Ångström-Sample", "P-1001", "Fern and Field Supplies",
    )  # fmt: skip
    assert str(hit.balance) == "USD 838.77"


def test_an_account_without_a_debtor_is_found_too(book: Book) -> None:
    (hit,) = find_accounts("HC-9002", actor=OPERATOR)
    assert hit.debtor == ""
    assert str(hit.balance) == "JPY -3,000"


def test_what_was_withdrawn_is_not_found(book: Book) -> None:
    now = timezone.now()
    withdraw_debt(book.asa, reason="Recalled.", effective_date=now.date(), by=OPERATOR, at=now)
    assert found("HC-9001") == found("Asa Fictional") == []


def test_nobody_finds_an_account_outside_their_scope(book: Book) -> None:
    garden = Actor("user:1", frozenset({Role.COLLECTOR}), Scope(clients=frozenset({book.garden})))
    for text in ("HC-9001", "VISIT-001", "H-77", "Asa Fictional", "fictional", "fictoinal"):
        assert found(text)
        assert found(text, actor=garden) == []
    assert found("GF-0001", actor=garden)


def test_a_scope_of_a_portfolio_bounds_as_well(book: Book) -> None:
    other = Scope(clients=frozenset({book.garden}), portfolios=frozenset({0}))
    assert found("GF-0001", actor=Actor("user:1", frozenset({Role.COLLECTOR}), other)) == []


def test_whoever_may_read_nothing_finds_nothing(book: Book) -> None:
    assert found("GF-0001", actor=Actor("user:1")) == []
    assert found("GF-0001", actor=Actor("user:1", frozenset({Role.CLIENT_USER}))) == []


def test_the_list_ends(book: Book) -> None:
    assert len(find_accounts("e@example", actor=OPERATOR, limit=1)) <= 1
