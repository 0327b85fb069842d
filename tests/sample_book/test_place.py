import re

import pytest

from goodstanding.calendars import place as geography
from goodstanding.parties.contact_point import read_phone
from goodstanding.sample_book.chance import dice
from goodstanding.sample_book.place import ABROAD, STATES, abroad, in_states, phone


def test_every_state_is_there_and_known_to_the_clock() -> None:
    assert len(STATES) == 51
    assert all(geography.zones(country="US", region=state) for state in STATES)


@pytest.mark.parametrize("state", sorted(STATES))
def test_an_area_code_lies_in_its_state(state: str) -> None:
    read = read_phone(phone(dice(1, state), region=state), country="US")
    assert re.fullmatch(r"\+1\d{3}55501\d\d", read.value)
    assert set(read.zones) & set(geography.zones(country="US", region=state))


def test_states_with_two_zones_live_in_the_book() -> None:
    found = {in_states(dice(1, number)).region for number in range(2_000)}
    assert {"TX", "FL", "TN", "IN", "ID", "ND"} <= found
    assert found == set(STATES)


def test_postal_codes_are_five_digits() -> None:
    assert all(re.fullmatch(r"\d{5}", in_states(dice(2, number)).postal_code) for number in range(300))


@pytest.mark.parametrize("currency", sorted(ABROAD))
def test_an_address_abroad_has_no_state(currency: str) -> None:
    address = abroad(dice(1), currency=currency)
    assert (address.country, address.region) == (ABROAD[currency][0], "")
