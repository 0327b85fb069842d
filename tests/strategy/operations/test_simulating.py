"""What is simulated is what the night then does, figure by figure; nothing but the record of it is written."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_django import DjangoDbBlocker

from goodstanding.access.permission import OPERATOR, Actor, PermissionRefused
from goodstanding.access.role import Role
from goodstanding.strategy.document.document import Running
from goodstanding.strategy.document.finding import DocumentRefused
from goodstanding.strategy.document.reading import read
from goodstanding.strategy.models.edition import Edition, Simulation
from goodstanding.strategy.models.hand_over import CallSlot
from goodstanding.strategy.models.night import Act, Withheld
from goodstanding.strategy.night.lake import LakeRefused
from goodstanding.strategy.operations.simulating import (
    DAYS_MOST,
    SimulationRefused,
    draft_from,
    draft_named,
    in_place,
    simulate,
    try_out,
)
from goodstanding.strategy.queries.editions import NoSuchStrategy
from tests.strategy.nightly import AT, DAY, Nightly, one_night, second_edition
from tests.strategy.published import shipped_text


@pytest.fixture(scope="module")
def nightly(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Nightly]:
    """Simulate and run one night for all tests of this file."""
    with django_db_blocker.unblock(), one_night(tmp_path_factory.mktemp("data")) as found:
        yield found


def test_the_night_does_exactly_what_was_simulated(nightly: Nightly) -> None:
    first, night = nightly.simulated.days[0], nightly.night
    told = ("accounts", "due", "acts", "refused", "exceptions", "calls_placed")
    assert {name: first[name] for name in told} == {name: getattr(night, name) for name in told}
    assert first["acts"] > 20
    assert first["refused"] > 0


def test_every_step_channel_cause_and_place_is_the_same(nightly: Nightly) -> None:
    first = nightly.simulated.days[0]
    steps = Counter(Act.objects.filter(day=DAY).values_list("strategy", "treatment", "step", "kind", "channel"))
    assert steps == {
        tuple(row[name] or "" for name in ("strategy", "treatment", "step", "kind", "channel")): row["messages"]
        for row in first["by_step"]
    }
    held = Counter(Withheld.objects.values_list("cause", "rule"))
    assert held == {(row["cause"], row["rule"]): row["messages"] for row in first["withheld"]}
    slots = Counter((team, hour.isoformat()) for team, hour in CallSlot.objects.values_list("team", "hour_at"))
    assert slots == {(row["team"], row["hour_at"]): row["calls"] for row in first["load"] if row["calls"]}


def test_a_step_is_not_simulated_again_on_the_next_day(nightly: Nightly) -> None:
    days = nightly.simulated.days
    assert [day["date"] for day in days] == [(DAY + timedelta(days=ahead)).isoformat() for ahead in range(3)]
    assert days[1]["acts"] < days[0]["acts"]


def test_a_simulation_of_a_proposed_edition_is_recorded_and_is_json(nightly: Nightly) -> None:
    row = Simulation.objects.get(edition__edition=2)
    assert row.figures == json.loads(json.dumps(nightly.simulated.told()))
    assert (row.day, row.simulated_by, nightly.simulated.is_recorded) == (DAY, "operator", True)


def test_every_account_stands_in_a_segment_or_rests(nightly: Nightly) -> None:
    counted = sum(row["accounts"] for row in nightly.simulated.segments)
    assert counted == nightly.night.accounts - nightly.night.exceptions
    assert nightly.simulated.compared_with == ["agency 1"]
    assert nightly.simulated.difference["messages"]["same"] == nightly.night.acts


def test_the_sealed_sheets_give_the_night_again(nightly: Nightly) -> None:
    found = try_out(
        draft_named("agency"), day=DAY, by=OPERATOR, at=AT, folder=nightly.folder, against="sealed", workers=2
    )
    names = ("due", "acts", "refused", "calls_placed", "by_step", "withheld")
    assert {name: found.days[0][name] for name in names} == {name: nightly.simulated.days[0][name] for name in names}
    assert found.difference["messages"] == {
        "new": 0, "gone": 0, "other_step": 0, "other_channel": 0, "same": nightly.night.acts,
    }  # fmt: skip
    assert not found.is_recorded


def test_a_changed_sheet_is_not_believed(nightly: Nightly) -> None:
    sheet = next(nightly.folder.rglob("accounts-person-*.parquet"))
    content = sheet.read_bytes()
    sheet.write_bytes(content + b" ")
    with pytest.raises(LakeRefused):
        simulate(
            draft_named("agency").document,
            day=DAY,
            by=OPERATOR,
            at=AT,
            folder=nightly.folder,
            against="sealed",
            workers=1,
        )
    sheet.write_bytes(content)


def test_another_document_is_compared_with_the_running_one(nightly: Nightly) -> None:
    before = (Act.objects.count(), Withheld.objects.count(), Simulation.objects.count())
    running = draft_named("agency").document
    quiet = replace(running, edition=running.edition + 1, covers="FALSE")
    found = simulate(quiet, day=DAY, by=OPERATOR, at=AT, folder=nightly.folder, workers=1)
    assert found.days[0]["acts"] == 0
    assert found.difference["messages"]["gone"] == nightly.night.acts
    assert found.compared_with == ["agency 2"]
    assert (Act.objects.count(), Withheld.objects.count(), Simulation.objects.count()) == before


@pytest.mark.parametrize("days", [0, DAYS_MOST + 1])
def test_too_few_and_too_many_days_are_refused(nightly: Nightly, days: int) -> None:
    with pytest.raises(SimulationRefused, match=f"from 1 to {DAYS_MOST} days"):
        simulate(draft_named("agency").document, day=DAY, days=days, by=OPERATOR, at=AT, folder=nightly.folder)


def test_sealed_sheets_are_of_one_day_that_was_run(nightly: Nightly) -> None:
    document = draft_named("agency").document
    with pytest.raises(SimulationRefused, match="are of one day"):
        simulate(document, day=DAY, days=2, by=OPERATOR, at=AT, folder=nightly.folder, against="sealed")
    with pytest.raises(SimulationRefused, match="No night of 2026-07-01 is finished"):
        simulate(document, day=DAY + timedelta(days=1), by=OPERATOR, at=AT, folder=nightly.folder, against="sealed")


def test_whoever_may_not_propose_may_not_simulate(nightly: Nightly) -> None:
    auditor = Actor("user:9", frozenset({Role.AUDITOR}))
    with pytest.raises(PermissionRefused, match="try it out"):
        simulate(draft_named("agency").document, day=DAY, by=auditor, at=AT, folder=nightly.folder)


@pytest.mark.django_db
def test_a_draft_is_a_text_a_proposed_edition_or_a_document_that_ships(nightly: Nightly) -> None:
    proposed = Edition.objects.get(strategy="agency", edition=2)
    assert draft_named("agency").edition == draft_named("agency@2").edition == proposed
    assert draft_named("agency@1").document.edition == 1
    assert draft_named("small-business").edition is None
    assert draft_from(second_edition()).edition == proposed
    assert draft_from(second_edition() + "\n").edition is None
    for name, fault in (("agency@9", NoSuchStrategy), ("agency@x", SimulationRefused), ("nobody", NoSuchStrategy)):
        with pytest.raises(fault):
            draft_named(name)
    with pytest.raises(DocumentRefused):
        draft_from("strategy: [")


def test_a_draft_takes_the_place_of_its_own_strategy_only() -> None:
    agency, small = read(shipped_text("agency")), read(shipped_text("small-business"))
    other = Running(small, 10_000)
    assert in_place(agency, [Running(replace(agency, edition=7)), other]) == (Running(agency), other)
    assert in_place(agency, []) == (Running(agency),)
