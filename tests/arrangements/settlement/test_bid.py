from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.arrangements.settlement.bid import WORDS, Answer, Bid, Stakes, answer
from goodstanding.arrangements.settlement.policy import Policy, faults

STAKES = Stakes(100_000, 80_000, 1, 50_000)


def word(
    minor: int, *, payments: int = 1, number: int = 1, policy: Policy | None = None, stakes: Stakes = STAKES
) -> str:
    return answer(Bid(minor, payments, number), policy=Policy(), stakes=stakes).word


def test_the_bands_have_their_edges_where_the_policy_says() -> None:
    edges = [(19_999, "refused"), (20_000, "escalated"), (39_999, "escalated"), (40_000, "countered"),
             (69_999, "countered"), (70_000, "accepted"), (99_999, "accepted")]  # fmt: skip
    assert [(minor, word(minor)) for minor, _ in edges] == edges


def test_more_payments_cost_more() -> None:
    assert [word(minor, payments=3) for minor in (71_999, 72_000)] == ["countered", "accepted"]
    assert word(79_000, payments=7) == "countered"


def test_whoever_bids_more_than_we_ask_pays_what_we_ask() -> None:
    assert answer(Bid(95_000, 1, 1), policy=Policy(), stakes=STAKES) == Answer("accepted", 80_000)
    cheaper = STAKES._replace(offered_minor=60_000)
    assert answer(Bid(95_000, 1, 1), policy=Policy(), stakes=cheaper) == Answer("accepted", 60_000)
    assert answer(Bid(60_000, 1, 1), policy=Policy(), stakes=cheaper) == Answer("accepted", 60_000)


def test_a_floor_above_the_policy_binds() -> None:
    stakes = STAKES._replace(floor_minor=75_000)
    assert [word(minor, stakes=stakes) for minor in (74_999, 75_000)] == ["countered", "accepted"]


def test_counters_come_down_step_by_step_and_stop_above_the_floor() -> None:
    def at_once(number: int, stakes: Stakes) -> int:
        return answer(Bid(50_000, 1, number), policy=Policy(bids_most=9), stakes=stakes).counters[0].amount_minor

    assert [at_once(number, STAKES) for number in (1, 2, 3, 4)] == [78_000, 75_000, 72_000, 72_000]
    assert [at_once(number, STAKES._replace(floor_minor=74_000)) for number in (1, 2, 3, 4)] == [78_000, 75_000] + [
        75_000
    ] * 2
    assert word(50_000, stakes=STAKES._replace(floor_minor=90_000, offered_minor=90_000)) == "escalated"


def test_a_counter_says_more_now_longer_and_higher_later() -> None:
    found = answer(Bid(50_000, 2, 1), policy=Policy(), stakes=STAKES).counters
    assert [(one.kind, one.amount_minor, one.payments, one.first_minor) for one in found] == [
        ("more now", 78_000, 1, 0),
        ("longer", 81_000, 4, 0),
        ("higher later", 79_000, 2, 25_000),
    ]


def test_the_last_bid_goes_to_a_person() -> None:
    assert [word(50_000, number=number) for number in (4, 5, 6)] == ["countered", "escalated", "escalated"]
    assert word(70_000, number=6) == "accepted"


