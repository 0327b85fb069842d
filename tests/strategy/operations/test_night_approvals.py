"""Nights over referrals that need a yes: what waits, was refused or got its yes is not proposed a second time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from goodstanding.access.permission import OPERATOR, Actor
from goodstanding.outreach.port.recording import RecordingPort
from goodstanding.sample_book.operations.filling import fill
from goodstanding.strategy.models.night import Act, ActLine, Withheld
from goodstanding.strategy.operations.approving import approve
from goodstanding.strategy.operations.hand_over import hand_over
from goodstanding.strategy.operations.night import NightFigures, run_night
from goodstanding.strategy.pending import PendingAct
from goodstanding.strategy.queries.acts import waiting_for_yes
from goodstanding.strategy.queries.explain import explain
from goodstanding.worklists.models import Task
from tests.strategy.published import publish_text
from tests.workbench.served import copied_database

DAY = date(2026, 6, 30)
AT = datetime(2026, 6, 30, 4, tzinfo=UTC)
SECOND = Actor("user:2", OPERATOR.roles)
REFERRING = """
strategy: referring
edition: 1
title: Old debts are placed
effective_from: 2025-01-01
grain: account
covers: balance_minor > 0
opens: 9:00
closes: 18:00
segments:
  - {name: everybody, when: balance_minor > 0, treatment: place}
treatments:
  place:
    steps:
      - {name: place, when: {days_since_placed: 0}, act: placement, approval: supervisor}
"""


@pytest.fixture
def _book(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A book of its own, in which debts are placed with an agency if a supervisor says yes."""
    with django_db_blocker.unblock(), copied_database():
        fill(30, seed=5, as_of=DAY, by=OPERATOR, at=AT, night=True)
        publish_text(REFERRING, by=OPERATOR, second=SECOND, at=AT)
        yield


def permits(_acts: Sequence[PendingAct], _at: datetime) -> Mapping[int, str]:
    return {}


def night(folder: Path, *, days: int = 0) -> NightFigures:
    """Run a night so many days later, and hand it over."""
    at = AT + timedelta(days=days)
    figures = run_night(day=at.date(), by=OPERATOR, at=at, folder=folder, workers=1)
    hand_over(at.date(), port=RecordingPort(folder), by=OPERATOR, at=at, ask=permits)
    return figures


def say(act: int, folder: Path, *, yes: bool, days: int = 0) -> None:
    at, port = AT + timedelta(days=days), RecordingPort(folder)
    approve(act, yes=yes, reason="Seen.", by=SECOND, at=at, port=port, ask=permits)


def days_of(debt: int) -> list[int]:
    """Return on which days, counted from the first, a debt was proposed."""
    days = ActLine.objects.filter(debt_id=debt).order_by("day").values_list("day", flat=True)
    return [(day - DAY).days for day in days]


@pytest.mark.usefixtures("_book")
def test_the_same_is_not_asked_twice_within_a_month(tmp_path: Path) -> None:
    first = night(tmp_path)
    asked = first.acts
    assert asked == Task.objects.filter(kind="approval").count() > 5
    again = night(tmp_path)
    assert (again.acts, again.new_acts, Withheld.objects.filter(cause="approval").count()) == (asked, 0, 0)
    acts = list(Act.objects.order_by("id").values_list("id", flat=True))
    refused, agreed, *_ = acts
    debts = {act: ActLine.objects.get(act_id=act).debt_id for act in acts}
    say(refused, tmp_path, yes=False)
    say(agreed, tmp_path, yes=True)
    next_day = night(tmp_path, days=1)
    assert (next_day.new_acts, Task.objects.filter(kind="approval").count()) == (0, asked)
    reasons = {
        debts: reason
        for (debts,), reason in Withheld.objects.filter(cause="approval").values_list("debt_ids", "reason")
    }
    expected = {debt: "It waits for a yes since 2026-06-30." for act, debt in debts.items() if act != agreed}
    assert reasons == expected | {debts[refused]: "It got a no on 2026-06-30: Seen."}
    told = explain(debts[refused], day=DAY + timedelta(days=1), by=OPERATOR, at=AT + timedelta(days=1), folder=tmp_path)
    assert told.sentence.startswith("Nothing goes out on 1 July 2026: a placement with an agency is due")
    assert told.sentence.endswith("but the same was asked about before. It got a no on 2026-06-30: Seen.")
    assert night(tmp_path, days=1).new_acts == 0, "A night run again holds back the same."
    assert night(tmp_path, days=30).new_acts == 0
    night(tmp_path, days=31)
    assert days_of(debts[agreed]) == [0], "What was placed is placed."
    assert {tuple(days_of(debt)) for act, debt in debts.items() if act != agreed} == {(0, 31)}
    opened = Task.objects.filter(kind="approval", closed_at=None)
    assert opened.count() == asked - 1
    assert set(opened.values_list("opened_date", flat=True)) == {DAY + timedelta(days=31)}
    assert len(RecordingPort(tmp_path).log()) == 1


@pytest.mark.usefixtures("_book")
def test_a_yes_that_has_not_left_yet_is_not_asked_again_however_long_it_takes(tmp_path: Path) -> None:
    night(tmp_path)
    act = Act.objects.order_by("id")[0].pk
    debt = ActLine.objects.get(act_id=act).debt_id
    port = RecordingPort(tmp_path)
    approve(
        act, yes=True, reason="Seen.", by=SECOND, at=AT, port=port, ask=permits, stop=lambda _strategy: True
    )  # fmt: skip
    later = AT + timedelta(days=40)
    run_night(day=later.date(), by=OPERATOR, at=later, folder=tmp_path, workers=1)
    assert days_of(debt) == [0]
    held = Withheld.objects.get(debt_ids=[debt], day=later.date())
    assert held.reason == "It got its yes on 2026-06-30 already."
    hand_over(later.date(), port=port, by=OPERATOR, at=later, ask=permits)
    assert [line["key"] for line in port.log()] == [f"act:{act}"]


@pytest.mark.django_db
def test_nothing_waits_where_no_night_ran() -> None:
    """Also sees to it that there is a database to copy, when this page is run alone."""
    assert waiting_for_yes(by=OPERATOR, at=AT) == []
