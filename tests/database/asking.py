"""Asking a server, starting another program, and ending a process: the plain deeds of these tests."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from goodstanding.database import cluster
from goodstanding.database.server import process

PROGRAM = """
import pathlib, sys
from goodstanding.database import cluster
print(cluster.ensure_running(pathlib.Path(sys.argv[1])))
"""


def one(url: str, query: str) -> object:
    """The first value of an answer."""
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None


def do(url: str, *deeds: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for deed in deeds:
            connection.execute(deed.encode())


def start_program(folder: Path) -> subprocess.Popen[str]:
    """Another program that asks for the same database."""
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder)], stdout=subprocess.PIPE, text=True, env=environ
    )


def pid_of(folder: Path) -> int:
    pid = cluster.status(folder).pid
    assert pid is not None
    return pid


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    while process.is_alive(pid):
        time.sleep(0.01)


def wait_for(path: Path) -> None:
    while not path.exists():
        time.sleep(0.002)
