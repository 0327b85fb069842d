"""The console that answers are printed on: wide enough that no figure is ever cut off."""

from rich.console import Console

WIDTH_LEAST = 140
"""A narrow window wraps the lines; a cut-off amount would be a wrong amount. Pipes have no width at all."""


def page() -> Console:
    """Return the console for answers, which go to standard output."""
    console = Console()
    return console if console.width >= WIDTH_LEAST else Console(width=WIDTH_LEAST)
