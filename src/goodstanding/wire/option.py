"""What an option of an adapter may be, and how it is read from what somebody typed.

For every adapter, which declares its options, and for whoever sets one. A chapter that knows more kinds of options,
such as telephone numbers, brings their readers along.
"""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, Literal, NamedTuple

from goodstanding.refusal import Refusal
from goodstanding.wire.address import AddressRefused, read_address, read_host

Kind = Literal["text", "lines", "number", "yes_or_no", "phone", "email", "address", "host", "choice", "words"]

VALUE_MAX = 2000


class OptionRefused(Refusal, ValueError):
    """An option cannot be set like this; the sentence says why."""


class Option(NamedTuple):
    """One option: its name, what it means, whether it must be given, an example, and what holds where it is absent."""

    name: str
    meaning: str
    required: bool = False
    example: str = ""
    kind: Kind = "text"
    default: Any = None
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 1_000_000_000


Readers = Mapping[str, Callable[[str, Option], Any]]
"""How the value of each kind of option is read; a reader raises a Refusal."""


def read_options(
    given: Mapping[str, str], *, options: Iterable[Option], what: str, more: Readers | None = None
) -> dict[str, Any]:
    """Return every option as its value, with defaults where none was given; raises OptionRefused with all faults.

    what  names what is set in the sentence: "sms by twilio".
    more  readers of kinds that are not known here.
    """
    known = {option.name: option for option in options}
    faults = [_unknown(name, known, what=what) for name in given if name not in known]
    faults += [
        f"{what} needs {option.name}: {option.meaning} For example {option.name}={option.example}."
        for option in known.values()
        if option.required and not given.get(option.name, "").strip()
    ]
    values: dict[str, Any] = {option.name: option.default for option in known.values() if option.default is not None}
    for name, text in given.items():
        if name in known and text.strip():
            try:
                values[name] = read(text, known[name], more=more)
            except OptionRefused as fault:
                faults.append(str(fault))
    if faults:
        raise OptionRefused(" ".join(faults))
    return values


def read(text: str, option: Option, *, more: Readers | None = None) -> Any:
    """Return what was typed for one option as its value; raises OptionRefused."""
    value = text.strip()
    if len(value) > VALUE_MAX:
        raise OptionRefused(f"{option.name} is longer than {VALUE_MAX} characters.")
    if not value.replace("\n", "").isprintable():
        raise OptionRefused(f"{option.name} holds a character that cannot be shown.")
    reader = {**READERS, **(more or {})}.get(option.kind)
    assert reader is not None, f"Nobody reads options of the kind {option.kind}."
    try:
        return reader(value, option)
    except AddressRefused as fault:
        raise OptionRefused(str(fault)) from fault


def _unknown(name: str, known: Mapping[str, Option], *, what: str) -> str:
    near = get_close_matches(name, known, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    has = f"It has {', '.join(known)}." if known else "It has none."
    return f"{what} has no option {name[:40]!r}.{hint} {has}"


def _number(value: str, option: Option) -> int:
    if not value.isascii() or not value.isdecimal() or not option.least <= int(value[:12]) <= option.most:
        raise OptionRefused(f"{option.name}: {value[:40]!r} is not a number from {option.least} to {option.most}.")
    return int(value)


def _yes_or_no(value: str, option: Option) -> bool:
    if value.lower() not in {"yes", "no"}:
        raise OptionRefused(f"{option.name} is yes or no, not {value[:40]!r}.")
    return value.lower() == "yes"


def _choice(value: str, option: Option) -> str:
    if value not in option.choices:
        raise OptionRefused(f"{option.name} is one of {', '.join(option.choices)}; not {value[:40]!r}.")
    return value


def _lines(value: str, option: Option) -> str:
    lines = [" ".join(one.split()) for one in value.replace(";", "\n").splitlines()]
    kept = [one for one in lines if one]
    if not kept:
        raise OptionRefused(f"{option.name} needs at least one line.")
    return "\n".join(kept)


def _text(value: str, option: Option) -> str:
    if "\n" in value:
        raise OptionRefused(f"{option.name} is one line.")
    return value


READERS: Readers = {
    "text": _text,
    "lines": _lines,
    "number": _number,
    "yes_or_no": _yes_or_no,
    "choice": _choice,
    "address": lambda value, option: read_address(value, name=option.name),
    "host": lambda value, option: read_host(value, name=option.name),
    "words": lambda value, _option: tuple(one.strip() for one in value.split(",") if one.strip()),
}
