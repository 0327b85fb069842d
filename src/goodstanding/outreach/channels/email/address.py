"""Mail addresses as they may stand in an envelope or a header, and texts as they may stand in a header.

A consignment may hold what a debtor, a client or a file wrote. Nothing of that may end a header line, hide
characters, or turn one recipient into two.
"""

import re
import unicodedata

from goodstanding.refusal import Refusal

LOCAL_MAX = 64
ADDRESS_MAX = 254
HEADER_MAX = 400
"""Characters of a subject or a name that are kept."""

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


class AddressRefused(Refusal, ValueError):
    """A mail address cannot be written to; the sentence says why."""


def checked(address: str) -> str:
    """Return an address as it may be written into an envelope, its domain in ASCII; raises AddressRefused.

    >>> checked("rowan@bücher.example")
    'rowan@xn--bcher-kva.example'
    """
    local, at, domain = address.strip().rpartition("@")
    if not at or not local:
        raise AddressRefused(f"{shown(address)} is no mail address: it needs a name, an @ and a domain.")
    if not _LOCAL.fullmatch(local) or len(local) > LOCAL_MAX:
        raise AddressRefused(f"{shown(address)} is no mail address we can write to: its name holds what no name may.")
    try:
        ascii_domain = domain.lower().encode("idna").decode("ascii")
    except UnicodeError:
        ascii_domain = ""
    if not _DOMAIN.fullmatch(ascii_domain) or len(local) + 1 + len(ascii_domain) > ADDRESS_MAX:
        raise AddressRefused(f"{shown(address)} is no mail address: its domain is none.")
    return f"{local}@{ascii_domain}"


def domain_of(address: str) -> str:
    """Return the domain of an address that was checked."""
    return address.rpartition("@")[2]


def plain(text: str) -> str:
    r"""Return a text as it may stand in a header: one line, no hidden characters, not endless.

    >>> plain("Your account\r\nBcc: all@example.com")
    'Your account Bcc: all@example.com'
    """
    spaced = " ".join(text.split())
    kept = "".join(sign for sign in spaced if unicodedata.category(sign) not in _HIDDEN)
    return kept[:HEADER_MAX].strip()


def shown(address: str) -> str:
    """Return what was meant as an address, fit for a sentence."""
    return repr(plain(address)[:80])
