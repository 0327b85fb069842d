"""What people do with lines: apply, teach, set aside, take back, undo, code a deduction, end a rule."""

from collections.abc import Iterator
from datetime import date

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.disputes.queries import disputed_items
from goodstanding.payments.matching import queries
from goodstanding.payments.matching.operations.applying import MatchRefused, apply_line
from goodstanding.payments.matching.operations.deciding import apply_suggestion
from goodstanding.payments.matching.operations.deducting import code_deduction
from goodstanding.payments.matching.operations.ruling import NoSuchRule, end_rule
from goodstanding.payments.matching.operations.undoing import set_aside, take_returned, undo_match
from goodstanding.payments.matching.suggestion import Share
from goodstanding.payments.models.bank import LineMatch
from goodstanding.payments.models.matching import LineSuggestion, PayerRule
from goodstanding.receivables.operations.held_debt import NoSuchDebt
from goodstanding.receivables.operations.waterfall import set_tolerance
from tests.payments.matching.operations.bank_book import bank_account, bank_line, check_books, item_id, look_now
from tests.receivables.cast import (
    AUDITOR,
    COLLECTOR,
    NOON,
    SUPERVISOR,
    Book,
    day,
    item,
    open_book,
    open_minor,
    place,
    usd,
)
from tests.receivables.cast import unapplied_minor as unapplied

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def books_balance() -> Iterator[None]:
    yield
    check_books()


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture
def debt_id(book: Book) -> int:
    return place(book, item("INV-1001", 10_000), item("INV-1002", 2_000, due=50))


@pytest.fixture
def account_id() -> int:
    return bank_account()


def apply(line: int, *shares: Share, teach: bool = False) -> list[int]:
    return apply_line(line, shares, disputed=disputed_items, is_directed=True, teach=teach, by=COLLECTOR, at=NOON)


def test_a_line_is_split_by_hand_and_what_is_left_waits(debt_id: int, account_id: int) -> None:
    line = bank_line(account_id, 5_000)
    apply(line, Share(debt_id, 2_000, (item_id("INV-1002"),)))
    (waiting,) = queries.waiting_lines(by=AUDITOR, as_of=day(50))
    assert (waiting.left, waiting.age_days, open_minor(debt_id)) == (usd(3_000), 10, 10_000)
    apply(line, Share(debt_id, 3_000))
    assert (queries.waiting_lines(by=AUDITOR, as_of=day(50)), open_minor(debt_id)) == ([], 7_000)


@pytest.mark.parametrize(
    "shares, says",
    [
        ([], "above zero"),
        ([(0, -1)], "above zero"),
        ([(0, 5_001)], "Only USD 50.00"),
        ([(0, 1), (0, 2)], "named twice"),
    ],
)
def test_what_does_not_fit_the_line_is_refused(
    debt_id: int, account_id: int, shares: list[tuple[int, int]], says: str
) -> None:
    line = bank_line(account_id, 5_000)
    with pytest.raises(MatchRefused, match=says):
        apply(line, *(Share(debt_id + more, minor) for more, minor in shares))
    assert not LineMatch.objects.exists()


def test_lines_that_went_out_other_currencies_strange_items_and_debts_are_refused(
    debt_id: int, book: Book, account_id: int
) -> None:
    euros = place(book, item("E-1", 100, currency="EUR"), reference="D-EUR")
    line = bank_line(account_id, 5_000)
    with pytest.raises(MatchRefused, match="went out"):
        apply(bank_line(account_id, -5_000), Share(debt_id, 1))
    with pytest.raises(MatchRefused, match="in EUR"):
        apply(line, Share(euros, 1))
    with pytest.raises(MatchRefused, match="none of debt"):
        apply(line, Share(debt_id, 1, (item_id("E-1"),)))
    with pytest.raises(NoSuchDebt):
        apply(line, Share(999_999, 1))
    with pytest.raises(MatchRefused, match="no bank line"):
        apply(999_999, Share(debt_id, 1))


def test_what_was_taught_is_sure_next_time_until_the_rule_ends(debt_id: int, account_id: int) -> None:
    apply(bank_line(account_id, 100, party_account="DE 99"), Share(debt_id, 100), teach=True)
    apply(bank_line(account_id, 100, party_account="DE99"), Share(debt_id, 100), teach=True)
    bank_line(account_id, 300, party_account="de99", on=41)
    assert look_now().applied == 1
    (rule,) = queries.rules(by=AUDITOR)
    end_rule(rule.rule_id, by=SUPERVISOR, at=NOON)
    bank_line(account_id, 400, party_account="DE99", on=42)
    figures = look_now()
    assert (figures.applied, figures.suggested, queries.rules(by=AUDITOR)) == (0, 1, [])
    with pytest.raises(NoSuchRule):
        end_rule(rule.rule_id, by=SUPERVISOR, at=NOON)


def test_nothing_is_taught_of_a_payer_without_an_account_and_nothing_is_applied_either(
    debt_id: int, account_id: int
) -> None:
    with pytest.raises(MatchRefused, match="nothing can be remembered"):
        apply(bank_line(account_id, 100), Share(debt_id, 100), teach=True)
    assert (LineMatch.objects.count(), PayerRule.objects.count(), open_minor(debt_id)) == (0, 0, 12_000)


