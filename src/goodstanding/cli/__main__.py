"""Lets `python -m goodstanding.cli` be the command line."""

from goodstanding.cli.main import run

run()
