"""`goodstanding explain`: one sentence first, the same as JSON, and refusals as sentences."""

import json
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner, Result

from goodstanding.access.permission import OPERATOR, Actor
from goodstanding.cli.commands import explain
from goodstanding.cli.day import DayUnreadable
from goodstanding.strategy.queries.question import QuestionRefused
from tests.strategy.published import publish_shipped
from tests.workbench import cast

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def book() -> cast.Book:
    publish_shipped("small-business", by=OPERATOR, second=Actor("user:2", OPERATOR.roles), at=AT)
    return cast.enter_book(AT)


def call(*words: str) -> Result:
    """Call the command, and let its refusals through as the command line's door would see them."""
    return CliRunner().invoke(explain.app, words, catch_exceptions=False)


def test_the_sentence_comes_first_and_the_whole_story_below_it() -> None:
    lines = call("GF-0002", "--date", "2026-06-20").stdout.splitlines()
    assert lines[0].endswith(".")
    assert "20 June 2026" in lines[0]
    page = "\n".join(lines)
    for text in ("worked out now", "small-business edition 1", "segment", "Pressure", "When it may change"):
        assert text in page, text


def test_an_account_at_rest_says_why() -> None:
    assert call("GF-0001", "--date", "2026-06-20").stdout.startswith("Nothing happens on 20 June 2026: ")
    assert "Nobody is known to owe" in call("HC-9002", "--date", "2026-06-20").stdout


def test_the_story_is_one_json_object() -> None:
    told = json.loads(call("GF-0002", "--date", "2026-06-20", "--json").stdout)
    assert told["sentence"] == call("GF-0002", "--date", "2026-06-20").stdout.splitlines()[0]
    assert (told["reference"], told["date"], told["night"]["is_sealed"]) == ("GF-0002", "2026-06-20", False)


def test_all_shows_rules_that_have_nothing_against_it() -> None:
    words = ("GF-0002", "--date", "2026-06-20")
    assert len(call(*words, "--all").stdout) >= len(call(*words).stdout)


@pytest.mark.parametrize(
    ("words", "fault"),
    [(("NOBODY",), QuestionRefused), (("GF-0002", "--date", "soon"), DayUnreadable)],
)
def test_what_cannot_be_read_is_refused(words: tuple[str, ...], fault: type[Exception]) -> None:
    with pytest.raises(fault):
        call(*words)
