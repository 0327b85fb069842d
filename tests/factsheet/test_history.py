"""The columns of events, consents and named hours know when something happened and when it was learned."""

import pytest

from goodstanding.factsheet.column import Column, by_name
from goodstanding.factsheet.history import CONSENT_COLUMNS, EVENT_COLUMNS, WINDOW_COLUMNS


@pytest.mark.parametrize("columns", [EVENT_COLUMNS, CONSENT_COLUMNS, WINDOW_COLUMNS])
def test_each_says_whose_it_is_when_it_happened_and_when_it_was_learned(columns: list[Column]) -> None:
    known = by_name(columns)
    assert known["subject"].kind == "number"
    assert (known["at"].kind, known["known_at"].kind) == ("instant", "instant")


def test_what_a_fact_may_be_looked_up_by_is_there() -> None:
    assert {"person", "contact", "channel", "outcome", "wrong_number"} <= set(by_name(EVENT_COLUMNS))
