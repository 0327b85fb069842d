"""Sealing the secrets of second factors, so that a stolen database does not let anybody in.

For the sign-in pages. The key comes from the data folder, never from the database.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from goodstanding.refusal import Refusal


class SecondFactorUnreadable(Refusal):
    """A second factor was sealed with another key than this installation's."""


def seal(text: str, *, secret: str) -> str:
    """Return the text sealed; the same text never looks the same twice."""
    return _sealer(secret).encrypt(text.encode()).decode()


def unseal(sealed: str, *, secret: str) -> str:
    """Return the text, or raise SecondFactorUnreadable."""
    try:
        return _sealer(secret).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise SecondFactorUnreadable(
            "This second factor was set up under another key; bring back keys/second_factors from your backup, "
            "or remove the factor and set it up again."
        ) from error


def _sealer(secret: str) -> Fernet:
    """Return what seals under a key made from the installation's secret."""
    derivation = HKDF(SHA256(), length=32, salt=None, info=b"goodstanding second factors")
    return Fernet(urlsafe_b64encode(derivation.derive(secret.encode())))
