"""Debt advice by place."""

import pytest

from goodstanding.outreach.template.facts.advice import advice_at
from goodstanding.outreach.template.facts.reading import read


@pytest.mark.parametrize("place", ["US", "US-CA", "GB", "CA-QC", "AU", "NZ", "IE"])
def test_a_place_has_its_countrys_advice_as_fields_that_exist(place: str) -> None:
    told = advice_at(place)
    assert set(read(told).values) == {"help.name", "help.phone", "help.website"}


@pytest.mark.parametrize("place", ["", "XX", "U"])
def test_where_none_is_known_there_is_none(place: str) -> None:
    assert advice_at(place) == {}
