import pytest

from goodstanding.insight.question.balance import balance_changes
from goodstanding.insight.question.view import HELD, Held
from tests.insight.question.asked import DAY, FROM_OUTSIDE, VIEW


@pytest.mark.parametrize("held", HELD)
def test_nothing_from_outside_is_part_of_the_text(held: Held) -> None:
    asked = balance_changes(VIEW, held=held, cuts=[DAY])
    assert (asked.parameters["cuts"], asked.parameters["cuts_n"]) == ([DAY], 1)
    assert not any(word in asked.sql for word in FROM_OUTSIDE)
