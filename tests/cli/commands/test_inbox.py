"""What providers posted, on the command line: figures, lists, and a sentence where there is nothing to list."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from typer.testing import CliRunner

from goodstanding.cli.commands.inbox import InboxRefused, app
from goodstanding.outreach.inbox.refused import FILE, count_refused
from goodstanding.outreach.models.channel import InboxEvent

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder, in which nothing was refused yet."""
    place = Path(settings.DATA_FOLDER)
    monkeypatch.setenv("GOODSTANDING_DATA", str(place))
    (place / FILE).unlink(missing_ok=True)
    return place


def said(*words: str) -> str:
    done = CliRunner().invoke(app, list(words))
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


def enter(source: str, outcome: str = "") -> None:
    InboxEvent.objects.create(
        source=source, digest=f"{source}{outcome}", body=b"{}", received_at=AT, outcome=outcome,
        read_at=AT if outcome else None,
    )  # fmt: skip


def test_figures_by_source_with_what_was_refused_at_the_door(folder: Path) -> None:
    assert "Nothing was posted to us yet" in said()
    enter("mailgun")
    enter("mailgun", "cannot be read: KeyError")
    count_refused(folder, source="mailgun", reason="forged")
    count_refused(folder, source="unknown", reason="unknown")
    assert json.loads(said("--json")) == {
        "mailgun": {"taken": 2, "waiting": 1, "unreadable": 1, "refused": {"forged": 1}},
        "unknown": {"taken": 0, "waiting": 0, "unreadable": 0, "refused": {"unknown": 1}},
    }
    assert "1 forged" in said()


def test_posts_are_listed_with_what_came_of_them() -> None:
    assert said("posts") == "There are none.\n"
    enter("mailgun")
    enter("postmark", "cannot be read: KeyError")
    assert "waits to be read" in said("posts", "--source", "mailgun")
    (line,) = said("posts", "--unreadable", "--json").splitlines()
    assert json.loads(line)["outcome"] == "cannot be read: KeyError"


def test_a_source_that_is_none_is_refused_with_those_there_are() -> None:
    with pytest.raises(InboxRefused, match="'nobody' is no source"):
        said("posts", "--source", "nobody")
