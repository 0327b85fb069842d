import pyarrow as pa

from goodstanding.factsheet.daily.sheet import account_schema, item_schema
from goodstanding.factsheet.sheet import BETWEEN
from goodstanding.strategy.explain.stepped import stepped
from tests.strategy.decide.cast import DAY, account, item


def test_the_step_of_an_account_is_among_those_taken() -> None:
    row = account(steps_taken="plain/ladder/first")
    (after,) = stepped(
        pa.Table.from_pylist([row], schema=account_schema()), {None: "plain/ladder/firm"}, day=DAY
    ).to_pylist()
    assert after["steps_taken"] == BETWEEN.join(["plain/ladder/first", "plain/ladder/firm"])
    assert (after["last_treatment"], after["last_step"], after["last_step_date"]) == ("ladder", "firm", DAY)
    assert after["days_since_last_step"] == 0


def test_only_the_item_the_step_was_for_changes() -> None:
    table = pa.Table.from_pylist([item(1), item(2)], schema=item_schema())
    first, second = stepped(table, {2: "plain/ladder/firm"}, day=DAY).to_pylist()
    assert (first["last_step"], second["last_step"]) == (None, "firm")
