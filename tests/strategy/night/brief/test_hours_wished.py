"""Hours a person wishes to be reached at, as the hours outside them."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from goodstanding.factsheet.sheet import NOTHING, Sheet, Words
from goodstanding.strategy.night.brief.asked import Asked
from goodstanding.strategy.night.brief.columns import NOWHERE
from goodstanding.strategy.night.brief.hours_wished import windows_of, wished_of
from goodstanding.strategy.night.brief.points import places_of, points_of
from tests.strategy.night.brief.small import ANN, BEN, KNOWN, NOW, people, points, table

HOUR = 3_600
MONDAY, SATURDAY = 1, 32


def wish(value: str, *, since: int = 3, **more: object) -> dict[str, object]:
    begun = NOW - timedelta(days=since)
    return {"person_id": ANN, "kind": "hours", "value": value, "effective_at": begun, "learned_at": begun,
            "preference_id": 10 - since, **more}  # fmt: skip


def windows(*wishes: dict[str, object], at: datetime = NOW, zones: str = "America/New_York") -> Sheet:
    found, rows = points_of(points({"person_id": ANN, "point_id": 1, "kind": "phone", "zones": zones}), people())
    contact = Words(np.zeros(2, np.int32), ("contact",))
    asked = Asked(np.arange(2), contact, contact, np.full(2, NOWHERE), np.full(2, int(at.timestamp())))
    wished = wished_of(table("preference", *wishes), people(), known_at=KNOWN)
    return windows_of(wished, asked, places_of(found, rows, people=2), people=np.arange(2))


def of_day(sheet: Sheet, day: int) -> list[tuple[int, int]]:
    assert set(sheet.whole("subject").tolist()) == {0}
    columns = (sheet.whole(name).tolist() for name in ("weekdays", "opens", "closes"))
    return [(opens // HOUR, closes // HOUR) for its, opens, closes in zip(*columns, strict=True) if its == day]


def test_every_hour_outside_the_wish_is_inconvenient() -> None:
    found = windows(wish("mon-fri 16:00-18:00"))
    assert of_day(found, MONDAY) == [(0, 16), (18, 24)]
    assert of_day(found, SATURDAY) == [(0, 24)]


def test_where_two_clocks_are_possible_the_wish_holds_on_both() -> None:
    found = windows(wish("mon-fri 13:00-17:00"), zones="America/New_York\x1fAmerica/Chicago")
    assert of_day(found, MONDAY) == [(0, 14), (17, 24)]


def test_the_wish_that_began_last_counts_and_one_that_ended_or_was_not_known_does_not() -> None:
    first = wish("mon-sun 09:00-12:00")
    assert of_day(windows(first, wish("mon-sun 10:00-11:00", since=2)), MONDAY) == [(0, 10), (11, 24)]
    assert of_day(windows(first, wish("mon-sun 10:00-11:00", since=-1)), MONDAY) == [(0, 9), (12, 24)]
    ended = wish("mon-sun 09:00-12:00", ended_at=NOW, preference_id=99)
    assert windows(first, ended).length == 0 != windows(first, ended, at=NOW - timedelta(seconds=1)).length


@pytest.mark.parametrize("other", [{"kind": "language", "value": "es"}, {"person_id": 99}, {"person_id": BEN}])
def test_other_wishes_and_other_people_close_no_hour_of_hers(other: dict[str, object]) -> None:
    found = windows(wish("mon-sun 09:00-12:00") | other)
    assert 0 not in found.whole("subject").tolist()
    assert (found.whole("subject") != NOTHING).all()


def test_of_two_wishes_uttered_at_once_the_first_counts_as_in_a_single_question() -> None:
    one, other = wish("mon-sun 09:00-12:00"), wish("mon-sun 10:00-11:00", preference_id=50)
    assert of_day(windows(one, other), MONDAY) == of_day(windows(other, one), MONDAY) == [(0, 9), (12, 24)]
    assert of_day(windows(one | {"preference_id": 60}, other), MONDAY) == [(0, 10), (11, 24)]
