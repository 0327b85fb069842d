from goodstanding.strategy.simulate.difference import difference
from tests.strategy.simulate.cast import answer, decided, line, message, plain
from tests.strategy.simulate.test_gathering import gathered


def test_every_kind_of_change_is_counted_once() -> None:
    before = gathered(plain(4))
    after = gathered(
        answer(
            [message(0), message(1, step="firm"), message(2), message(3, person_id=120)],
            [decided(0), decided(1), decided(2, channel="letter"), decided(3)],
            [line(0), line(1, step="firm"), line(2), line(3, account_id=9)],
        )
    )
    told = difference(before, after)
    expected = {"new": 1, "gone": 1, "other_step": 1, "other_channel": 1, "same": 1}
    assert told == {"accounts": expected, "messages": expected}


def test_what_is_held_back_counts_as_not_sent() -> None:
    told = difference(gathered(plain(2)), gathered(plain(2, state="law")))
    assert told["messages"]["gone"] == told["accounts"]["gone"] == 2


def test_an_account_that_is_only_listed_is_not_counted() -> None:
    both = answer([message(0)], [decided(0)], [line(0), line(0, account_id=7, step="")])
    assert difference(gathered(), gathered(both))["accounts"]["new"] == 1


def test_placements_are_told_apart_by_their_accounts() -> None:
    placed = answer(
        [message(0, kind="placement"), message(1, kind="placement", person_id=101)],
        [decided(0, channel=""), decided(1, channel="")],
        [line(0), line(1)],
    )
    assert difference(gathered(placed), gathered(placed))["messages"]["same"] == 2
