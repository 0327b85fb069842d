"""Throw-away data folders for real servers, one kind of PostgreSQL after the other. Every server is stopped and removed."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from goodstanding.database import cluster
from goodstanding.database.server.binaries import Binaries, installed

INSTALLED = {one.major: one for one in installed()}
MAJORS = (15, 18)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder that is not made yet, in a place that every account may pass through."""
    place = Path(tempfile.mkdtemp(prefix="goodstanding-database-"))
    place.chmod(0o755)
    yield place / "data"
    cluster.remove(place / "data")
    shutil.rmtree(place)


@pytest.fixture(params=MAJORS, ids=lambda major: f"PostgreSQL {major}")
def binaries(request: pytest.FixtureRequest) -> Binaries:
    """Each PostgreSQL that must work. A missing one is skipped, and says so."""
    if request.param not in INSTALLED:
        pytest.skip(f"PostgreSQL {request.param} is not installed here, so it was not tested.")
    return INSTALLED[request.param]


@pytest.fixture(scope="session")
def running() -> Iterator[Path]:
    """The data folder of a server that runs during the whole session, for tests that only look."""
    place = Path(tempfile.mkdtemp(prefix="goodstanding-database-"))
    place.chmod(0o755)
    cluster.ensure_running(place / "data")
    yield place / "data"
    cluster.remove(place / "data")
    shutil.rmtree(place)


@pytest.fixture
def as_root() -> None:
    """For what only root meets."""
    if os.geteuid() != 0:
        pytest.skip("Only root can try this.")
