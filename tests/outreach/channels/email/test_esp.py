from importlib import import_module

import pytest

from goodstanding.outreach.channels.email.esp import ESPS, named_secrets


@pytest.mark.parametrize("name", sorted(set(ESPS) - {"amazon_ses"}))
def test_every_provider_has_a_backend_that_is_there(name: str) -> None:
    module, _, kind = ESPS[name].backend.rpartition(".")
    assert hasattr(import_module(module), kind)


def test_secrets_are_found_by_their_names_and_bare_ones_by_their_place() -> None:
    told = named_secrets(
        ["key==", "second", "webhook_auth=u:p=x", "webhook_auth=old:p"], sign_in=["api_key", "secret_key"]
    )
    assert told == {"api_key": ("key==",), "secret_key": ("second",), "webhook_auth": ("u:p=x", "old:p")}
    assert named_secrets([], sign_in=["api_key"]) == {}
