import socket
from pathlib import Path

import pytest

from goodstanding.database import cluster, outside
from goodstanding.database.refusal import DatabaseRefused


@pytest.mark.parametrize(
    "url",
    [
        "mysql://localhost/books",
        "books",
        "/var/lib/books",
        "postgresql+psycopg://localhost/books",
        "http://localhost",
        "postgres",
    ],
)
def test_what_is_not_postgresql(url: str) -> None:
    with pytest.raises(DatabaseRefused, match="does not name a PostgreSQL database"):
        outside.checked(url)


@pytest.mark.parametrize(
    "url", ["postgresql://localhost:port/books", "postgresql://[::1/books", "postgresql://localhost/books?colour=red"]
)
def test_what_cannot_be_read(url: str) -> None:
    with pytest.raises(DatabaseRefused, match="DATABASE_URL"):
        outside.checked(url)


def test_nobody_answers_and_the_password_stays_secret() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"postgresql://pat:hush-hush@127.0.0.1:{taken.getsockname()[1]}/books"
        with pytest.raises(DatabaseRefused, match=r"books on 127\.0\.0\.1") as refused:
            outside.checked(url)
    assert "hush" not in str(refused.value)
    assert "refused" in str(refused.value)


def test_a_database_that_is_not_there(running: Path) -> None:
    url = cluster.ensure_running(running).replace("/goodstanding?", "/absent?")
    with pytest.raises(DatabaseRefused, match='database "absent" does not exist'):
        outside.checked(url)


def test_a_role_that_is_not_let_in(running: Path) -> None:
    url = cluster.ensure_running(running).replace("//goodstanding@", "//stranger@")
    with pytest.raises(DatabaseRefused, match="does not let us in"):
        outside.checked(url)


def test_old_and_new_enough(running: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = cluster.ensure_running(running)
    major = cluster.status(running).major
    assert major is not None
    monkeypatch.setattr(outside, "OLDEST_MAJOR", major)
    assert outside.checked(url) == url
    monkeypatch.setattr(outside, "OLDEST_MAJOR", major + 1)
    with pytest.raises(DatabaseRefused, match=f"leads to PostgreSQL {major}, and Goodstanding needs {major + 1}"):
        outside.checked(url)
