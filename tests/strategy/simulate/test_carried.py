from datetime import UTC, datetime, time

import pyarrow as pa

from goodstanding.strategy.document.document import Team
from goodstanding.strategy.night.order import Chunk
from goodstanding.strategy.night.tables import READING
from goodstanding.strategy.simulate.carried import after, carried_into, nothing
from tests.strategy.decide.cast import DAY, account
from tests.strategy.simulate.cast import answer, decided, line, message, plain
from tests.strategy.simulate.test_gathering import gathered

KNOWN = datetime(2026, 3, 17, 6, tzinfo=UTC)


def reading(**rows: list[dict[str, object]]) -> dict[str, pa.Table]:
    found = {name: schema.empty_table() for name, schema in READING.items()}
    debts = [{name: account(number).get(name) for name in READING["debt"].names} for number in range(1, 4)]
    given = {"debt": debts, **rows}
    return found | {name: pa.Table.from_pylist(told, schema=READING[name]) for name, told in given.items()}


def test_a_planned_message_is_a_step_taken_and_a_contact_made() -> None:
    carried = after(nothing(), gathered(plain(1)), known_at=KNOWN)
    (step,) = carried.tables["past_step"].to_pylist()
    assert (step["account_id"], step["strategy"], step["step"], step["last_date"]) == (1, "plain", "friendly", DAY)
    (contact,) = carried.tables["contact"].to_pylist()
    assert (contact["contact_id"], contact["outcome"], contact["learned_at"]) == (-1, "sent", KNOWN)
    assert carried.tables["contact_debt"].to_pylist() == [{"contact_id": -1, "account_id": 1}]


def test_what_was_held_back_leaves_nothing_behind() -> None:
    carried = after(nothing(), gathered(plain(2, state="law")), known_at=KNOWN)
    assert carried.tables["past_step"].num_rows == carried.tables["contact"].num_rows == 0


def test_a_call_without_a_place_was_not_made() -> None:
    team = Team("desk", 1, time(9), time(10), "UTC")
    calls = answer(
        [message(0, team="desk"), message(1, team="desk")],
        [decided(0, channel="call"), decided(1, channel="call")],
        [line(0), line(1)],
    )
    carried = after(nothing(), gathered(calls, teams=(team,)), known_at=KNOWN)
    assert carried.tables["past_step"]["account_id"].to_pylist() == [2]
    assert carried.tables["contact"]["outcome"].to_pylist() == ["no_answer"]


def test_contacts_of_a_second_day_get_numbers_of_their_own() -> None:
    first = after(nothing(), gathered(plain(2)), known_at=KNOWN)
    second = after(first, gathered(plain(1)), known_at=KNOWN)
    assert second.tables["contact"]["contact_id"].to_pylist() == [-1, -2, -3]


def test_an_arm_that_was_drawn_stays() -> None:
    drawn = answer([], [], [], assigned=[{"person_id": 101, "experiment": "plain/tone", "arm": "soft", "stratum": ""}])
    carried = after(nothing(), gathered(drawn), known_at=KNOWN)
    found = carried_into(reading(), carried, Chunk("person", 0))
    assert found["arm"].to_pylist() == [{"person_id": 101, "experiment": "plain/tone", "arm": "soft"}]
    assert carried_into(reading(), carried, Chunk("person", 1))["arm"].num_rows == 0


def test_steps_of_the_books_and_simulated_ones_become_one_row() -> None:
    known: dict[str, object] = {
        "account_id": 1, "item_id": None, "strategy": "plain", "treatment": "ladder", "step": "friendly",
        "last_date": DAY.replace(day=1), "times": 2,
    }  # fmt: skip
    carried = after(nothing(), gathered(plain(5)), known_at=KNOWN)
    found = carried_into(reading(past_step=[known]), carried, Chunk("person", 0))["past_step"].to_pylist()
    assert [(one["account_id"], one["times"], one["last_date"]) for one in found] == [
        (1, 3, DAY), (2, 1, DAY), (3, 1, DAY),
    ]  # fmt: skip


def test_a_chunk_of_accounts_without_people_has_no_contacts() -> None:
    carried = after(nothing(), gathered(plain(1)), known_at=KNOWN)
    assert carried_into(reading(), carried, Chunk("account", 0))["contact"].num_rows == 0
