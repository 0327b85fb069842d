"""Where another machine may be asked: by https, or on this very machine.

For whoever sets an adapter. Nobody can have personal data sent in the clear, or make us ask a machine beside us for its
secrets.
"""

import ipaddress
from urllib.parse import urlsplit

from goodstanding.refusal import Refusal


class AddressRefused(Refusal, ValueError):
    """No machine may be asked at this address; the sentence says why."""


def read_address(text: str, *, name: str) -> str:
    """Return the address of a provider without a slash at its end; https, or http on this machine.

    >>> read_address("http://127.0.0.1:4010/", name="base_address")
    'http://127.0.0.1:4010'
    """
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as fault:
        raise AddressRefused(f"{name}: {text[:80]!r} is not an address.") from fault
    if parts.scheme not in {"http", "https"} or not host:
        raise AddressRefused(f"{name}: {text[:80]!r} is not an address; write it as https://api.example.com.")
    if parts.username is not None or parts.query or parts.fragment or "\\" in text or " " in text:
        raise AddressRefused(f"{name}: an address holds no name, password, question or fragment.")
    if port == 0:
        raise AddressRefused(f"{name}: {text[:80]!r} names no port.")
    if parts.scheme == "http" and not is_this_machine(host):
        raise AddressRefused(f"{name}: {host} can only be asked by https; http is for this machine (127.0.0.1).")
    _refuse_neighbours(host, name=name)
    return text.rstrip("/")


def read_host(text: str, *, name: str) -> str:
    """Return a host without a port, such as that of a mail server; raises AddressRefused."""
    host = text.strip("[]")
    is_number = _ip(host) is not None
    labels = host.rstrip(".").split(".")
    if not is_number and not all(one and len(one) <= 63 and one.replace("-", "").isalnum() for one in labels):  # noqa: PLR2004  A label of DNS.
        raise AddressRefused(f"{name}: {text[:80]!r} is not the name of a machine; write it as mail.example.com.")
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
        raise AddressRefused(f"{name}: {host} is no machine of a provider.")
    if number is None and host.replace(".", "").isdecimal():
        raise AddressRefused(f"{name}: {host} is not the number of a machine.")


def _ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return None
    mapped = number.ipv4_mapped if isinstance(number, ipaddress.IPv6Address) else None
    return mapped or number
