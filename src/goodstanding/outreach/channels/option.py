"""What an option of a channel may be, and how it is read from what somebody typed.

For every adapter, which declares its options, and for whoever sets a channel. An address we send to is https, or it is
this machine: nobody can have personal data sent in the clear, or make us ask a machine beside us for its secrets.
"""

import ipaddress
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.parties.contact_point import ContactPointRefused, read_email, read_phone

Kind = Literal["text", "lines", "number", "yes_or_no", "phone", "email", "address", "host", "choice", "words"]

VALUE_MAX = 2000
_PORT_MAX = 65_535


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


def read_options(given: Mapping[str, str], *, options: Iterable[Option], what: str) -> dict[str, Any]:
    """Return every option as its value, with defaults where none was given; raises ChannelRefused with all faults.

    what  names the channel or provider in the sentence: "sms by twilio".
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
                values[name] = read(text, known[name])
            except ChannelRefused as fault:
                faults.append(str(fault))
    if faults:
        raise ChannelRefused(" ".join(faults))
    return values


def read(text: str, option: Option) -> Any:
    """Return what was typed for one option as its value; raises ChannelRefused."""
    value = text.strip()
    if len(value) > VALUE_MAX:
        raise ChannelRefused(f"{option.name} is longer than {VALUE_MAX} characters.")
    if not value.replace("\n", "").isprintable():
        raise ChannelRefused(f"{option.name} holds a character that cannot be shown.")
    return _READERS[option.kind](value, option)


def read_address(text: str, *, name: str) -> str:
    """Return the address of a provider without a slash at its end; https, or http on this machine.

    >>> read_address("http://127.0.0.1:4010/", name="base_address")
    'http://127.0.0.1:4010'
    """
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as fault:
        raise ChannelRefused(f"{name}: {text[:80]!r} is not an address.") from fault
    if parts.scheme not in {"http", "https"} or not host:
        raise ChannelRefused(f"{name}: {text[:80]!r} is not an address; write it as https://api.example.com.")
    if parts.username is not None or parts.query or parts.fragment or "\\" in text or " " in text:
        raise ChannelRefused(f"{name}: an address holds no name, password, question or fragment.")
    if port == 0:
        raise ChannelRefused(f"{name}: {text[:80]!r} names no port.")
    if parts.scheme == "http" and not is_this_machine(host):
        raise ChannelRefused(f"{name}: {host} can only be asked by https; http is for this machine (127.0.0.1).")
    _refuse_neighbours(host, name=name)
    return text.rstrip("/")


def read_host(text: str, *, name: str) -> str:
    """Return a host without a port, such as that of a mail server; raises ChannelRefused."""
    host = text.strip("[]")
    is_number = _ip(host) is not None
    labels = host.rstrip(".").split(".")
    if not is_number and not all(one and len(one) <= 63 and one.replace("-", "").isalnum() for one in labels):  # noqa: PLR2004  A label of DNS.
        raise ChannelRefused(f"{name}: {text[:80]!r} is not the name of a machine; write it as mail.example.com.")
    _refuse_neighbours(host, name=name)
    return host


def host_of(value: str) -> str:
    """Return the host of an address, or the host itself."""
    return (urlsplit(value).hostname or "") if "://" in value else value


def is_this_machine(host: str) -> bool:
    """Say whether a host is this very machine: localhost, or a loopback number."""
    number = _ip(host)
    return host == "localhost" or (number is not None and number.is_loopback)


def _refuse_neighbours(host: str, *, name: str) -> None:
    """Refuse numbers at which machines talk about themselves: link-local, unspecified, multicast."""
    number = _ip(host)
    if number is not None and (number.is_link_local or number.is_unspecified or number.is_multicast):
        raise ChannelRefused(f"{name}: {host} is no machine of a provider.")
    if number is None and host.replace(".", "").isdecimal():
        raise ChannelRefused(f"{name}: {host} is not the number of a machine.")


def _ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return None
    mapped = number.ipv4_mapped if isinstance(number, ipaddress.IPv6Address) else None
    return mapped or number


def _unknown(name: str, known: Mapping[str, Option], *, what: str) -> str:
    near = get_close_matches(name, known, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    has = f"It has {', '.join(known)}." if known else "It has none."
    return f"{what} has no option {name[:40]!r}.{hint} {has}"


def _number(value: str, option: Option) -> int:
    if not value.isascii() or not value.isdecimal() or not option.least <= int(value[:12]) <= option.most:
        raise ChannelRefused(f"{option.name}: {value[:40]!r} is not a number from {option.least} to {option.most}.")
    return int(value)


def _yes_or_no(value: str, option: Option) -> bool:
    if value.lower() not in {"yes", "no"}:
        raise ChannelRefused(f"{option.name} is yes or no, not {value[:40]!r}.")
    return value.lower() == "yes"


def _choice(value: str, option: Option) -> str:
    if value not in option.choices:
        raise ChannelRefused(f"{option.name} is one of {', '.join(option.choices)}; not {value[:40]!r}.")
    return value


def _phone(value: str, option: Option) -> str:
    try:
        point = read_phone(value)
    except ContactPointRefused as fault:
        raise ChannelRefused(f"{option.name}: {fault}") from fault
    if not point.is_readable or not value.startswith("+"):
        raise ChannelRefused(f"{option.name}: {value[:40]!r} is not a number; write it as +12025550100.")
    return point.value


def _email(value: str, option: Option) -> str:
    try:
        return read_email(value).value
    except ContactPointRefused as fault:
        raise ChannelRefused(f"{option.name}: {fault}") from fault


def _lines(value: str, option: Option) -> str:
    lines = [" ".join(one.split()) for one in value.replace(";", "\n").splitlines()]
    kept = [one for one in lines if one]
    if not kept:
        raise ChannelRefused(f"{option.name} needs at least one line.")
    return "\n".join(kept)


def _text(value: str, option: Option) -> str:
    if "\n" in value:
        raise ChannelRefused(f"{option.name} is one line.")
    return value


_READERS: Mapping[Kind, Callable[[str, Option], Any]] = {
    "text": _text,
    "lines": _lines,
    "number": _number,
    "yes_or_no": _yes_or_no,
    "choice": _choice,
    "phone": _phone,
    "email": _email,
    "address": lambda value, option: read_address(value, name=option.name),
    "host": lambda value, option: read_host(value, name=option.name),
    "words": lambda value, _option: tuple(one.strip() for one in value.split(",") if one.strip()),
}
