"""How often one person is contacted at most, over all clients and channels."""

import pyarrow as pa
import pytest

from goodstanding.strategy.decide.pressure import press
from goodstanding.strategy.document.document import Document, Pressure, Running
from goodstanding.strategy.night.tables import DECIDED
from tests.strategy.decide.cast import Row, account, document, proposals, sheet


def pressed(
    rows: list[Row], *documents: Document, channel: str = "email", state: str = "planned", **told: str
) -> list[tuple[str, str | None]]:
    running = tuple(Running(one) for one in documents)
    messages = proposals(rows, running).messages
    decided = pa.Table.from_pylist(
        [{"message": number, "state": told.get(f"state_{number}", state), "channel": channel, "reason": "Fine."}
         for number in range(messages.num_rows)], schema=DECIDED,
    )  # fmt: skip
    found = press(messages, decided, sheet=sheet(*rows), running=running)
    assert found.schema == DECIDED
    assert found["message"].to_pylist() == list(range(messages.num_rows))
    return [(one["state"], one["reason"]) for one in found.to_pylist()]


def clients(many: int, **told: object) -> list[Row]:
    """Accounts of one person with several clients, the first the least valuable."""
    return [
        account(number, **({"person_id": 5, "client_id": number, "balance_minor": number * 1000} | told))
        for number in range(1, many + 1)
    ]


def states(found: list[tuple[str, str | None]]) -> list[str]:
    return [state for state, _ in found]


def test_contacts_beyond_the_most_are_held_back_the_least_valuable_first() -> None:
    found = pressed(clients(5), document(pressure=Pressure(3, 7)))
    assert states(found) == ["pressure", "pressure", "planned", "planned", "planned"]
    assert found[0][1] == "At most 3 contacts in 7 days; 0 already made, and this would be number 5 today."
    assert found[4][1] == "Fine."


@pytest.mark.parametrize(("made", "planned"), [(0, 2), (1, 1), (2, 0), (9, 0)])
def test_contacts_made_count(made: int, planned: int) -> None:
    assert states(pressed(clients(2, contacts_7=made), document(pressure=Pressure(2, 7)))).count("planned") == planned


@pytest.mark.parametrize("days", [1, 7, 30])
def test_the_window_is_the_strategys(days: int) -> None:
    row = {f"contacts_{days}": 1, **{f"contacts_{other}": 0 for other in (1, 7, 30) if other != days}}
    pressure = Pressure(1, 1 if days == 1 else 7 if days == 7 else 30)
    assert states(pressed(clients(1, **row), document(pressure=pressure))) == ["pressure"]
    (found,) = pressed(clients(1, **row), document(pressure=pressure))
    assert ("in a day;" if days == 1 else f"in {days} days;") in str(found[1])


def test_of_equal_worth_the_first_goes() -> None:
    assert states(pressed(clients(2, balance_minor=5_000), document(pressure=Pressure(1, 7)))) == [
        "planned",
        "pressure",
    ]


def test_the_strictest_strategy_counts_for_the_person() -> None:
    strict = document(covers="debt_type = 'card'", pressure=Pressure(1, 7))
    mild = document(strategy="mild", covers="debt_type <> 'card'", pressure=Pressure(5, 30))
    rows = [*clients(2), account(3, person_id=5, client_id=3, debt_type="card")]
    assert states(pressed(rows, strict, mild)).count("planned") == 1
    assert states(pressed(rows[:2], strict, mild)).count("planned") == 2


def test_people_do_not_share_their_room() -> None:
    assert states(pressed([account(1), account(2)], document(pressure=Pressure(1, 7)))) == ["planned", "planned"]


def test_what_is_not_planned_or_reaches_nobody_takes_no_room() -> None:
    of = document(pressure=Pressure(1, 7))
    assert states(pressed(clients(2), of, state_1="law")) == ["planned", "law"]
    assert states(pressed(clients(2), of, channel="task")) == ["planned", "planned"]


def test_nothing_is_pressed_out_of_nothing() -> None:
    assert pressed([], document()) == []
