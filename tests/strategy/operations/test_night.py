"""Nights over a small book of their own: run again, by two at once, on odd days, on bad rows, stopped, overlapping."""

import multiprocessing
import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from goodstanding.access.permission import OPERATOR, Actor, PermissionRefused
from goodstanding.evidence import queries as evidence
from goodstanding.outreach.template.operations import publish_template, withdraw_template
from goodstanding.parties.models import ContactPoint
from goodstanding.parties.operations.consent import record_consent
from goodstanding.sample_book.operations.filling import fill
from goodstanding.strategy.models.hand_over import CallSlot
from goodstanding.strategy.models.night import Act, ActLine, Night, NightPart, SealedSheet, Withheld
from goodstanding.strategy.night import lake
from goodstanding.strategy.night.order import Answer
from goodstanding.strategy.operations import editions
from goodstanding.strategy.operations import night as nights
from goodstanding.strategy.operations.committing import Committing, commit_part
from goodstanding.strategy.operations.night import NightRefused, NightStopped, run_night
from goodstanding.strategy.queries.orders import known_at
from goodstanding.worklists.models import Task
from tests.strategy.published import publish_shipped, publish_text
from tests.workbench.served import copied_database

DAY = date(2026, 6, 30)
AT = datetime(2026, 6, 30, 4, tzinfo=UTC)
SECOND = Actor("user:2", OPERATOR.roles)
DEBTORS, WIDTH = 60, 32
AGAIN = 100 if os.environ.get("GOODSTANDING_LONG") else 8


@pytest.fixture
def _database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database of its own: workers of a night see only what is committed."""
    with django_db_blocker.unblock(), copied_database():
        yield


@pytest.fixture
def _book(_database: None) -> None:
    """A small book, with the agency's strategy published."""
    fill(DEBTORS, seed=5, as_of=DAY, by=OPERATOR, at=AT, night=True)
    publish_shipped("agency", by=OPERATOR, second=SECOND, at=AT)


def night(folder: Path, *, day: date = DAY, at: datetime = AT) -> nights.NightFigures:
    return run_night(day=day, by=OPERATOR, at=at, folder=folder, workers=1, width=WIDTH)


def acts() -> list[tuple[object, ...]]:
    told = Act.objects.order_by("id").values_list("person_id", "client_id", "kind", "channel", "step", "planned_at")
    return list(told)


def no_letters(person: int, *, at: datetime) -> None:
    record_consent(
        person, channel="letter", decision="withdrawn", source="letter", effective_at=at, by=OPERATOR, at=at
    )  # fmt: skip


def sql(statement: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


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
def test_what_was_learned_before_the_clock_was_set_back_is_not_forgotten(tmp_path: Path) -> None:
    point = ContactPoint.objects.filter(kind="address").order_by("id")[0]
    no_letters(point.person_id, at=AT + timedelta(hours=1))
    assert known_at(AT) == AT + timedelta(hours=1)
    night(tmp_path)
    assert not Act.objects.filter(person_id=point.person_id, channel="letter").exists()
    assert Night.objects.get().known_at == AT + timedelta(hours=1)


@pytest.mark.usefixtures("_book")
def test_two_documents_that_overlap_decide_nothing(tmp_path: Path) -> None:
    publish_shipped("small-business", by=OPERATOR, second=SECOND, at=AT)
    figures = night(tmp_path)
    assert figures.acts == 0
    assert figures.exceptions > DEBTORS
    task = Task.objects.filter(kind="exception").order_by("id")[0]
    assert "agency and small-business both cover" in task.title
    again = night(tmp_path)
    assert again.exceptions == figures.exceptions == Task.objects.filter(kind="exception").count()
    editions.end("small-business", by=OPERATOR, at=AT)
    night(tmp_path)
    assert Act.objects.exists()
    assert not Task.objects.filter(kind="exception", closed_at=None).exists()


@pytest.mark.usefixtures("_book")
def test_an_unpublished_template_is_an_exception_and_no_message(tmp_path: Path) -> None:
    withdraw_template("validation-notice", by=OPERATOR, at=AT)
    figures = night(tmp_path)
    assert figures.exceptions > 0
    assert not Act.objects.filter(template="validation-notice").exists()
    assert "is not published" in Task.objects.filter(kind="exception").order_by("id")[0].title
    publish_template("validation-notice", by=OPERATOR, at=AT + timedelta(minutes=1))
    night(tmp_path, at=AT + timedelta(minutes=2))
    assert Act.objects.filter(template="validation-notice").exists()
    assert not Task.objects.filter(kind="exception", closed_at=None).exists()


ZONES = """
UPDATE parties_contactpoint SET zones = '{Europe/Nowhere}'
WHERE person_id = (SELECT debtor_id FROM receivables_debt WHERE account_id = %s)
"""


@pytest.mark.usefixtures("_book")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE receivables_item SET due_date = '0202-01-01' WHERE debt_id = %s",
        "UPDATE receivables_item SET due_date = 'infinity' WHERE debt_id = %s",
        "UPDATE receivables_debt SET currency = '??' WHERE account_id = %s",
        ZONES,
    ],
)
def test_a_bad_row_goes_on_the_worklist_and_stops_nobody_else(tmp_path: Path, statement: str) -> None:
    clean = night(tmp_path, day=DAY - timedelta(days=1))
    account = ActLine.objects.exclude(step="").order_by("id")[0]
    sql(statement, account.debt_id)
    figures = night(tmp_path)
    assert figures.accounts == clean.accounts
    assert not ActLine.objects.filter(day=DAY, debt_id=account.debt_id).exists()
    assert Task.objects.filter(kind="exception", debt_id=account.debt_id).exists()
    assert figures.new_acts >= clean.new_acts - 3


@pytest.mark.usefixtures("_book")
def test_a_missing_zone_goes_on_the_worklist(tmp_path: Path) -> None:
    night(tmp_path, day=DAY - timedelta(days=1))
    person = Act.objects.filter(channel="letter").order_by("id")[0].person_id
    sql("UPDATE parties_contactpoint SET zones = '{}', region = '', postal_code = '' WHERE person_id = %s", person)
    night(tmp_path)
    assert not Act.objects.filter(day=DAY, person_id=person, channel="letter").exists()
    assert Task.objects.filter(kind="exception", person_id=person).exists()


@pytest.mark.usefixtures("_book")
@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1), date(2026, 12, 31), date(2028, 2, 29)])
def test_acts_stand_at_their_hour_by_the_persons_clock(tmp_path: Path, day: date) -> None:
    night(tmp_path, day=day, at=datetime.combine(day, AT.timetz()))
    planned = list(Act.objects.filter(channel="letter"))
    assert planned
    zones = {point.person_id: point.zones for point in ContactPoint.objects.filter(kind="address", withdrawn_at=None)}
    for act in planned:
        here = act.planned_at.astimezone(ZoneInfo(zones[act.person_id][0]))
        assert here.date() == day
        assert here.hour >= 9
        assert act.not_before <= act.planned_at < act.not_after


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


@pytest.mark.usefixtures("_book")
def test_what_is_withheld_says_why(tmp_path: Path) -> None:
    point = ContactPoint.objects.filter(kind="address").order_by("id")[0]
    no_letters(point.person_id, at=AT)
    night(tmp_path)
    held = Withheld.objects.get(person_id=point.person_id)
    assert held.cause == "law"
    assert held.rule
    assert held.reason


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
