from goodstanding.arrangements.agreement.trial import Invented, simulate
from tests.arrangements.agreement.samples import day, settlement


def test_it_tells_day_by_day_what_would_happen() -> None:
    found = simulate(
        settlement(), [Invented(day(7, 30), 30_000, day(8, 4)), Invented(day(6, 30), 30_000)], through=day(12, 31)
    )
    assert [(one.day, one.received_minor, one.owed_minor, len(one.acts)) for one in found] == [
        (day(6, 15), 0, 100_000, 0),
        (day(6, 30), 30_000, 70_000, 0),
        (day(7, 30), 30_000, 40_000, 0),
        (day(8, 2), 0, 0, 3),
        (day(8, 4), -30_000, 70_000, 2),
        (day(8, 7), 0, 70_000, 2),
    ]


def test_it_stops_on_the_day_asked_for_and_minds_no_order() -> None:
    payments = [Invented(day(6, 30), 30_000), Invented(day(6, 20), 10_000)]
    assert simulate(settlement(), payments, through=day(6, 25))[-1].day == day(6, 20)
    assert simulate(settlement(), payments, through=day(9, 1)) == simulate(
        settlement(), payments[::-1], through=day(9, 1)
    )
