"""The database keeps the books balanced and unchanged, whatever program writes to them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

pytestmark = pytest.mark.django_db

DAY, AT = "2026-03-01", "2026-03-02 00:00:00+00"


def run(sql: str) -> int:
    """Run one statement and return the number it returns, if it returns one."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0]) if cursor.description else 0


def check_now() -> None:
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def refused(sentence: str) -> Iterator[None]:
    with pytest.raises(DatabaseError, match=sentence), transaction.atomic():
        yield
        check_now()


def book(client_id: int = 1, currency: str = "USD") -> int:
    return run(f"INSERT INTO ledger_book (client_id, currency) VALUES ({client_id}, '{currency}') RETURNING id")


def account(book_id: int) -> int:
    return run(f"INSERT INTO ledger_account (book_id) VALUES ({book_id}) RETURNING id")


def entry(book_id: int, *, kind: str = "charge", day: str = DAY, reverses: str = "NULL", xact: str = "") -> int:
    column, value = (", xact", f", {xact}") if xact else ("", "")
    return run(
        f"INSERT INTO ledger_transaction (book_id, kind, effective_date, recorded_at, reverses_id, entry_id{column})"
        f" VALUES ({book_id}, '{kind}', '{day}', '{AT}', {reverses}, 1{value}) RETURNING id"
    )


def line(
    number: int,
    book_id: int,
    amount: int,
    *,
    head: str = "cash",
    account_id: str = "NULL",
    day: str = DAY,
    at: str = AT,
) -> str:
    return f"({number}, {book_id}, {account_id}, '{head}', {amount}, '{day}', '{at}')"


def post(*lines: str) -> None:
    columns = "transaction_id, book_id, account_id, head, amount_minor, effective_date, recorded_at"
    run(f"INSERT INTO ledger_posting ({columns}) VALUES {', '.join(lines)}")


def balanced(book_id: int, amount: int = 5) -> int:
    number = entry(book_id)
    post(line(number, book_id, amount), line(number, book_id, -amount, head="unapplied"))
    return number


def closed(book_id: int) -> int:
    """Make a transaction look as if an earlier database transaction had made it."""
    number = balanced(book_id)
    check_now()
    run("ALTER TABLE ledger_transaction DISABLE TRIGGER USER")
    run(f"UPDATE ledger_transaction SET xact = '3' WHERE id = {number}")
    run("ALTER TABLE ledger_transaction ENABLE TRIGGER USER")
    return number


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_posting SET amount_minor = amount_minor + 1",
        "UPDATE ledger_posting SET effective_date = '2020-01-01' WHERE false",
        "DELETE FROM ledger_posting",
        "TRUNCATE ledger_posting",
        "UPDATE ledger_transaction SET reason = 'Because.'",
        "DELETE FROM ledger_transaction",
        "TRUNCATE ledger_transaction CASCADE",
        "UPDATE ledger_account SET book_id = 1",
        "DELETE FROM ledger_account",
        "TRUNCATE ledger_account CASCADE",
        "UPDATE ledger_book SET currency = 'EUR'",
        "DELETE FROM ledger_book",
        "TRUNCATE ledger_book CASCADE",
        "INSERT INTO ledger_book VALUES (1, 1, 'USD') ON CONFLICT (id) DO UPDATE SET currency = 'EUR'",
    ],
)
def test_nothing_is_ever_changed(sql: str) -> None:
    balanced(book())
    check_now()
    with refused("The books are never changed"):
        run(sql)


def test_a_balanced_transaction_is_taken_in_as_many_statements_as_one_likes() -> None:
    its_book = book()
    number = entry(its_book)
    for amount in (5, 6, -10, -1):
        post(line(number, its_book, amount))
    check_now()


def test_a_transaction_that_is_off_by_one_is_refused() -> None:
    its_book = book()
    with refused("off by 1 minor units"):
        number = entry(its_book)
        post(line(number, its_book, 5), line(number, its_book, -4))


def test_one_bad_transaction_among_many_is_found() -> None:
    its_book = book()
    with refused("does not sum to zero"):
        balanced(its_book)
        number = entry(its_book)
        post(line(number, its_book, 5), line(number, its_book, -6))
        balanced(its_book)


@pytest.mark.parametrize("lines", [0, 1])
def test_a_transaction_needs_two_postings(lines: int) -> None:
    its_book = book()
    with refused("needs two postings or more"):
        number = entry(its_book)
        if lines:
            post(line(number, its_book, 5))


def test_the_check_counts_again_for_what_comes_behind_it() -> None:
    its_book = book()
    balanced(its_book)
    check_now()
    with refused("does not sum to zero"):
        number = entry(its_book)
        post(line(number, its_book, 5), line(number, its_book, -5, head="unapplied"))
        post(line(number, its_book, 5), line(number, its_book, -5, head="unapplied"))
        other = entry(its_book)
        post(line(other, its_book, 5), line(other, its_book, -4), line(other, its_book, -1))
        third = entry(its_book)
        post(line(third, its_book, 5), line(third, its_book, -5))
        # Rows put in past the trigger of the statement are still seen by the check of the transaction.
        run("ALTER TABLE ledger_posting DISABLE TRIGGER USER")
        post(line(third, its_book, 7))


def test_nothing_is_slipped_in_behind_the_check() -> None:
    its_book = book()
    number = balanced(its_book)
    check_now()
    with refused("must sum to zero in one statement"):
        post(line(number, its_book, 7))


