from goodstanding.insight.question.flow import cash_by_day, charges_by_day
from tests.insight.question.asked import FROM_OUTSIDE, VIEW


def test_nothing_from_outside_is_part_of_the_text() -> None:
    for asked in (charges_by_day(VIEW), cash_by_day(VIEW)):
        assert asked.parameters == VIEW.parameters
        assert not any(word in asked.sql for word in FROM_OUTSIDE)
