import pytest

from goodstanding.insight.cei import Collectable, index
from goodstanding.insight.metric import written


def test_a_year() -> None:
    year = Collectable(100_000, 1_000_000, end_minor=120_000, end_current_minor=100_000)
    assert index(year) == 98


def test_both_published_readings_of_the_same_quarter() -> None:
    quarter = Collectable(6_200, 10_890, end_minor=6_340, end_current_minor=3_590, months=3)
    assert written(index(quarter, mode="period")) == "79.6296"
    assert written(index(quarter, mode="monthly_average")) == "55.9295"


def test_one_month_reads_the_same_both_ways() -> None:
    month = Collectable(500, 700, end_minor=300, end_current_minor=200)
    assert index(month, mode="period") == index(month, mode="monthly_average") == 90


@pytest.mark.parametrize("end_current_minor", [1_000, 1_001])
def test_where_nothing_could_be_collected_there_is_no_index(end_current_minor: int) -> None:
    assert index(Collectable(400, 600, end_minor=1_000, end_current_minor=end_current_minor)) is None


def test_everything_collected_is_a_hundred() -> None:
    assert index(Collectable(400, 600, end_minor=250, end_current_minor=250)) == 100
