"""Calls the command line as a person would, in a process of its own, against a data folder of its own."""

import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from goodstanding.cli.main import run


def call(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `goodstanding WORDS --data FOLDER` and return what it said. The folder has a private database of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "GOODSTANDING_DATA"}}
    return subprocess.run(
        [sys.executable, "-m", "goodstanding.cli", *words, "--data", str(folder)],
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def call_here(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Do the same in this process, for commands that need no books: what is read once need not be read again."""
    out, err, code = StringIO(), StringIO(), 0
    with (
        patch.object(sys, "argv", ["goodstanding", *words, "--data", str(folder)]),
        patch.dict(os.environ),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            run()
        except SystemExit as ended:
            code = int(ended.code or 0)
    return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())
