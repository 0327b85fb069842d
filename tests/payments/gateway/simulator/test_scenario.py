"""Scenarios: each is chosen by an amount or by a word, and no two by the same."""

import pytest

from goodstanding.payments.gateway.simulator.scenario import SCENARIOS, is_bank_debit, scenario_of


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_scenario_is_chosen_by_its_amount_or_by_a_word_in_the_mandate(name: str) -> None:
    assert scenario_of(10_000 + (SCENARIOS[name].ending or 0)).name == name
    assert scenario_of(10_000, mandate=f"m~{name}").name == name


def test_no_two_share_an_ending() -> None:
    endings = [one.ending for one in SCENARIOS.values()]
    assert len(endings) == len(set(endings))
    assert is_bank_debit(SCENARIOS["returned_R01"]) and not is_bank_debit(SCENARIOS["success"])
