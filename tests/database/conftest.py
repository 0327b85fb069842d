"""Throw-away data folders for real servers of each version. Every server is stopped and removed."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from goodstanding.database import cluster
from goodstanding.database.server.binaries import Binaries, installed

MEMORY = Path("/", "dev", "shm")
MEMORY_ENOUGH = 2 * 1024**3
INSTALLED = {one.major: one for one in installed()}
MAJORS = (15, 18)


def passable_place() -> Path:
    """A folder that every account may pass through; in memory if there is room, for it is made and thrown away."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > MEMORY_ENOUGH
    place = Path(tempfile.mkdtemp(prefix="goodstanding-test-", dir=MEMORY if roomy else None))
    place.chmod(0o755)
    return place


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder that is not made yet."""
    place = passable_place()
    yield place / "data"
    cluster.remove(place / "data")
    shutil.rmtree(place)


@pytest.fixture(scope="session")
def resting() -> Iterator[Path]:
    """A data folder with a cluster in it that does not run."""
    place = passable_place()
    cluster.ensure_running(place / "data")
    cluster.stop(place / "data")
    yield place / "data"
    shutil.rmtree(place)


@pytest.fixture
def made(folder: Path, resting: Path) -> Path:
    """A data folder of its own whose cluster rests: sooner here than a new one."""
    subprocess.run(["cp", "-a", str(resting), str(folder)], check=True)
    return folder


@pytest.fixture(params=MAJORS, ids=lambda major: f"PostgreSQL {major}")
def binaries(request: pytest.FixtureRequest) -> Binaries:
    """Each PostgreSQL that must work. A missing one is skipped, and says so."""
    if request.param not in INSTALLED:
        pytest.skip(f"PostgreSQL {request.param} is not installed here, so it was not tested.")
    return INSTALLED[request.param]


@pytest.fixture(scope="session")
def running() -> Iterator[Path]:
    """The data folder of a server that runs during the whole session, for tests that only look."""
    place = passable_place()
    cluster.ensure_running(place / "data")
    yield place / "data"
    cluster.remove(place / "data")
    shutil.rmtree(place)


@pytest.fixture
def as_root() -> None:
    """For what only root meets."""
    if os.geteuid() != 0:
        pytest.skip("Only root can try this.")
