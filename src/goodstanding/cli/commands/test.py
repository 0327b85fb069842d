"""`goodstanding test`: install what the tests need on top, then run all of them, or a named part."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import typer

from goodstanding.cli.main import say
from goodstanding.database.data_folder import checkout_around
from goodstanding.refusal import Refusal

app = typer.Typer(add_completion=False)
PARTS = {
    "all": ["tests"],
    "pure": ["tests/money", "tests/calendars"],
    "lint": ["tests/guards"],
    "law": ["-m", "law", "tests"],
}
CHROMIUM_PLACES = ("chromium", "chromium-browser", "google-chrome")
APT_SECONDS_MAX = 300
PROCESSES_MAX = 4
"""Each holds a database server and half a gigabyte."""


class TestsRefused(Refusal):
    """The tests cannot be run here."""

    __test__ = False


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def test(context: typer.Context) -> None:
    """Run the whole suite; or one part (pure, lint, law), with any words of pytest behind it."""
    home = checkout_around(Path(__file__))
    if home is None:
        raise TestsRefused(
            "The tests live in a source checkout; get one with git and call bin/goodstanding test there."
        )
    words = list(context.args)
    part = words.pop(0) if words and words[0] in PARTS else "all"
    chosen = words if part == "all" and any(not word.startswith("-") for word in words) else [*PARTS[part], *words]
    if part == "all":
        ready_browser()
    command = [sys.executable, "-m", "pytest", *side_by_side(part, words), *chosen]
    done = subprocess.run(command, cwd=home, env=clean_environment(), check=False)
    raise SystemExit(done.returncode)


def side_by_side(part: str, words: list[str]) -> list[str]:
    """Return pytest's words for running the whole suite with a process for each core, file by file.

    Each process has a server and a data folder of its own. Whoever names tests, or how many processes, is obeyed.
    """
    cores = min(len(os.sched_getaffinity(0)), PROCESSES_MAX)
    if part != "all" or words or cores == 1:
        return []
    return ["-n", str(cores), "--dist", "loadfile", "--no-loadscope-reorder"]


def clean_environment() -> dict[str, str]:
    """The tests choose a data folder of their own; they must never meet the books of this installation.

    Sets are walked in one order: processes that run the suite together must list the same tests.
    """
    ours = {name: value for name, value in os.environ.items() if name != "GOODSTANDING_DATA"}
    return {"PYTHONHASHSEED": "0", **ours}


def ready_browser() -> None:
    """Install Debian's chromium where we may; where we may not, say loudly what will not be tested."""
    if any(shutil.which(name) for name in CHROMIUM_PLACES):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installing chromium for the browser tests …")
        if apt("update") and apt("install", "--yes", "--no-install-recommends", "chromium", "fonts-dejavu-core"):
            return
    say("=" * 100)
    say(
        "BROWSER TESTS WILL BE SKIPPED: there is no chromium, and it could not be installed. Install it and call again."
    )
    say("=" * 100)


def apt(*words: str) -> bool:
    """Call apt-get quietly; a machine without network must not hang the suite."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            ["apt-get", "-qq", *words], env=environment, stdout=sys.stderr, timeout=APT_SECONDS_MAX, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
