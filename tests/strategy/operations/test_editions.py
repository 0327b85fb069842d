"""Proposing, publishing, ramping and stopping editions of strategies."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.access.permission import OPERATOR, Actor, PermissionRefused
from goodstanding.access.role import Role
from goodstanding.evidence.models import Entry
from goodstanding.outreach.template.operations.standing import withdraw_template
from goodstanding.strategy.document.finding import DocumentRefused
from goodstanding.strategy.models.edition import Edition, Standing
from goodstanding.strategy.operations import editions
from goodstanding.strategy.operations.editions import EditionRefused
from goodstanding.strategy.queries import editions as asked
from goodstanding.strategy.queries.editions import NoSuchStrategy
from tests.strategy.document.sample import SOUND, changed

pytestmark = pytest.mark.django_db

AT = datetime(2025, 6, 30, 12, tzinfo=UTC)
STELLA = Actor("user:1", frozenset({Role.STRATEGIST}))
SUSAN = Actor("user:2", frozenset({Role.SUPERVISOR}))
COLIN = Actor("user:3", frozenset({Role.COLLECTOR}))
SHOP = "corner-shop"


def proposed(number: int = 1, *, at: datetime = AT) -> Edition:
    row = editions.propose(changed(("edition: 1", f"edition: {number}")), by=STELLA, at=at)
    editions.record_simulation(row, day=at.date(), figures={"acts": 3}, by=STELLA, at=at)
    return row


def published(number: int = 1, *, share_ppm: int = 1_000_000) -> None:
    proposed(number)
    editions.publish(SHOP, number, by=SUSAN, at=AT, share_ppm=share_ppm)


def runs() -> list[tuple[int, int, int | None, bool]]:
    return [
        (one.document.edition, one.share_ppm, one.before.edition if one.before else None, one.stopped)
        for one in asked.running(day=AT.date(), at=AT)
    ]


def test_what_is_proposed_does_not_run() -> None:
    row = proposed()
    assert (row.strategy, row.edition, row.proposed_by, row.text) == (SHOP, 1, "user:1", SOUND)
    assert runs() == []
    assert not asked.is_stopped(SHOP)


def test_a_document_with_errors_is_not_proposed() -> None:
    with pytest.raises(DocumentRefused, match="no column blance"):
        editions.propose(changed(("balance_minor >=", "blance >=")), by=STELLA, at=AT)
    assert not Edition.objects.exists()


def test_an_edition_is_above_the_last() -> None:
    proposed(3)
    for number in (2, 3):
        with pytest.raises(EditionRefused, match="write edition: 4"):
            proposed(number)
    proposed(4)


def test_nobody_publishes_what_they_proposed() -> None:
    proposed()
    with pytest.raises(EditionRefused, match="somebody else has to publish it"):
        editions.publish(SHOP, 1, by=STELLA, at=AT)
    editions.publish(SHOP, 1, by=SUSAN, at=AT)
    assert runs() == [(1, 1_000_000, None, False)]


def test_a_simulation_is_not_for_a_day_that_is_over() -> None:
    row = editions.propose(SOUND, by=STELLA, at=AT)
    editions.record_simulation(row, day=AT.date() - timedelta(days=2), figures={}, by=STELLA, at=AT)
    with pytest.raises(EditionRefused, match="for a day that is over"):
        editions.publish(SHOP, 1, by=SUSAN, at=AT)
    editions.record_simulation(row, day=AT.date(), figures={}, by=STELLA, at=AT + timedelta(minutes=1))
    editions.publish(SHOP, 1, by=SUSAN, at=AT + timedelta(minutes=2))


def test_a_simulation_is_not_older_than_a_day() -> None:
    row = editions.propose(SOUND, by=STELLA, at=AT)
    with pytest.raises(EditionRefused, match="never simulated; goodstanding simulate corner-shop"):
        editions.publish(SHOP, 1, by=SUSAN, at=AT)
    editions.record_simulation(row, day=AT.date(), figures={}, by=SUSAN, at=AT)
    late = AT + timedelta(hours=24)
    with pytest.raises(EditionRefused, match="simulated last at 2025-06-30 12:00"):
        editions.publish(SHOP, 1, by=SUSAN, at=late + timedelta(seconds=1))
    editions.publish(SHOP, 1, by=SUSAN, at=late)


def test_a_text_that_was_withdrawn_or_never_written_stands_in_the_way() -> None:
    proposed()
    withdraw_template("reminder", channel="letter", by=OPERATOR, at=AT)
    with pytest.raises(EditionRefused, match="not published: reminder by letter"):
        editions.publish(SHOP, 1, by=SUSAN, at=AT)
    row = editions.propose(
        changed(("edition: 1", "edition: 2"), ("template: reminder", "template: unheard-of")), by=STELLA, at=AT
    )
    editions.record_simulation(row, day=AT.date(), figures={}, by=STELLA, at=AT)
    with pytest.raises(EditionRefused, match="unheard-of by email, unheard-of by letter"):
        editions.publish(SHOP, 2, by=SUSAN, at=AT)


def test_an_edition_is_published_once_and_none_below_it() -> None:
    proposed(1)
    published(2)
    with pytest.raises(EditionRefused, match="published before; propose a new one"):
        editions.publish(SHOP, 2, by=SUSAN, at=AT)
    with pytest.raises(EditionRefused, match="Edition 2 of corner-shop is newer"):
        editions.publish(SHOP, 1, by=SUSAN, at=AT)


def test_a_share_rises_to_the_whole() -> None:
    published(1)
    published(2, share_ppm=10_000)
    assert runs() == [(2, 10_000, 1, False)]
    with pytest.raises(EditionRefused, match="holds for 1 % of people already"):
        editions.ramp(SHOP, 10_000, by=SUSAN, at=AT)
    editions.ramp(SHOP, 100_000, by=SUSAN, at=AT)
    assert runs() == [(2, 100_000, 1, False)]
    proposed(3)
    with pytest.raises(EditionRefused, match="Edition 2 is on its way, for 10 % of people"):
        editions.publish(SHOP, 3, by=SUSAN, at=AT)
    editions.ramp(SHOP, 1_000_000, by=SUSAN, at=AT)
    assert runs() == [(2, 1_000_000, None, False)]
    with pytest.raises(EditionRefused, match="No edition of corner-shop is on its way"):
        editions.ramp(SHOP, 1_000_000, by=SUSAN, at=AT)


@pytest.mark.parametrize("share_ppm", [0, 1_000_001])
def test_a_share_is_a_part_of_the_whole(share_ppm: int) -> None:
    proposed()
    with pytest.raises(EditionRefused, match="above 0 % and is at most 100 %"):
        editions.publish(SHOP, 1, by=SUSAN, at=AT, share_ppm=share_ppm)
    editions.publish(SHOP, 1, by=SUSAN, at=AT, share_ppm=10_000)
    with pytest.raises(EditionRefused, match="above 0 % and is at most 100 %"):
        editions.ramp(SHOP, share_ppm, by=SUSAN, at=AT)


def test_a_stop_holds_until_it_is_lifted() -> None:
    published(1)
    published(2, share_ppm=10_000)
    editions.stop(SHOP, by=SUSAN, at=AT)
    assert asked.is_stopped(SHOP)
    assert runs() == [(2, 10_000, 1, True)]
    with pytest.raises(EditionRefused, match="is stopped already"):
        editions.stop(SHOP, by=SUSAN, at=AT)
    with pytest.raises(EditionRefused, match="is stopped; resume it first"):
        editions.ramp(SHOP, 100_000, by=SUSAN, at=AT)
    proposed(3)
    with pytest.raises(EditionRefused, match="is stopped; resume it first, or end it"):
        editions.publish(SHOP, 3, by=SUSAN, at=AT)
    editions.resume(SHOP, by=SUSAN, at=AT)
    assert not asked.is_stopped(SHOP)
    assert runs() == [(2, 10_000, 1, False)]
    with pytest.raises(EditionRefused, match="is not stopped"):
        editions.resume(SHOP, by=SUSAN, at=AT)


def test_ending_what_is_on_its_way_gives_everybody_back_and_ending_again_is_the_end() -> None:
    published(1)
    published(2, share_ppm=10_000)
    editions.end(SHOP, by=SUSAN, at=AT)
    assert runs() == [(1, 1_000_000, None, False)]
    assert not asked.is_stopped(SHOP)
    editions.end(SHOP, by=SUSAN, at=AT)
    assert runs() == []
    assert asked.is_stopped(SHOP)
    for deed in (editions.end, editions.stop, editions.resume):
        with pytest.raises(EditionRefused, match="is not running"):
            deed(SHOP, by=SUSAN, at=AT)
    published(3)
    assert runs() == [(3, 1_000_000, None, False)]


def test_what_nobody_proposed_is_refused_with_the_nearest() -> None:
    proposed()
    with pytest.raises(NoSuchStrategy, match="Did you mean corner-shop"):
        editions.stop("corner-shp", by=SUSAN, at=AT)
    with pytest.raises(NoSuchStrategy, match="has no edition 7"):
        editions.publish(SHOP, 7, by=SUSAN, at=AT)


def test_each_deed_asks_for_its_permission() -> None:
    published()
    row = asked.edition_of(SHOP)
    for refused in (
        lambda: editions.propose(SOUND, by=COLIN, at=AT),
        lambda: editions.record_simulation(row, day=AT.date(), figures={}, by=COLIN, at=AT),
        lambda: editions.publish(SHOP, 1, by=COLIN, at=AT),
        lambda: editions.ramp(SHOP, 1, by=COLIN, at=AT),
        lambda: editions.stop(SHOP, by=COLIN, at=AT),
        lambda: editions.resume(SHOP, by=COLIN, at=AT),
        lambda: editions.end(SHOP, by=COLIN, at=AT),
    ):
        with pytest.raises(PermissionRefused):
            refused()


def test_every_deed_leaves_an_entry() -> None:
    published(1, share_ppm=10_000)
    editions.ramp(SHOP, 100_000, by=SUSAN, at=AT)
    editions.stop(SHOP, by=SUSAN, at=AT)
    editions.resume(SHOP, by=SUSAN, at=AT)
    editions.end(SHOP, by=SUSAN, at=AT)
    kinds = (
        Entry.objects.filter(subjects__contains=[f"strategy:{SHOP}"])
        .order_by("position")
        .values_list("kind", flat=True)
    )
    assert [kind.removeprefix("strategy.edition_") for kind in kinds] == [
        "proposed", "simulated", "published", "ramped", "stopped", "resumed", "ended",
    ]  # fmt: skip


def test_what_was_said_is_never_changed() -> None:
    published()
    for statement in ("UPDATE strategy_edition SET text = ''", "DELETE FROM strategy_standing"):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Standing.objects.count() == 1


def test_a_strategy_runs_as_it_was_known() -> None:
    published()
    editions.stop(SHOP, by=SUSAN, at=AT + timedelta(hours=1))
    assert runs() == [(1, 1_000_000, None, False)]
    assert asked.running(day=AT.date(), at=AT - timedelta(seconds=1)) == ()
    assert asked.running(day=date(2024, 12, 31), at=AT) == ()
    assert asked.running(day=AT.date(), at=AT + timedelta(hours=1))[0].stopped
