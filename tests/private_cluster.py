"""Starts a throw-away PostgreSQL before Django's settings load, and ends it after the last test.

A pytest plugin named in pyproject.toml, because pytest-django reads the settings before any conftest.py.
Where DATABASE_URL is set, the tests use that server instead.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from goodstanding.database import cluster

OURS = "GOODSTANDING_TEST_FOLDER_IS_OURS"


def begin() -> None:
    """Name a data folder and a database for this run of the tests, unless the environment names them.

    Where tests run in several processes, each has a folder and a server of its own: what one leaves is nothing to
    the others.
    """
    if os.environ.get("PYTEST_XDIST_WORKER") and os.environ.pop(OURS, ""):
        del os.environ["GOODSTANDING_DATA"], os.environ["DATABASE_URL"]
    ours = "GOODSTANDING_DATA" not in os.environ
    if ours:
        folder = Path(tempfile.mkdtemp(prefix="goodstanding-test-"))
        os.environ["GOODSTANDING_DATA"] = str(folder)
        os.environ[OURS] = "yes"
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folder = Path(os.environ["GOODSTANDING_DATA"])
    if "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = cluster.connect_url(folder, os.environ)
        # As root the rows may lie outside the folder, so a throw-away cluster is removed and not only stopped.
        atexit.register(cluster.remove if ours else cluster.stop, folder)


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """Hash passwords once instead of a million times; whoever serves in a process of its own can still check them."""
    PBKDF2PasswordHasher.iterations = 1


begin()
