from goodstanding.insight.question.issue import customers, issued
from tests.insight.question.asked import DAY, FROM_OUTSIDE, VIEW


def test_nothing_from_outside_is_part_of_the_text() -> None:
    for ask in (issued, customers):
        asked = ask(VIEW, clients=(7_777,), period_start=DAY)
        assert (asked.parameters["clients"], asked.parameters["period_start"]) == ([7_777], DAY)
        assert not any(word in asked.sql for word in FROM_OUTSIDE)


def test_all_clients_are_not_asked_for_one_by_one() -> None:
    for ask in (issued, customers):
        assert "client_id" not in ask(VIEW, clients=None, period_start=DAY).sql