def test_a_savepoint_that_is_given_up_leaves_the_check_as_it_was() -> None:
    its_book = book()
    with refused("off by"):
        number = entry(its_book)
        post(line(number, its_book, 5))
        with pytest.raises(DatabaseError), transaction.atomic():
            check_now()
        post(line(number, its_book, -4))


def test_a_posting_in_a_savepoint_belongs_to_the_same_transaction() -> None:
    its_book = book()
    number = entry(its_book)
    with transaction.atomic():
        post(line(number, its_book, 5), line(number, its_book, -5))
    check_now()


def test_no_posting_is_added_to_a_transaction_of_another_time() -> None:
    its_book = book()
    number = closed(its_book)
    with refused("is closed: no posting can be added"):
        post(line(number, its_book, 7), line(number, its_book, -7))


def test_a_transaction_cannot_claim_another_time() -> None:
    its_book = book()
    with refused("claims to be older than it is"):
        entry(its_book, xact="'3'")


def test_a_posting_needs_its_transaction_first() -> None:
    its_book = book()
    with refused("There is no transaction 987654321"):
        post(line(987654321, its_book, 5), line(987654321, its_book, -5))


def test_a_posting_names_the_book_of_its_transaction() -> None:
    its_book, other = book(), book(2)
    number = entry(its_book)
    with refused("names book"):
        post(line(number, its_book, 5), line(number, other, -5))
    post(line(number, its_book, 5), line(number, its_book, -5))


def test_an_account_is_one_of_the_book() -> None:
    its_book, other = book(), book(1, "EUR")
    number = entry(its_book)
    mine, theirs = account(its_book), account(other)
    post(line(number, its_book, 5, account_id=str(mine)), line(number, its_book, -5, account_id=str(mine)))
    for wrong in (theirs, 987654321):
        with refused(f"Account {wrong} is not one of book {its_book}"):
            post(line(number, its_book, 5, account_id=str(wrong)), line(number, its_book, -5))


@pytest.mark.parametrize(("day", "at"), [("2026-03-02", AT), (DAY, "2026-03-02 00:00:01+00")])
def test_a_posting_bears_the_dates_of_its_transaction(day: str, at: str) -> None:
    its_book = book()
    number = entry(its_book)
    with refused("has another date than the transaction"):
        post(line(number, its_book, 5), line(number, its_book, -5, day=day, at=at))
    post(line(number, its_book, 5), line(number, its_book, -5))


def test_accounts_and_transactions_need_their_book() -> None:
    with refused("There is no book 987654321"):
        account(987654321)
    with refused("There is no book 987654321"):
        entry(987654321)


@pytest.mark.parametrize(
    ("amounts", "heads"),
    [
        ((-5, 4, 1), ("cash", "unapplied", "unapplied")),
        ((-6, 6), ("cash", "unapplied")),
        ((-5, 5), ("cash", "written off")),
        ((5, -5), ("cash", "unapplied")),
        ((-5, 5, -3, 3), ("cash", "unapplied", "cash", "unapplied")),
    ],
)
def test_a_reversal_is_the_exact_mirror(amounts: tuple[int, ...], heads: tuple[str, ...]) -> None:
    its_book = book()
    original = balanced(its_book)
    with refused("is not the exact mirror"):
        number = entry(its_book, kind="reversal", reverses=str(original))
        post(*(line(number, its_book, amount, head=head) for amount, head in zip(amounts, heads, strict=True)))


def test_an_exact_reversal_is_taken_once() -> None:
    its_book = book()
    original = balanced(its_book)
    number = entry(its_book, kind="reversal", reverses=str(original))
    post(line(number, its_book, 5, head="unapplied"), line(number, its_book, -5))
    check_now()
    with refused("reverses_id"):
        entry(its_book, kind="reversal", reverses=str(original))


def test_a_reversal_lies_in_the_same_book_and_not_before_the_original() -> None:
    its_book, other = book(), book(2)
    original = balanced(its_book)
    with refused("is not the exact mirror"):
        number = entry(other, kind="reversal", reverses=str(original))
        post(line(number, other, 5, head="unapplied"), line(number, other, -5))
    with refused("before it happened"):
        number = entry(its_book, kind="reversal", reverses=str(original), day="2026-02-28")
        early = {"day": "2026-02-28"}
        post(line(number, its_book, 5, head="unapplied", **early), line(number, its_book, -5, **early))


def test_only_a_reversal_reverses() -> None:
    its_book = book()
    original = balanced(its_book)
    with refused("a_reversal_names_what_it_reverses"):
        entry(its_book, kind="charge", reverses=str(original))
    with refused("a_reversal_names_what_it_reverses"):
        entry(its_book, kind="reversal")


@pytest.mark.parametrize(
    ("head", "amount", "constraint"),
    [("pocket", 5, "a_posting_is_under_a_known_head"), ("cash", 0, "a_posting_moves_money")],
)
def test_heads_are_known_and_lines_move_money(head: str, amount: int, constraint: str) -> None:
    its_book = book()
    number = entry(its_book)
    with refused(constraint):
        post(line(number, its_book, amount, head=head), line(number, its_book, -amount))
    post(line(number, its_book, 5), line(number, its_book, -5))


def test_a_client_has_one_book_in_a_currency() -> None:
    book()
    book(1, "EUR")
    with refused("a_client_has_one_book_a_currency"):
        book()