def test_a_suggestion_is_applied_only_as_it_was_seen(debt_id: int, account_id: int) -> None:
    line = bank_line(account_id, 700, "D-1 or so", party_name="Juniper Testcase")
    look_now()
    seen = queries.waiting_line(line, by=AUDITOR, as_of=day(50)).suggestions[0]
    with pytest.raises(MatchRefused, match="changed"):
        apply_suggestion(line, 1, made_at="2026-01-01", disputed=disputed_items, by=COLLECTOR, at=NOON)
    apply_suggestion(line, 1, made_at=seen["made_at"], disputed=disputed_items, by=COLLECTOR, at=NOON)
    assert (open_minor(debt_id), LineSuggestion.objects.count()) == (11_300, 0)


def test_a_fee_of_the_bank_is_set_aside_with_a_reason(account_id: int) -> None:
    line = bank_line(account_id, -350, "Fee")
    for kind, reason, minor in (("gift", "Why", None), ("fee", " ", None), ("fee", "Why", 350), ("fee", "Why", -351)):
        with pytest.raises(MatchRefused):
            set_aside(line, kind, reason=reason, amount_minor=minor, by=COLLECTOR, at=NOON)
    set_aside(line, "fee", reason="Monthly.", by=COLLECTOR, at=NOON)
    assert look_now().lines == 0


def test_undoing_takes_back_the_same_split_and_the_line_waits_again(debt_id: int, account_id: int) -> None:
    line = bank_line(account_id, 13_000)
    apply(line, Share(debt_id, 13_000))
    assert unapplied(debt_id) == 1_000
    (match,) = queries.matches_of(line, by=AUDITOR)
    with pytest.raises(PermissionRefused):
        undo_match(match.match_id, reason="Wrong.", by=COLLECTOR, at=NOON)
    with pytest.raises(MatchRefused, match="why"):
        undo_match(match.match_id, reason=" ", by=SUPERVISOR, at=NOON)
    undo_match(match.match_id, reason="Wrong.", by=SUPERVISOR, at=NOON)
    assert (open_minor(debt_id), unapplied(debt_id)) == (12_000, 0)
    assert len(queries.waiting_lines(by=AUDITOR, as_of=day(50))) == 1
    with pytest.raises(MatchRefused, match="undone already"):
        undo_match(match.match_id, reason="Wrong.", by=SUPERVISOR, at=NOON)


def test_money_that_the_bank_took_back_is_not_undone_to_be_applied_again(debt_id: int, account_id: int) -> None:
    line = bank_line(account_id, 500)
    (receipt,) = apply(line, Share(debt_id, 500))
    back = bank_line(account_id, -500, on=44)
    with pytest.raises(MatchRefused, match="as much"):
        take_returned(bank_line(account_id, -499), receipt, by=COLLECTOR, at=NOON)
    with pytest.raises(MatchRefused, match="no receipt"):
        take_returned(back, 999_999, by=COLLECTOR, at=NOON)
    take_returned(back, receipt, by=SUPERVISOR, at=NOON)
    assert open_minor(debt_id) == 12_000
    for match in LineMatch.objects.all():
        with pytest.raises(MatchRefused):
            undo_match(match.pk, reason="Wrong.", by=SUPERVISOR, at=NOON)


@pytest.mark.parametrize(
    "short",
    [(1_950, "discount", "written off"), (1_949, "discount", "disputed"), (1_950, "damaged", "disputed")],
)
def test_a_short_payment_is_let_go_within_the_tolerance_or_disputed(
    debt_id: int, book: Book, account_id: int, short: tuple[int, str, str]
) -> None:
    paid, code, became = short
    set_tolerance(book.portfolio_id, usd(50), effective_date=day(0), by=SUPERVISOR, at=NOON)
    contested: list[tuple[int, int, date, str]] = []

    def contest(*told: object) -> None:
        contested.append(told)  # type: ignore[arg-type]  # As the operation hands it over.

    line, number = bank_line(account_id, paid), item_id("INV-1002")
    with pytest.raises(MatchRefused, match="apply it first"):
        code_deduction(line, number, code, contest=contest, disputed=disputed_items, by=SUPERVISOR, at=NOON)
    apply(line, Share(debt_id, paid, (number,)))
    done = code_deduction(line, number, code, contest=contest, disputed=disputed_items, by=SUPERVISOR, at=NOON)
    assert (done.outcome, done.rest, len(contested)) == (became, usd(2_000 - paid), int(became == "disputed"))
    assert open_minor(debt_id) == (10_000 if became == "written off" else 12_000 - paid)
    if became == "written off":
        with pytest.raises(MatchRefused, match="Nothing is left"):
            code_deduction(line, number, code, contest=contest, disputed=disputed_items, by=SUPERVISOR, at=NOON)


def test_unapplied_cash_by_age(account_id: int) -> None:
    bank_line(account_id, 100)
    bank_line(account_id, 200, on=10)
    bank_line(account_id, -50)
    found = queries.ageing(by=AUDITOR, as_of=day(41))
    assert [(one.bucket, one.amount) for one in found] == [("0-7", usd(100)), ("31-60", usd(200))]
