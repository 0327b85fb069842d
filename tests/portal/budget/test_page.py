"""The page of a budget: told by the person themselves, kept with their word only, changed as a new edition."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.affordability.operations import AboveSurplus, refuse_above_surplus
from goodstanding.arrangements.affordability.queries import BudgetCard, budgets_of
from goodstanding.arrangements.models import Budget
from goodstanding.evidence.models import Entry
from goodstanding.payments.gateway.link import token_of
from goodstanding.portal.budget.form import read_form
from goodstanding.portal.budget.operations import tell as tell_at
from goodstanding.portal.budget.queries import budget_path, page_of
from goodstanding.portal.proof.slip import slip_of
from tests.api.views.test_webhooks import all_tables
from tests.receivables.cast import Book, item, open_book, place

pytestmark = pytest.mark.django_db
TOLD = {
    "amount.wages": "1500", "often.wages": "monthly", "amount.rent": "900.00", "often.rent": "monthly",
    "amount.groceries": "100", "often.groceries": "weekly", "adults": "2", "children": "1", "consent": "yes",
}  # fmt: skip
LEFT = 150_000 - 90_000 - 43_333


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture
def debt_id(book: Book) -> int:
    return place(book, item("I-1", 100_000))


def plain(debt_id: int) -> str:
    return budget_path(debt_id, at=timezone.now())


def address(debt_id: int) -> str:
    return f"{plain(debt_id)}?slip={slip_of(debt_id, at=timezone.now(), secret=settings.SECRET_KEY)}"


def visit() -> Client:
    return Client(enforce_csrf_checks=True)


def tell(debt_id: int, **others: str) -> str:
    """Send the form, and return the page one is led to."""
    answer = visit().post(address(debt_id), TOLD | others)
    assert answer.status_code == 303, answer.content.decode()
    return visit().get(answer["Location"]).content.decode()


def editions(book: Book) -> list[BudgetCard]:
    return budgets_of(book.debtor_id, by=OPERATOR, at=timezone.now())


def test_before_somebody_shows_who_they_are_nothing_is_told_or_taken(book: Book, debt_id: int) -> None:
    before = all_tables()
    for answer in (visit().get(plain(debt_id)), visit().post(plain(debt_id), TOLD)):
        text = answer.content.decode().casefold()
        assert answer.status_code == 200 and 'name="proof"' in text
        assert not [word for word in ("wages", "usd", "juniper", "d-1", "debt", "afford") if word in text]
    assert all_tables() == before
    assert visit().post(plain(debt_id), {"proof": "D-1"})["Location"].startswith(plain(debt_id))


def test_looking_changes_nothing(debt_id: int) -> None:
    before = all_tables()
    for query in ("", "&amount.wages=1&consent=yes", "&done=saved", "&lang=es"):
        answer = visit().get(address(debt_id) + query)
        assert (answer.status_code, bool(answer.cookies)) == (200, False)
    assert visit().put(address(debt_id)).status_code == 405
    assert all_tables() == before


def test_it_is_taken_from_the_person_and_says_what_is_left(book: Book, debt_id: int) -> None:
    shown = tell(debt_id)
    assert "USD 166.67 a month is left over" in shown and "This is saved" in shown
    (card,) = editions(book)
    assert (card.channel, card.surplus_minor, card.has_consent) == ("portal", LEFT, True)
    assert card.recorded_by == f"portal:budget:{debt_id}"
    assert card.written is not None and card.written.household[:2] == (2, 1)
    refuse_above_surplus(book.debtor_id, LEFT, "USD", at=timezone.now())
    with pytest.raises(AboveSurplus):
        refuse_above_surplus(book.debtor_id, LEFT + 1, "USD", at=timezone.now())


def test_what_was_told_is_there_to_change_and_a_change_is_another_edition(book: Book, debt_id: int) -> None:
    tell(debt_id)
    shown = visit().get(address(debt_id)).content.decode()
    assert 'name="amount.rent" type="text" inputmode="decimal" maxlength="20" value="900.00"' in shown
    assert re.search(r'name="often.groceries".*?<option value="weekly" selected>', shown, re.DOTALL)
    tell(debt_id)
    assert len(editions(book)) == 1, "The same form again is the same edition."
    assert "USD 66.67 a month is left over" in tell(debt_id, **{"amount.rent": "1000"})
    assert [card.surplus_minor for card in editions(book)] == [LEFT - 10_000, LEFT]


def test_without_their_word_only_what_is_left_is_kept(book: Book, debt_id: int) -> None:
    shown = tell(debt_id, consent="")
    assert "only what is left over" in shown and 'value="900.00"' not in shown
    row = Budget.objects.get()
    assert (row.sealed_lines, row.income_minor, row.surplus_minor) == (None, None, LEFT)


def test_who_has_nothing_left_is_asked_for_nothing_and_shown_where_help_is(debt_id: int) -> None:
    shown = tell(debt_id, **{"amount.rent": "2000"})
    assert "you need USD 933.33 a month more than comes in" in shown and "what you do not have" in shown
    assert "a month is left over" not in shown
    assert "nothing is left over" in tell(debt_id, **{"amount.rent": "1066.67"})


def test_what_nobody_is_sure_of_is_said(debt_id: int) -> None:
    assert "You were not sure of something" in tell(debt_id, **{"amount.gas": "?"})


@pytest.mark.parametrize(
    ("field", "typed", "says", "language"),
    [
        ("amount.rent", "plenty", "Please write an amount such as 600.00", "en"),
        ("amount.rent", "-5", "Escriba una cantidad como 600.00", "es"),
        ("adults", "0", "how many grown-ups, from 1 to 30", "en"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(
    debt_id: int, field: str, typed: str, says: str, language: str
) -> None:
    answer = visit().post(f"{address(debt_id)}&lang={language}", TOLD | {field: typed})
    text = answer.content.decode()
    assert answer.status_code == 200 and says in text and f'value="{typed}"' in text
    assert 'name="amount.groceries" type="text" inputmode="decimal" maxlength="20" value="100"' in text
    about = field.removeprefix("amount.")
    assert re.search(rf'name="{field}"[^>]*aria-invalid="true" aria-describedby="fault-{about}"', text)
    assert f'id="fault-{about}"' in text and not Budget.objects.exists()


def test_a_link_that_is_none_over_or_of_another_page_opens_nothing(debt_id: int) -> None:
    now = timezone.now()
    other = token_of(debt_id, at=now, secret=settings.SECRET_KEY)
    for token in (other, "x", plain(debt_id).split("/")[2][:-1] + "!"):
        assert visit().get(f"/budget/{token}/").status_code == 404
    assert visit().get(plain(debt_id).replace("budget", "pay")).status_code == 404


def test_it_works_without_scripts_and_loads_nothing_foreign(debt_id: int) -> None:
    answer = visit().get(f"{address(debt_id)}&lang=es")
    text = answer.content.decode()
    assert "Alquiler" in text and "<script" not in text and "http" not in text
    assert answer["Referrer-Policy"] == "no-referrer" and "default-src 'none'" in answer["Content-Security-Policy"]
    labels = set(re.findall(r'<label for="([^"]+)"', text))
    assert set(re.findall(r'<input id="([^"]+)"', text)) <= labels


def test_the_same_form_again_is_one_edition_also_where_lines_are_not_kept(book: Book, debt_id: int) -> None:
    def entries() -> int:
        return Entry.objects.filter(kind="arrangements.budget_taken").count()

    for _ in range(2):
        assert "This is saved" in tell(debt_id, consent="")
    assert (len(editions(book)), entries()) == (1, 1)
    tell(debt_id, consent="", **{"amount.rent": "1000"})
    tell(debt_id, **{"amount.rent": "1000"})
    assert [(card.surplus_minor, card.has_consent) for card in editions(book)] == [
        (LEFT - 10_000, True), (LEFT - 10_000, False), (LEFT, False),
    ]  # fmt: skip
    tell(debt_id, consent="", **{"amount.rent": "1000"})
    assert editions(book)[0].written is None, "Their word was taken back."
    tell(debt_id, consent="", **{"amount.rent": "1000", "amount.gas": "?"})
    assert editions(book)[0].is_provisional
    assert len(editions(book)) == entries() == 5


def test_the_same_on_another_day_is_another_edition(book: Book, debt_id: int) -> None:
    page = page_of(plain(debt_id).split("/")[2], at=timezone.now())
    told = read_form(TOLD | {"consent": ""}, currency="USD")
    assert page is not None
    for days in (0, 0, 1):
        tell_at(page, told, at=timezone.now() - timedelta(days=1 - days))
    assert len(editions(book)) == 2


def hidden(text: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))


def test_what_was_typed_when_the_hour_was_over_comes_back_after_the_question(book: Book, debt_id: int) -> None:
    old = slip_of(debt_id, at=timezone.now() - timedelta(hours=2), secret=settings.SECRET_KEY)
    typed = TOLD | {"amount.wages": '1500"><i>', "partner": "yes", "another": "thing"}
    before = all_tables()
    text = visit().post(f"{plain(debt_id)}?slip={old}&lang=en", typed).content.decode()
    assert 'name="proof"' in text and "What you typed comes back" in text
    assert not [word for word in ("1500", "wages", "rent", "900") if word in text]
    assert all_tables() == before, "Nothing is saved before somebody shows who they are."
    text = visit().post(plain(debt_id), hidden(text) | {"proof": "62701"}).content.decode()
    assert "does not match" in text
    sent = hidden(text) | {"proof": "D-1"}
    answer = visit().post(plain(debt_id), sent)
    assert answer.status_code == 307, "The browser sends the same once more, to the address with the slip."
    text = visit().post(answer["Location"], sent).content.decode()
    assert "This is what you typed" in text and not Budget.objects.exists()
    assert 'value="1500&quot;&gt;&lt;i&gt;"' in text and "<i>" not in text and "another" not in text
    assert 'value="900.00"' in text and text.count(" checked") == 2
    assert re.search(r'name="often.groceries".*?<option value="weekly" selected>', text, re.DOTALL)
    (action,) = set(re.findall(r'action="([^"]+)"', text))
    saved = visit().post(plain(debt_id) + action.replace("&amp;", "&"), TOLD)
    assert saved.status_code == 303 and "done=saved" in saved["Location"]
    assert [card.surplus_minor for card in editions(book)] == [LEFT]


@pytest.mark.parametrize("kept", ["x", "00", "zz" * 9, "ff" * 9, "61" * 60_000, "ä"])
def test_what_is_kept_and_cannot_be_read_is_an_empty_form(debt_id: int, kept: str) -> None:
    answer = visit().post(address(debt_id), {"kept": kept})
    assert answer.status_code == 200 and 'name="amount.wages"' in answer.content.decode()
    assert not Budget.objects.exists()