def oracle(bid: Bid, policy: Policy, stakes: Stakes) -> str:
    """The policy once more, written as a table of exact shares and without the code under test."""
    owed, amount = stakes.owed_minor, min(bid.amount_minor, stakes.owed_minor)

    def least(ppm: int, payments: int) -> Fraction:
        return min(Fraction(owed), Fraction(owed * (ppm + policy.longer_ppm * (payments - 1)), 1_000_000))

    takes = max(least(policy.accept_ppm, bid.payments), Fraction(stakes.floor_minor))
    if bid.payments <= stakes.payments:
        takes = min(takes, Fraction(stakes.offered_minor))
    if bid.payments <= policy.instalments_most and amount >= takes:
        return "accepted"
    if amount < least(policy.escalate_from_ppm, 1):
        return "refused"
    if amount < least(policy.counter_from_ppm, 1) or bid.number >= policy.bids_most:
        return "escalated"
    steps = [policy.asking_ppm, *policy.concessions_ppm]
    best = max(-(-owed * ppm // 1_000_000) for ppm in steps)
    best = min(best, stakes.offered_minor) if stakes.payments >= 1 else best
    return "countered" if best >= min(stakes.floor_minor, stakes.offered_minor) else "escalated"


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    shares = sorted(draw(st.lists(st.integers(1, 1_000_000), min_size=6, max_size=6)), reverse=True)
    made = Policy(
        asking_ppm=shares[0], concessions_ppm=tuple(shares[1:3]), accept_ppm=shares[3], counter_from_ppm=shares[4],
        escalate_from_ppm=shares[5], longer_ppm=draw(st.integers(0, 50_000)),
        instalments_most=draw(st.integers(1, 12)), bids_most=draw(st.integers(1, 6)),
    )  # fmt: skip
    assert not list(faults(made))
    return made


@st.composite
def stakes(draw: st.DrawFn) -> Stakes:
    owed = draw(st.integers(2, 500_000))
    return Stakes(owed, draw(st.integers(1, owed)), draw(st.integers(1, 6)), draw(st.integers(0, owed)))


@settings(max_examples=100, deadline=None)
@given(policies(), stakes(), st.data())
def test_it_answers_as_the_oracle_does(policy: Policy, known: Stakes, data: st.DataObject) -> None:
    bid = Bid(data.draw(st.integers(1, known.owed_minor)), data.draw(st.integers(1, 14)), data.draw(st.integers(1, 7)))
    assert answer(bid, policy=policy, stakes=known).word == oracle(bid, policy, known)


@settings(max_examples=100, deadline=None)
@given(policies(), stakes(), st.data())
def test_a_higher_bid_is_never_answered_worse(policy: Policy, known: Stakes, data: st.DataObject) -> None:
    low = data.draw(st.integers(1, known.owed_minor))
    high = data.draw(st.integers(low, known.owed_minor))
    payments, number = data.draw(st.integers(1, 14)), data.draw(st.integers(1, 7))
    first, second = (answer(Bid(minor, payments, number), policy=policy, stakes=known) for minor in (low, high))
    assert WORDS.index(second.word) >= WORDS.index(first.word)
    asked = [min(one.amount_minor for one in each.counters) for each in (first, second) if each.counters]
    assert asked == sorted(asked, reverse=True)
    if second.word == "accepted":
        assert second.amount_minor <= high
        assert all(one.amount_minor >= 1 for one in first.counters)


@settings(max_examples=60, deadline=None)
@given(policies(), stakes(), st.data())
def test_nothing_lies_below_the_floor_but_an_offer_that_was_approved(
    policy: Policy, known: Stakes, data: st.DataObject
) -> None:
    bid = Bid(data.draw(st.integers(1, known.owed_minor)), data.draw(st.integers(1, 14)), data.draw(st.integers(1, 7)))
    found = answer(bid, policy=policy, stakes=known)
    least = min(known.floor_minor, known.offered_minor)
    assert all(one.amount_minor >= least for one in found.counters)
    assert found.word != "accepted" or found.amount_minor >= least


@settings(max_examples=60, deadline=None)
@given(policies(), stakes(), st.data())
def test_no_figure_of_a_counter_is_made_of_the_floor(policy: Policy, known: Stakes, data: st.DataObject) -> None:
    """Whatever the floor is, the counters are among those that the policy alone would make."""
    bid = Bid(data.draw(st.integers(1, known.owed_minor)), data.draw(st.integers(1, 14)), data.draw(st.integers(1, 7)))
    free = known._replace(floor_minor=0)
    allowed = set()
    for number in range(1, 8):
        for ppm in [policy.asking_ppm, *policy.concessions_ppm]:
            one_step = replace(policy, concessions_ppm=(ppm,), bids_most=20, accept_ppm=1, counter_from_ppm=1)
            shown = answer(bid._replace(number=number, payments=bid.payments + 100), policy=one_step, stakes=free)
            allowed |= {one.amount_minor for one in shown.counters if one.kind == "more now"}
    for one in answer(bid, policy=policy, stakes=known).counters:
        if one.kind == "more now":
            assert one.amount_minor in allowed
