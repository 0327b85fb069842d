"""Which contact point is used, and where people are."""

import numpy as np

from goodstanding.factsheet.sheet import BETWEEN, NOTHING
from goodstanding.strategy.night.brief.columns import NOWHERE
from goodstanding.strategy.night.brief.points import UNTOLD_ZONE, Places, Points, places_of, points_of
from tests.strategy.night.brief.small import ANN, BEN, people, points, said

EAST, CENTRAL = "America/New_York", "America/Chicago"


def entered(*rows: dict[str, object]) -> tuple[Points, Places]:
    found, table = points_of(points(*rows), people())
    return found, places_of(found, table, people=2)


def test_the_first_point_of_a_kind_that_may_be_used_is_used() -> None:
    found, _ = entered(
        {"person_id": BEN, "point_id": 9, "kind": "phone"},
        {"person_id": ANN, "point_id": 8, "kind": "phone", "status": "unverified"},
        {"person_id": ANN, "point_id": 5, "kind": "phone", "status": "disconnected"},
        {"person_id": ANN, "point_id": 6, "kind": "email"},
        {"person_id": 99, "point_id": 1, "kind": "phone"},
    )
    phones, emails = (found.usable(kind, people=2) for kind in ("phone", "email"))
    assert found.number[phones].tolist() == [8, 9]
    assert (found.number[emails[0]], emails[1]) == (6, NOWHERE)


def test_a_point_is_tied_to_what_its_label_says() -> None:
    found, _ = entered(
        {"person_id": ANN, "point_id": 1, "kind": "address"},
        {"person_id": ANN, "point_id": 2, "kind": "phone", "label": "Work"},
        {"person_id": BEN, "point_id": 3, "kind": "phone"},
    )
    assert said(found.tied_to) == ["home", "work", None]


def test_points_that_are_no_longer_held_are_still_called_by_their_number() -> None:
    found, _ = entered({"person_id": ANN, "point_id": 5, "kind": "phone"})
    names = found.named(np.array([5, 77, int(NOTHING), 5]))
    assert said(names) == ["5", "77", None, "5"]
    assert names.words[: len(found.name.words)] == found.name.words


def test_people_are_where_their_first_address_is_whatever_became_of_it() -> None:
    _, found = entered(
        {"person_id": ANN, "point_id": 2, "kind": "address", "region": "NY", "country": "US", "locality": "Queens",
         "postal_code": "11101", "zones": EAST, "status": "returned"},
        {"person_id": ANN, "point_id": 3, "kind": "address", "region": "OH", "country": "US"},
    )  # fmt: skip
    assert [said(one) for one in (found.state, found.country, found.city, found.postal_code)] == [
        ["NY", None], ["US", None], ["New York City", None], ["11101", None],
    ]  # fmt: skip
    assert (found.known.tolist(), said(found.home_zone)) == ([True, False], [EAST, UNTOLD_ZONE])


def test_every_zone_of_a_point_or_the_place_may_be_a_person_s_and_the_first_is_home() -> None:
    _, found = entered(
        {"person_id": ANN, "point_id": 1, "kind": "phone", "zones": BETWEEN.join((EAST, CENTRAL))},
        {"person_id": ANN, "point_id": 2, "kind": "address", "region": "TX", "country": "US", "postal_code": "79901"},
        {"person_id": BEN, "point_id": 3, "kind": "address", "region": "KY", "country": "", "postal_code": ""},
    )
    assert found.ordered[found.pattern[0]] == (EAST, CENTRAL, "America/Denver")
    assert said(found.home_zone) == [EAST, CENTRAL]
    assert said(found.zones)[1] == BETWEEN.join((CENTRAL, EAST))
