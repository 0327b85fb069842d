"""`goodstanding down`: stop the embedded database server. It starts by itself with the next command."""

import os
from pathlib import Path

import typer

from goodstanding.cli.main import say
from goodstanding.database import cluster

app = typer.Typer(add_completion=False)


@app.command()
def down() -> None:
    """Stop the embedded database server of the data folder."""
    if os.environ.get("DATABASE_URL", "").strip():
        say("DATABASE_URL names a server of yours; it is left alone.")
        return
    stopped = cluster.stop(Path(os.environ["GOODSTANDING_DATA"]))
    say("The database server has stopped." if stopped else "The database server was not running.")
