"""Steps taken before: of the account itself, else of its items; and arms of experiments."""

from goodstanding.factsheet.sheet import members
from tests.strategy.night.made import DAY, TODAY, Row, account, found


def step(name: str, *, days: int, item_id: int | None = None, times: int = 1, treatment: str = "kind") -> Row:
    return {"account_id": 1, "item_id": item_id, "strategy": "house", "treatment": treatment, "step": name,
            "last_date": TODAY - days * DAY, "times": times}  # fmt: skip


def test_the_last_step_is_that_of_the_account() -> None:
    row = account(past_step=[step("one", days=9), step("two", days=3, times=2), step("three", days=1, item_id=5)])
    assert (row["last_strategy"], row["last_treatment"], row["last_step"]) == ("house", "kind", "two")
    assert (row["last_step_date"], row["days_since_last_step"], row["steps_count"]) == (TODAY - 3 * DAY, 3, 4)
    assert members(row["steps_taken"]) == ["house/kind/one", "house/kind/two"]


def test_steps_of_items_stand_in_where_the_account_had_none() -> None:
    row = account(past_step=[step("one", days=9, item_id=4), step("two", days=3, item_id=5)])
    assert (row["last_step"], row["days_since_last_step"], row["steps_taken"]) == ("two", 3, "")


def test_an_item_knows_its_own_steps() -> None:
    items = found(
        debt=[{"account_id": 1, "person_id": 1}],
        item=[{"item_id": number, "account_id": 1, "due_date": TODAY} for number in (4, 5)],
        posting=[{"account_id": 1, "item_id": number, "amount_minor": 10} for number in (4, 5)],
        past_step=[step("one", days=9, item_id=4), step("two", days=3, item_id=4), step("three", days=1)],
    ).items.to_pylist()
    assert [(row["last_step"], row["days_since_last_step"]) for row in items] == [("two", 3), (None, None)]
    assert members(items[0]["steps_taken"]) == ["house/kind/one", "house/kind/two"] and items[1]["steps_taken"] == ""


def test_arms_belong_to_the_person() -> None:
    row = account(
        arm=[
            {"person_id": 1, "experiment": "house/tone", "arm": "warm"},
            {"person_id": 1, "experiment": "house/hour", "arm": "late"},
        ]
    )
    assert members(row["arms"]) == ["house/hour=late", "house/tone=warm"]
    assert account()["arms"] == "" and account()["steps_count"] == 0
