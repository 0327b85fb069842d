"""Checks the signature of Twilio's posts: HMAC-SHA1 over the address and the sorted parameters, keyed by the token.

Source: Twilio's description "Validating requests" (webhooks security). The address is the one the provider was given,
which a proxy in front of us may have rewritten, so several ways of writing it are tried.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit, urlunsplit

STANDARD_PORTS = {"https": 443, "http": 80}


def signature(address: str, form: Iterable[tuple[str, str]], *, token: str) -> str:
    """Return the signature of a post, in base 64.

    >>> signature("https://example.com/a", [("B", "2"), ("A", "1")], token="t")
    't1BZ01i3gD0DM5aRCbGagT9qlw0='
    """
    told = address + "".join(name + value for name, value in sorted(set(form)))
    return base64.b64encode(hmac.digest(token.encode(), told.encode(), hashlib.sha1)).decode()


def is_signed(given: str, *, addresses: Iterable[str], form: Sequence[tuple[str, str]], tokens: Iterable[str]) -> bool:
    """Say whether a signature fits one of the addresses and one of the tokens; takes as long whether it fits or not."""
    fits = False
    for token in tokens:
        for address in addresses:
            wanted = signature(address, form, token=token)
            fits |= hmac.compare_digest(wanted.encode(), given.encode(errors="replace"))
    return fits


def ways_to_write(address: str, *, public: str = "") -> list[str]:
    """Return how a provider may have written the address: with and without the port that goes without saying.

    address  what was asked for, as a whole address or as path and question only.
    public  the address that was given to the provider; it knows the scheme and the machine, which we may not.
    """
    asked, given = urlsplit(address), urlsplit(public)
    found = [address] if asked.scheme else []
    if public:
        found += [urlunsplit(given._replace(path=path, query=asked.query)) for path in (given.path, asked.path)]
    for one in list(found):
        each = urlsplit(one)
        port = STANDARD_PORTS.get(each.scheme)
        if port and each.hostname and each.port in (None, port):
            host = f"[{each.hostname}]" if ":" in each.hostname else each.hostname
            found += [urlunsplit(each._replace(netloc=name)) for name in (host, f"{host}:{port}")]
    return list(dict.fromkeys(found))
