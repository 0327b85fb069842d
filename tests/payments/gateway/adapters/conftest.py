"""Every provider in turn."""

from collections.abc import Iterator

import pytest

from tests.payments.gateway.adapters.street import PROVIDERS, Street, street


@pytest.fixture(params=PROVIDERS)
def each(request: pytest.FixtureRequest) -> Iterator[Street]:
    with street(request.param) as opened:
        yield opened
