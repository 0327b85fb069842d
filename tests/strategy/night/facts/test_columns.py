"""Every declared column is taken from somewhere, and told as its kind wants."""

from goodstanding.factsheet.daily.sheet import ACCOUNT_COLUMNS, ITEM_COLUMNS
from goodstanding.strategy.night.facts.columns import ABSENT, ITEM_TAKEN, TAKEN, UNCOUNTED, told
from tests.strategy.night.made import account


def test_only_declared_columns_are_taken_in_another_way() -> None:
    assert TAKEN.keys() <= ACCOUNT_COLUMNS.keys() and ITEM_TAKEN.keys() <= ITEM_COLUMNS.keys()
    assert ACCOUNT_COLUMNS.keys() >= ABSENT


def test_what_nobody_told_is_nothing_no_or_none() -> None:
    assert told(ACCOUNT_COLUMNS["on_hold"], "on_hold") == "coalesce(on_hold, false) AS on_hold"
    assert told(ACCOUNT_COLUMNS["arms"], "arms") == "coalesce(arms, '') AS arms"
    assert told(ACCOUNT_COLUMNS["days_past_due"], "x") == "(x)::BIGINT AS days_past_due"
    assert told(ACCOUNT_COLUMNS["is_time_barred"], "x") == "x AS is_time_barred"


def test_an_account_of_which_nothing_is_known_has_every_count_every_amount_and_every_yes() -> None:
    row = account()
    absent = {name for name, value in row.items() if value is None}
    for name, column in ACCOUNT_COLUMNS.items():
        counted = column.kind == "whole" and column.unit not in UNCOUNTED
        if name not in ABSENT and (counted or column.kind in {"amount", "yes", "words"}):
            assert name not in absent
