import random
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.arrangements.agreement.event import Event
from goodstanding.arrangements.agreement.reading import read
from goodstanding.arrangements.agreement.run import run
from tests.arrangements.agreement.samples import SETTLEMENT, bounced, day, everything, made, paid, placed, settlement

END = day(12, 31)
PAID = [placed(), paid(day(6, 30), 2, 30_000), paid(day(7, 30), 3, 30_000)]


def told(events: list[Event], **changes: str) -> list[str]:
    text = SETTLEMENT
    for old, new in changes.items():
        text = text.replace(old, new)
    acts = run(read(text), events, through=END).acts
    return [f"{act.day:%m-%d} {'un' if act.taken_back else ''}{act.deed} {act.amount_minor}" for act in acts]


def test_a_settlement_that_is_paid_is_released_once_the_payment_stood() -> None:
    assert told(PAID) == ["08-02 waive 40000", "08-02 release 0", "08-02 notify 0"]


def test_a_day_before_the_payment_stood_nothing_is_released() -> None:
    assert not run(settlement(), PAID, through=day(8, 1)).acts
    assert run(settlement(), PAID, through=day(8, 2)).acts


def test_a_bounce_after_the_release_takes_it_back_once() -> None:
    found = told([*PAID, bounced(day(8, 4), 4, 30_000, of=3)])
    assert found[3:5] == ["08-04 unrelease 0", "08-04 unwaive 40000"]
    assert Counter(found)["08-04 unwaive 40000"] == 1
    assert found[5:] == ["08-07 default 0", "08-07 notify 0"]


def test_paid_anew_in_time_it_is_released_anew_and_said_anew() -> None:
    events = [*PAID, bounced(day(8, 3), 4, 30_000, of=3), paid(day(8, 3), 5, 30_000)]
    # The new payment has stood for no day when the old one goes.
    assert told(events)[3:] == [
        "08-03 unrelease 0", "08-03 unwaive 40000", "08-06 waive 40000", "08-06 release 0", "08-06 notify 0",
    ]  # fmt: skip
    last = [act for act in run(settlement(), events, through=END).acts if act.deed == "waive"][-1]
    assert last.turn == 2


def test_a_bounce_takes_nothing_back_whose_ground_is_still_there() -> None:
    more = [*PAID, paid(day(7, 30), 6, 30_000), bounced(day(8, 4), 4, 30_000, of=3)]
    assert told(more) == ["08-02 waive 10000", "08-02 release 0", "08-02 notify 0"]


def test_an_instalment_missed_breaks_it_and_nothing_is_released_later() -> None:
    in_time = [placed(), paid(day(7, 6), 2, 60_000)]
    assert told(in_time) == ["07-09 waive 40000", "07-09 release 0", "07-09 notify 0"]
    late = [placed(), paid(day(7, 7), 2, 60_000)]
    assert told(late) == ["07-07 default 0", "07-07 notify 0"]


def test_what_is_learned_late_rewrites_the_run() -> None:
    assert told([placed()])[0] == "07-07 default 0"
    assert told([*PAID])[0] == "08-02 waive 40000"


def test_a_commission_splits_every_payment_to_the_cent_and_takes_back_what_bounced() -> None:
    events = [placed(), paid(day(6, 16), 2, 333), paid(day(6, 17), 3, 1_001), bounced(day(6, 18), 4, 333, of=2)]
    acts = [act for act in run(everything(), events, through=END).acts if act.deed == "commission"]
    assert [(act.key.occasion, act.shares, act.taken_back) for act in acts] == [
        ("2", (("agency", 42), ("creditor", 291)), False),
        ("3", (("agency", 125), ("creditor", 876)), False),
        ("2", (("agency", 42), ("creditor", 291)), True),
    ]


def test_a_discount_is_never_more_than_is_owed() -> None:
    discount = made()[2]
    taken = [act.amount_minor for act in run(discount, [placed(), paid(day(6, 20), 2, 99_000)], through=END).acts]
    assert taken == [1_000]
    assert not run(discount, [placed(), paid(day(6, 20), 2, 100_000)], through=END).acts
    late = run(discount, [placed(), paid(day(6, 26), 2, 99_000)], through=END)
    assert [act.key.clause for act in late.acts] == ["early_2"]
    assert not run(discount, [placed(), paid(day(7, 6), 2, 99_000)], through=END).acts


AMOUNTS = st.integers(1, 70_000)
DAYS = st.dates(day(6, 1), day(9, 30))


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    events = [placed()]
    for number in range(2, 2 + draw(st.integers(0, 6))):
        on, minor = draw(DAYS), draw(AMOUNTS)
        events.append(paid(on, number, minor))
        if draw(st.booleans()):
            events.append(bounced(max(on, draw(DAYS)), 100 + number, minor, of=number))
    return events


@settings(max_examples=60, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_the_same_document_and_lines_give_the_same_acts_in_whatever_order(
    events: list[Event], dice: random.Random
) -> None:
    for agreement in (settlement(), everything(), *made()):
        first = run(agreement, events, through=END)
        dice.shuffle(events)
        assert run(agreement, [*events, *events[:2]], through=END) == first
        # A run until an earlier day is the beginning of a longer one.
        early = run(agreement, events, through=day(7, 20)).acts
        assert first.acts[: len(early)] == early


@settings(max_examples=60, deadline=None)
@given(histories())
def test_what_stands_is_what_was_done_and_not_taken_back(events: list[Event]) -> None:
    for agreement in (settlement(), everything(), *made()):
        done = run(agreement, events, through=END)
        counts = Counter((act.key, act.turn) for act in done.acts if not act.taken_back)
        assert max(counts.values(), default=1) == 1
        gone = Counter((act.key, act.turn) for act in done.acts if act.taken_back)
        assert max(gone.values(), default=1) == 1
        assert set(gone) <= set(counts)
        standing = {(act.key, act.turn) for act in done.standing}
        assert standing <= set(counts) - set(gone)
        owed = sum(event.balance_minor for event in events)
        given_up = sum(act.amount_minor for act in done.standing if act.deed in ("waive", "discount"))
        assert given_up >= 0
        assert owed - given_up >= min(0, owed) - 100_000
