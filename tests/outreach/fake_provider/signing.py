"""How the posts of the two providers are signed; written from their descriptions, apart from what our adapters do."""

import base64
import hashlib
import hmac
from collections.abc import Iterable


def twilio(address: str, form: Iterable[tuple[str, str]], *, token: str) -> str:
    """The address, then every parameter's name and value in the order of names; HMAC-SHA1, in base 64."""
    text = address
    for name, value in sorted(set(form)):
        text += name + value
    return base64.b64encode(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()).decode()


def lob(body: bytes, *, timestamp: str, secret: str) -> str:
    """The time, a dot, the body; HMAC-SHA256 in hexadecimal."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
