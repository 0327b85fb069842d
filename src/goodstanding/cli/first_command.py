"""A group of commands whose first one is meant where the first word names none: `promise GF-0001 …` records one."""

from typing import Any

from typer.core import TyperGroup

HELP = "--help"


class FirstCommand(TyperGroup):
    """Reads `NAME WORDS …` as its first command unless the first word is another command or asks for help."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the first command's name before words that do not begin with one."""
        return super().parse_args(ctx, told(args, commands=list(self.commands)))


def told(words: list[str], *, commands: list[str]) -> list[str]:
    """Return the words with the first command's name in front, unless they begin with a command or ask for help.

    >>> told(["GF-1", "--json"], commands=["record", "list"]), told(["list"], commands=["record", "list"])
    (['record', 'GF-1', '--json'], ['list'])
    """
    return words if words and (words[0] in commands or words[0] == HELP) else [commands[0], *words]
