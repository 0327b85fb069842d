from goodstanding.strategy.simulate.sample import SAMPLES, samples
from tests.strategy.simulate.cast import answer, decided, line, message, plain
from tests.strategy.simulate.test_gathering import gathered


def test_samples_are_spread_over_the_steps_and_always_the_same() -> None:
    rare = answer([message(0, step="final", person_id=900)], [decided(0)], [line(0, account_id=10, step="final")])
    day = gathered(*(plain(5, first=5 * turn) for turn in range(2)), *[plain(5)] * 4, rare)
    found = samples(day)
    assert len(found) == SAMPLES
    assert {one["step"] for one in found[:2]} == {"final", "friendly"}
    assert found == samples(day)


def test_samples_name_accounts_and_no_people() -> None:
    both = answer([message(0)], [decided(0)], [line(0), line(0, account_id=7, step="")])
    (one,) = samples(gathered(both))
    assert one["references"] == ["A-1", "A-7"]
    assert "person_id" not in one


def test_what_is_held_back_is_no_sample() -> None:
    assert samples(gathered(plain(2, state="law"))) == []
