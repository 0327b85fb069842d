from dataclasses import FrozenInstanceError

import pytest

from goodstanding.insight.summary import Issued
from goodstanding.money.amount import Amount


def test_what_was_issued_does_not_change() -> None:
    issued = Issued(2, customers_n=1, amount=Amount(300, "USD"))
    with pytest.raises(FrozenInstanceError):
        issued.items_n = 3  # type: ignore[misc]  # Which is the point.
