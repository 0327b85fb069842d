"""The command line's door: finds the command, readies what it needs, and turns refusals into one sentence.

For whoever types `goodstanding …`. A command module lives in `cli/commands/` and offers `app`, a Typer application.
It is imported only when it is called, so that `doctor` works while the database does not.
"""

import importlib
import os
import sys
from difflib import get_close_matches
from pathlib import Path

from rich.console import Console
from rich.table import Table

from goodstanding.cli.fault import sentence_for
from goodstanding.cli.table import COMMANDS, Command
from goodstanding.database import data_folder
from goodstanding.refusal import Refusal

EXIT_REFUSED = 2
EXIT_INTERRUPTED = 130


class CommandRefused(Refusal):
    """The words on the command line name nothing that can be done."""


def run() -> None:
    """Run the command line; exit code 0 done, 1 done but with findings, 2 refused with a sentence."""
    try:
        words = take_data_folder(sys.argv[1:])
        if not words or words[0] in {"--help", "-h", "help"}:
            show_commands()
        else:
            call(find(words[0]), words[1:])
    except KeyboardInterrupt:
        say("Stopped.")
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our answer has read enough, as `| head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_INTERRUPTED)
    except Refusal as refusal:
        say(f"goodstanding: {refusal}")
        sys.exit(EXIT_REFUSED)
    except Exception as error:  # The outermost door: what the machine did is said, what we did keeps its trace.
        sentence = sentence_for(error)
        if sentence is None:
            raise
        say(f"goodstanding: {sentence}")
        sys.exit(EXIT_REFUSED)


def take_data_folder(words: list[str]) -> list[str]:
    """Take `--data DIR` out of the words, wherever it stands, and name the data folder in the environment."""
    chosen: Path | None = None
    rest: list[str] = []
    left = iter(words)
    for word in left:
        if word == "--data" or word.startswith("--data="):
            named = next(left, "") if word == "--data" else word.removeprefix("--data=")
            if not named:
                raise CommandRefused("--data names no folder; write --data DIR.")
            chosen = Path(named)
        else:
            rest.append(word)
    os.environ["GOODSTANDING_DATA"] = str(data_folder.data_folder(chosen, os.environ))
    return rest


def find(name: str) -> Command:
    """Return the command of that name; an unknown one is refused with the nearest."""
    known = {command.name: command for command in COMMANDS}
    if name not in known:
        near = get_close_matches(name, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise CommandRefused(f"There is no command {name!r}.{hint} Call goodstanding --help for all of them.")
    return known[name]


def call(command: Command, words: list[str]) -> None:
    """Ready what the command needs, import it and hand it its words."""
    if command.needs == "books":
        readiness = importlib.import_module("goodstanding.cli.commands.readiness")
        # Asking for help makes no database.
        readiness.ready_help() if {"--help", "-h"} & set(words) else readiness.ready_books()
    module = importlib.import_module(f"goodstanding.cli.commands.{command.module}")
    module.app(args=words, prog_name=f"goodstanding {command.name}")


def show_commands() -> None:
    """Print every command with its one line."""
    table = Table(box=None, show_header=False, padding=(0, 2))
    for command in COMMANDS:
        table.add_row(command.name, command.summary)
    console = Console()
    console.print("goodstanding COMMAND …   brings overdue accounts back into good standing\n", highlight=False)
    console.print(table)
    console.print("\nEvery command takes --data DIR (where its data lives) and --help.", highlight=False)


def say(sentence: str) -> None:
    """Say something to the person at the terminal; standard output belongs to answers."""
    sys.stderr.write(f"{sentence}\n")
