"""Client: whose receivables these are, known in the house by one name."""

from goodstanding.refusal import Refusal

NAME_LENGTH_MAX = 200


class NameRefused(Refusal, ValueError):
    """The name is empty, too long, or holds characters that nobody can see."""


def tidy_name(name: str) -> str:
    """Return a name with its spaces folded; raise NameRefused if it is none.

    >>> tidy_name("  Larch   Utilities ")
    'Larch Utilities'
    """
    folded = " ".join(name.split())
    if not folded:
        raise NameRefused("A name is needed.")
    if len(folded) > NAME_LENGTH_MAX:
        raise NameRefused(f"A name has at most {NAME_LENGTH_MAX} characters.")
    if not folded.isprintable():
        raise NameRefused("A name holds only characters that can be seen.")
    return folded


def is_same_name(one: str, other: str) -> bool:
    """Say whether two names would be mistaken for each other: capitals and spaces aside, they are equal."""
    return tidy_name(one).casefold() == tidy_name(other).casefold()
