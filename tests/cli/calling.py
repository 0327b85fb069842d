"""Calls the command line as a person would, in a process of its own, against a data folder of its own."""

import os
import subprocess
import sys
from pathlib import Path


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
