"""Arms: level within one in every stratum, sticky, and seeded."""

from collections import Counter

from goodstanding.strategy.document.document import Arm, Document, Experiment, Segment, Treatment
from tests.strategy.decide.cast import LADDER, Row, account, document, proposals, step, steps_of

ARMS = (Arm("champion", 490_000, "dunning"), Arm("challenger", 490_000, "gentle"))


def trial(arms: tuple[Arm, ...] = ARMS, *, seed: int = 7, strata: tuple[str, ...] = ("state",)) -> Document:
    held_out = 1_000_000 - sum(arm.share_ppm for arm in arms)
    gentle = Treatment("gentle", (step("kind", 1, 3),))
    return document(
        treatments={"dunning": Treatment("dunning", LADDER), "gentle": gentle},
        experiments=(Experiment("tone", seed, ("all",), arms, strata, held_out),),
    )


def rows(many: int) -> list[Row]:
    return [account(number, state=("NY", "CA", "TX")[number % 7 % 3]) for number in range(1, many + 1)]


def test_arms_are_level_within_one_in_every_stratum() -> None:
    for many in (1, 3, 10, 500):
        for seed in (1, 2):
            assigned = proposals(rows(many), trial(seed=seed)).assigned.to_pylist()
            assert len(assigned) == many
            strata = Counter(one["stratum"] for one in assigned)
            counts = Counter((one["stratum"], one["arm"]) for one in assigned)
            for stratum, people in strata.items():
                for arm, share in (("champion", 49), ("challenger", 49), ("hold-out", 2)):
                    assert abs(counts[stratum, arm] * 100 - people * share) < 100


def test_single_people_get_every_arm_in_time() -> None:
    lone = [proposals([account(number)], trial()).assigned.to_pylist()[0]["arm"] for number in range(1, 41)]
    assert 10 < Counter(lone)["champion"] < 30


def test_arms_decide_the_treatment_and_the_held_out_are_left_alone() -> None:
    found = proposals(rows(300), trial((Arm("champion", 400_000, "dunning"), Arm("challenger", 400_000, "gentle"))))
    arm_of = {one["person_id"]: one["arm"] for one in found.assigned.to_pylist()}
    step_of = {number + 100: name for (number, _), name in steps_of(found).items()}
    expected = {"champion": "second", "challenger": "kind"}
    assert step_of == {person: expected[arm] for person, arm in arm_of.items() if arm in expected}
    assert {one["arm"] for one in found.messages.to_pylist()} == {"champion", "challenger"}


def test_arms_stay_whatever_is_drawn_later() -> None:
    first = proposals(rows(50), trial())
    known = first.assigned.select(["person_id", "experiment", "arm"]).to_pylist()
    again = proposals(rows(80), trial(seed=99), arms=known)
    assert again.assigned.num_rows == 30
    assert not set(again.assigned["person_id"].to_pylist()) & {one["person_id"] for one in known}
    kept = {one["person_id"]: one["arm"] for one in known}
    for one in again.messages.to_pylist():
        assert kept.get(one["person_id"], one["arm"]) == one["arm"]


def test_the_same_seed_draws_the_same_and_another_seed_differently() -> None:
    one, two, other = (proposals(rows(200), trial(seed=seed)).assigned for seed in (7, 7, 8))
    assert one == two
    assert one != other


def test_a_person_with_two_accounts_has_one_arm_and_the_stratum_of_the_lower() -> None:
    both = [account(2, person_id=9, state="CA"), account(1, person_id=9, state="NY")]
    assert [one["stratum"] for one in proposals(both, trial()).assigned.to_pylist()] == ["NY"]


def test_only_who_stands_in_the_segment_is_drawn() -> None:
    of = trial()
    assert proposals([account(on_hold=True)], of).assigned.num_rows == 0
    assert proposals([account(balance_minor=0)], of).assigned.num_rows == 0
    assert proposals([account(days_past_due=-9)], of).assigned.num_rows == 1


def test_an_arm_that_is_gone_follows_the_segment() -> None:
    known = [{"person_id": 101, "experiment": "house/tone", "arm": "gone"}]
    found = proposals([account()], trial(), arms=known)
    assert (steps_of(found), found.assigned.num_rows) == ({(1, None): "second"}, 0)
    assert found.messages["arm"].to_pylist() == ["gone"]


def test_an_absent_stratum_is_a_stratum() -> None:
    of = trial(strata=("score", "state"))
    assigned = proposals([account(1, state=""), account(2, state="NY", score=5)], of).assigned.to_pylist()
    assert [one["stratum"] for one in assigned] == ["|", "5|NY"]


def test_of_two_experiments_on_a_segment_the_first_has_it() -> None:
    other = Experiment("other", 1, ("all",), ARMS, (), 20_000)
    of = trial()
    both = document(treatments=of.treatments, segments=(Segment("all", "", "dunning"),),
                    experiments=(*of.experiments, other))  # fmt: skip
    assert {one["experiment"] for one in proposals(rows(9), both).assigned.to_pylist()} == {"house/tone"}
