"""`goodstanding up`: serve the workbench."""

from typing import Annotated

import typer

from goodstanding.cli.commands import serving

app = typer.Typer(add_completion=False)


@app.command()
def up(
    port: Annotated[int, typer.Option(help="The port to serve on.")] = serving.PORT,
    host: Annotated[str, typer.Option(help="The address of this machine to serve on.")] = serving.HOST,
    workers: Annotated[int, typer.Option(help="Processes that answer.", min=1, max=64)] = serving.WORKERS,
    threads: Annotated[int, typer.Option(help="Threads of each process.", min=1, max=64)] = serving.THREADS,
    works: Annotated[bool, typer.Option("--worker/--no-worker", help="Let a worker send what is due.")] = True,
) -> None:
    """Serve the workbench until Ctrl-C, with a worker beside it."""
    serving.serve(port, host, workers=workers, threads=threads, works=works)
