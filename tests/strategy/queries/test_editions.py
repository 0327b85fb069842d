"""What is told of editions."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodstanding.access.permission import Actor
from goodstanding.access.role import Role
from goodstanding.strategy.operations import editions
from goodstanding.strategy.queries.editions import cards, document_of, is_stopped
from tests.strategy.document.sample import SOUND, changed

pytestmark = pytest.mark.django_db

AT = datetime(2025, 6, 30, 12, tzinfo=UTC)
STELLA = Actor("user:1", frozenset({Role.STRATEGIST}))
SUSAN = Actor("user:2", frozenset({Role.SUPERVISOR}))


def test_every_edition_says_how_it_stands() -> None:
    for number, share_ppm in ((1, 1_000_000), (2, 1_000_000), (3, 10_000), (4, 0)):
        row = editions.propose(changed(("edition: 1", f"edition: {number}")), by=STELLA, at=AT)
        if share_ppm:
            editions.record_simulation(row, day=AT.date(), figures={}, by=STELLA, at=AT)
            editions.publish("corner-shop", number, by=SUSAN, at=AT, share_ppm=share_ppm)
    told = [(card.edition, card.standing, card.share_ppm, card.simulated_at) for card in cards(AT)]
    assert told == [
        (4, "proposed", 0, None), (3, "ramped", 10_000, AT), (2, "published", 990_000, AT), (1, "replaced", 0, AT),
    ]  # fmt: skip
    editions.stop("corner-shop", by=SUSAN, at=AT)
    assert [card.standing for card in cards(AT)] == ["proposed", "stopped", "stopped", "replaced"]
    editions.end("corner-shop", by=SUSAN, at=AT)
    editions.end("corner-shop", by=SUSAN, at=AT)
    assert [card.standing for card in cards(AT)] == ["proposed", "ended", "ended", "ended"]


def test_whether_it_is_stopped_is_one_question() -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert not is_stopped("corner-shop")
    assert len(queries) == 1


def test_an_edition_is_read_from_its_text() -> None:
    editions.propose(SOUND, by=STELLA, at=AT)
    assert document_of("corner-shop", 1) == document_of("corner-shop", 1)
