"""Facts in words, by idea."""

from datetime import date

from goodstanding.factsheet.daily.sheet import ACCOUNT_COLUMNS, IDEAS, ITEM_COLUMNS
from goodstanding.workbench.account.fact import fact, groups, item_groups, spoken, words

ROW: dict[str, object] = dict.fromkeys(ACCOUNT_COLUMNS) | {"currency": "USD", "balance_minor": 123_456, "on_hold": True}


def in_words(name: str, value: object, *, currency: str = "USD") -> str:
    return words(ACCOUNT_COLUMNS[name], value, currency=currency)


def test_values_are_told_by_their_kind() -> None:
    assert in_words("balance_minor", 123_456) == "1,234.56 USD"
    assert in_words("balance_minor", 1_234, currency="JPY") == "1,234 JPY"
    assert in_words("days_past_due", 1) == "1 day"
    assert in_words("days_past_due", -3) == "−3 days"
    assert in_words("placed_date", date(2026, 6, 3)) == "3 Jun 2026"
    assert [in_words("on_hold", told) for told in (True, False)] == ["Yes", "No"]
    assert (in_words("zones", "America/Chicago\x1fAmerica/Denver"), in_words("zones", "")) == (
        "America/Chicago, America/Denver", "None",
    )  # fmt: skip
    assert (in_words("account_id", 12_345), in_words("score", 734)) == ("12345", "734")
    assert in_words("home_zone", None) == "None known"


def test_names_are_words() -> None:
    assert spoken("first_overdue_date") == "First overdue"
    assert all(spoken(name)[0].isupper() and "_" not in spoken(name) for name in ACCOUNT_COLUMNS)


def test_facts_are_grouped_by_idea_and_what_is_left_out_stays_out() -> None:
    found = groups(ROW)
    assert [group.title for group in found] == list(IDEAS)
    money = next(group for group in found if group.title == "Money")
    assert (money.facts[0].words, money.known_n, money.slug) == ("1,234.56 USD", 1, "money")
    few = groups({"currency": "USD", "balance_minor": 5})
    assert [(group.title, len(group.facts)) for group in few] == [("Identity", 1), ("Money", 1)]


def test_items_are_called_as_the_client_calls_them() -> None:
    row: dict[str, object] = dict.fromkeys(ITEM_COLUMNS) | {"item_id": 7}
    (named,) = item_groups((row,), currency="USD", references={7: "INV-7"})
    (unnamed,) = item_groups((row,), currency="USD", references={})
    assert (named.title, unnamed.title, len(named.facts)) == ("Item INV-7", "Item 7", len(ITEM_COLUMNS))


def test_a_fact_says_whether_it_is_known() -> None:
    column = ACCOUNT_COLUMNS["score"]
    assert fact(column, 5, currency="USD").is_known and not fact(column, None, currency="USD").is_known
