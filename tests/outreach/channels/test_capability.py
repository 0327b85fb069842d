"""Which traffic a provider carries over which route."""

import pytest

from goodstanding.compliance.operations import KINDS as HOUSES
from goodstanding.outreach.channels.capability import (
    KINDS,
    TRAFFIC,
    TRAFFIC_OF,
    carriage,
    matrix,
    not_carried,
    says_something,
    sentence,
)
from goodstanding.outreach.channels.text.error import MEANINGS
from goodstanding.outreach.channels.text.making import ROUTES


def test_every_route_of_texts_has_a_line_for_every_traffic() -> None:
    told = {(line.route, line.traffic) for line in matrix() if (line.provider, line.channel) == ("twilio", "sms")}
    assert told == {(route, traffic) for route in ROUTES for traffic in TRAFFIC}


def test_every_line_has_a_reason_a_source_and_a_day() -> None:
    for line in matrix():
        assert line.reason.endswith(".")
        assert line.sources
        assert all(source.startswith("https://") for source in line.sources)
        assert line.checked_on.year >= 2026
    assert len({line[:4] for line in matrix()}) == len(matrix())


def test_every_kind_of_house_has_its_traffic() -> None:
    assert set(TRAFFIC_OF) == set(HOUSES) == set(KINDS)
    assert set(TRAFFIC_OF.values()) < set(TRAFFIC)


@pytest.mark.parametrize("route", ["toll_free", "ten_dlc", "short_code"])
def test_an_agency_is_refused_and_a_creditor_is_not(route: str) -> None:
    def asked(kind: str) -> bool:
        return not_carried("twilio", channel="sms", options={"route": route}, kind=kind) is not None

    assert [asked(kind) for kind in ("third_party", "debt_buyer", "original_creditor")] == [True, True, False]


def test_the_refusal_says_why_where_it_stands_and_what_else_there_is() -> None:
    line = not_carried("twilio", channel="sms", options={"route": "ten_dlc"}, kind="third_party")
    assert line is not None
    told = sentence(line, kind="third_party", whom="Larch Utilities")
    for words in (
        "(10DLC)",
        "a third party",
        "for Larch Utilities",
        "30943",
        "errors/30943",
        "outside North America",
        "letters",
    ):
        assert words in told


def test_of_what_is_not_in_the_matrix_nothing_is_said() -> None:
    assert says_something("twilio", channel="sms")
    assert not says_something("smtp", channel="email")
    assert carriage("smtp", channel="email", route="any", traffic="third_party") is None
    assert not_carried("smtp", channel="email", options={}, kind="third_party") is None


def test_the_errors_of_the_matrix_are_known_to_the_adapter() -> None:
    for line in matrix():
        assert all(MEANINGS[code].word == "refused" for code in line.codes)
