"""Every adapter is declared as it is made."""

from pathlib import Path

import pytest

from goodstanding.payments.gateway.adapters.registry import ADAPTERS
from tests.payments.gateway.adapters.street import PROVIDERS, setting


@pytest.mark.parametrize("name", PROVIDERS)
def test_what_is_declared_is_what_is_made(name: str) -> None:
    declared = ADAPTERS[name]
    made, reader = declared.make(setting(name), Path()), declared.make_reader(setting(name), Path())
    assert made.name == reader.source == declared.provider == name
    assert made.can == declared.can >= {"page", "mandate", "refund", "payouts"}
    assert ("saves" in declared.can) == (name != "square"), "Square's payment links save no card."
    assert declared.is_real
    assert declared.leaves_machine(setting(name, "https://api.example.com").options)
    made.close()


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_option_and_secret_says_what_it_is(name: str) -> None:
    declared = ADAPTERS[name]
    assert all(one.meaning.endswith(".") for one in declared.options)
    assert all(one.meaning.endswith(".") for one in declared.secrets)
    assert all(one.example for one in declared.options if one.required)
    assert declared.secrets[0].required
