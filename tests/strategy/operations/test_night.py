"""Nights over a small book of their own: run again, by two at once, cut off, proved, stopped, short of callers."""

import multiprocessing
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from goodstanding.access.permission import OPERATOR, Actor, PermissionRefused
from goodstanding.evidence import queries as evidence
from goodstanding.strategy.models.hand_over import CallSlot
from goodstanding.strategy.models.night import Act, ActLine, Night, NightPart, SealedSheet
from goodstanding.strategy.night import lake
from goodstanding.strategy.night.order import Answer
from goodstanding.strategy.operations import editions
from goodstanding.strategy.operations import night as nights
from goodstanding.strategy.operations.committing import Committing, commit_part
from goodstanding.strategy.operations.night import NightRefused, NightStopped, run_night
from tests.strategy.operations.small_book import AT, DAY, SECOND, night, small_book
from tests.strategy.published import publish_text
from tests.workbench.served import copied_database

AGAIN = 100 if os.environ.get("GOODSTANDING_LONG") else 8


@pytest.fixture
def _database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database of its own: workers of a night see only what is committed."""
    with django_db_blocker.unblock(), copied_database():
        yield


@pytest.fixture
def _book(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), small_book():
        yield


def acts() -> list[tuple[object, ...]]:
    told = Act.objects.order_by("id").values_list("person_id", "client_id", "kind", "channel", "step", "planned_at")
    return list(told)


@pytest.mark.usefixtures("_book")
def test_a_night_run_again_adds_nothing(tmp_path: Path) -> None:
    first = night(tmp_path)
    assert first.acts == first.new_acts == Act.objects.count() > 20
    assert first.parts > 1
    before, files = acts(), lake.names(DAY, folder=tmp_path)
    for _ in range(AGAIN):
        again = night(tmp_path)
        assert (again.acts, again.new_acts, again.due, again.accounts) == (first.acts, 0, first.due, first.accounts)
    assert acts() == before
    assert lake.names(DAY, folder=tmp_path) == files
    assert SealedSheet.objects.count() == len(files)
    assert evidence.verify_database().is_sound


@pytest.mark.usefixtures("_book")
def test_two_processes_on_one_night_do_it_once(tmp_path: Path) -> None:
    connection.close()
    both = multiprocessing.get_context("fork")
    started = [both.Process(target=night, args=(tmp_path,)) for _ in range(2)]
    for one in started:
        one.start()
    for one in started:
        one.join()
        assert one.exitcode == 0
    planned = acts()
    assert len(planned) > 20
    assert len({one[:3] for one in planned}) == len(planned)
    assert not Night.objects.filter(finished_at=None).exists()
    assert evidence.verify_database().is_sound
    undisturbed = night(tmp_path)
    assert undisturbed.new_acts == 0


@pytest.mark.usefixtures("_book")
def test_a_night_that_was_cut_off_tells_the_figures_of_all_its_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(answer: Answer, part: Committing) -> dict[str, int]:
        if NightPart.objects.exists():
            raise KeyboardInterrupt
        return commit_part(answer, part)

    monkeypatch.setattr(nights, "commit_part", cut_off)
    with pytest.raises(KeyboardInterrupt):
        night(tmp_path)
    monkeypatch.setattr(nights, "commit_part", commit_part)
    before = Act.objects.count()
    resumed = night(tmp_path)
    assert resumed.resumed_parts == 1
    assert 0 < resumed.new_acts == resumed.acts - before < resumed.acts
    kept = Night.objects.get().figures
    assert (kept["accounts"], kept["new_acts"]) == (resumed.accounts, resumed.acts)
    again = night(tmp_path)
    assert (resumed.accounts, resumed.due, resumed.refused) == (again.accounts, again.due, again.refused)


@pytest.mark.usefixtures("_book")
def test_a_part_somebody_else_committed_adds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def second(answer: Answer, part: Committing) -> dict[str, int]:
        commit_part(answer, part)
        return commit_part(answer, part)

    monkeypatch.setattr(nights, "commit_part", second)
    figures = night(tmp_path)
    assert (figures.acts > 20, figures.new_acts) == (True, 0)


@pytest.mark.usefixtures("_book")
def test_every_act_can_be_proved_and_names_what_it_stood_on(tmp_path: Path) -> None:
    night(tmp_path)
    part = NightPart.objects.order_by("id")[0]
    act = Act.objects.filter(entry_id=part.entry_id).order_by("id")[0]
    assert evidence.row_proof(part.entry_id, f"act:{act.pk}").count == part.figures["new_acts"]
    (told,) = [one for one in evidence.entries_for([f"night:{part.night_id}"], limit=50) if one.id == part.entry_id]
    assert told.facts is not None
    assert {"lawbook", "strategies", "known_at", "sheets"} <= set(told.facts)
    sheet = SealedSheet.objects.filter(entry_id=part.entry_id, grain="account").get()
    assert lake.verify(sheet.name, sha256=sheet.sha256, folder=tmp_path) == "sound"
    lines = ActLine.objects.filter(act_id=act.pk)
    assert {line.person_id for line in lines} == {act.person_id}


@pytest.mark.usefixtures("_book")
def test_a_stopped_strategy_ends_the_night(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse, told = nights._refuse_stopped, []

    def stop_at_the_second(running: object) -> None:
        told.append(running)
        if len(told) == 2:
            editions.stop("agency", by=OPERATOR, at=AT)
        refuse(running)  # type: ignore[arg-type]  # handed through as it came.

    monkeypatch.setattr(nights, "_refuse_stopped", stop_at_the_second)
    with pytest.raises(NightStopped, match="agency was stopped"):
        night(tmp_path)
    assert NightPart.objects.count() == 1
    part = Act.objects.count()
    monkeypatch.setattr(nights, "_refuse_stopped", refuse)
    with pytest.raises(NightRefused, match="No strategy is in force"):
        night(tmp_path)
    assert Act.objects.count() == part
    editions.resume("agency", by=OPERATOR, at=AT)
    assert night(tmp_path).acts > part


@pytest.mark.usefixtures("_book")
def test_calls_get_their_places_once(tmp_path: Path) -> None:
    publish_text(CALLING, by=OPERATOR, second=SECOND, at=AT)
    editions.end("agency", by=OPERATOR, at=AT)
    figures = night(tmp_path)
    calls = Act.objects.filter(channel="call").count()
    hours = Counter(CallSlot.objects.values_list("hour_at", flat=True))
    assert calls > figures.calls_placed == CallSlot.objects.count() > 0
    assert max(hours.values()) <= 3
    assert night(tmp_path).calls_placed == 0
    assert CallSlot.objects.count() == figures.calls_placed


CALLING = """
strategy: calling
edition: 1
title: Everybody is called
effective_from: 2010-01-01
segments: [{name: all, treatment: calls}]
treatments:
  calls:
    steps: [{name: call, when: {days_past_due: 1}, channels: [call], template: callback-invitation}]
capacity:
  teams: [{name: one, calls_per_hour: 3, opens: 09:00, closes: 17:00, timezone: America/New_York}]
"""


@pytest.mark.usefixtures("_database")
def test_a_night_needs_a_strategy_and_somebody_who_may(tmp_path: Path) -> None:
    with pytest.raises(NightRefused, match="No strategy is in force on 2026-06-30"):
        night(tmp_path)
    with pytest.raises(PermissionRefused):
        run_night(day=DAY, by=Actor("user:9"), at=AT, folder=tmp_path)


@pytest.mark.django_db
def test_a_day_nobody_ran_has_no_night() -> None:
    """Also sees to it that there is a database to copy, when this page is run alone."""
    assert not Night.objects.exists()
