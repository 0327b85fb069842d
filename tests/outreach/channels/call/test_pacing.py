"""How many lines are dialled: never more than the day bears, and one a free collector abandons nobody."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.outreach.channels.call.pacing import (
    Moment,
    abandoned_expected,
    lines_to_dial,
    rate_feared,
    share_per_mille,
    sure_excess,
)

MOMENTS = st.builds(
    Moment,
    free=st.integers(0, 40),
    soon=st.floats(0, 20),
    out=st.integers(0, 200),
    answered=st.integers(0, 5000),
    abandoned=st.integers(0, 100),
    tried=st.integers(0, 500),
    picked_up=st.integers(0, 500),
).filter(lambda one: one.abandoned <= one.answered and one.picked_up <= one.tried)


def test_nothing_is_known_at_first_so_one_line_a_free_collector() -> None:
    fresh = Moment(free=3, soon=5.0, out=0, answered=0, abandoned=0, tried=0, picked_up=0)
    assert lines_to_dial(fresh, most_per_mille=30) == 3
    assert lines_to_dial(fresh._replace(out=3), most_per_mille=30) == 0
    assert lines_to_dial(fresh._replace(free=0), most_per_mille=30) == 0


def test_near_the_limit_it_is_one_line_a_free_collector_again() -> None:
    easy = Moment(free=4, soon=2.0, out=0, answered=1000, abandoned=5, tried=200, picked_up=30)
    assert lines_to_dial(easy, most_per_mille=30) > 4
    assert lines_to_dial(easy._replace(abandoned=30), most_per_mille=30) == 4
    assert lines_to_dial(easy._replace(abandoned=31), most_per_mille=30) == 4


def test_thirty_three_answered_bear_one_and_thirty_two_none() -> None:
    at = Moment(free=0, soon=0.0, out=0, answered=33, abandoned=0, tried=0, picked_up=0)
    assert sure_excess(at, most_per_mille=30) == 1
    assert sure_excess(at._replace(answered=32), most_per_mille=30) == 0


@settings(max_examples=200, deadline=None)
@given(moment=MOMENTS, most=st.integers(1, 60), data=st.data())
def test_whatever_becomes_of_the_lines_the_day_stays_within_its_limit(
    moment: Moment, most: int, data: st.DataObject
) -> None:
    dialled = lines_to_dial(moment, most_per_mille=most)
    if not dialled:
        return
    out, free, answered, abandoned = moment.out + dialled, moment.free, moment.answered, moment.abandoned
    thrown = Random(data.draw(st.integers(0, 2**32)))
    assert dialled <= max(0, free - moment.out) or share_per_mille(answered=answered, abandoned=abandoned) <= most
    was_within = abandoned * 1000 <= answered * most
    for _ in range(out):
        what = thrown.choice(("person", "machine", "silence"))
        if what == "silence":
            continue
        if free:
            free -= 1
            answered += what == "person"
        else:
            answered, abandoned = answered + 1, abandoned + 1
        if was_within:
            assert abandoned * 1000 <= answered * most
    if not was_within:
        assert abandoned == moment.abandoned, "One line a free collector abandons nobody."


def test_a_rate_is_feared_higher_than_it_was_seen() -> None:
    assert rate_feared(tried=0, picked_up=0) == 50
    assert rate_feared(tried=100, picked_up=10) > 5
    assert rate_feared(tried=100, picked_up=100) == 50


def test_expected_abandoned_calls() -> None:
    assert abandoned_expected(3, ready=3, step=50) == 0
    assert abandoned_expected(3, ready=1, step=50) == 2
    assert abandoned_expected(1, ready=0, step=10) == 0.2
