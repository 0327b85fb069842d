"""Where people are: the first address, and every zone the gate would think of."""

from goodstanding.compliance.situation.person import candidate_zones
from goodstanding.strategy.night.facts.placing import zones_of
from tests.strategy.night.made import Row, account


def point(number: int, kind: str, **more: object) -> Row:
    return {"point_id": number, "person_id": 1, "kind": kind, **more}


def test_the_first_address_is_home() -> None:
    row = account(
        point=[
            point(2, "address", region="TX", postal_code="75001", zones="America/Chicago"),
            point(1, "phone", zones="America/New_York\x1fAmerica/Chicago"),
            point(3, "address", region="ME", postal_code="04101"),
        ]
    )
    assert (row["state"], row["postal_code"]) == ("TX", "75001")
    assert row["home_zone"] == "America/New_York"
    assert (row["zones"], row["zones_count"]) == ("America/Chicago\x1fAmerica/New_York", 2)


def test_zones_are_those_the_gate_thinks_of() -> None:
    consumer = {
        "contacts": [{"timezone": "America/Chicago"}], "state": "FL", "country": "", "zip": "32501",
    }  # fmt: skip
    assert list(zones_of("America/Chicago", "FL", "", "32501")) == candidate_zones(consumer)


def test_nobody_knows_the_clock_of_somebody_without_a_place() -> None:
    row = account(point=[point(1, "email", country="")])
    assert (row["zones"], row["zones_count"], row["home_zone"], row["state"]) == ("", 0, None, None)
    assert account()["zones_count"] == 0
