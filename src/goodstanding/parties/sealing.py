"""Sealing identifiers so that each is readable only with its person's own key, and erased by deleting that key.

For the operations on identifiers. A value is sealed by AES-256-GCM under the person's key; that key lies in the
database wrapped by the installation's key (AES key wrap, RFC 3394), which lies in the data folder. What a value belongs
to is sealed in with it, so a value that was moved to another person or kind does not open. It is found again by a keyed
hash under another key. Whoever holds the database but not the data folder can neither read nor guess.
"""

import hmac
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from goodstanding.refusal import Refusal

KEY_BYTES = 32
KEY_VERSION = 1
TABLE = "parties_identifier"
_NONCE_BYTES = 12
_SECRET_BYTES_MIN = 32


class SealBroken(Refusal):
    """A sealed value or key does not open: it was changed, moved, or belongs to another installation."""


class SecretTooShort(Refusal):
    """The content of a key file is too short to be a secret."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The two keys of an installation; neither is ever written to the database, nor shown in a trace."""

    wrapping: bytes = field(repr=False)
    index: bytes = field(repr=False)


def read_keys(*, wrapping_secret: bytes, index_secret: bytes) -> Keys:
    """Return the installation's keys from the content of its two key files; raises SecretTooShort."""
    return Keys(_derived(wrapping_secret, use=b"wrapping"), _derived(index_secret, use=b"index"))


def new_person_key(keys: Keys) -> bytes:
    """Return a new person's key, wrapped: 40 bytes, fit for the database."""
    return aes_key_wrap(keys.wrapping, secrets.token_bytes(KEY_BYTES))


def seal(value: str, *, kind: str, person_id: int, wrapped_key: bytes, keys: Keys) -> bytes:
    """Return the value sealed: version, nonce, ciphertext with its tag. The same value never looks the same twice."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    belongs = _belongs(kind=kind, person_id=person_id, version=KEY_VERSION)
    return bytes([KEY_VERSION]) + nonce + _cipher(wrapped_key, keys).encrypt(nonce, value.encode(), belongs)


def unseal(sealed: bytes, *, kind: str, person_id: int, wrapped_key: bytes, keys: Keys) -> str:
    """Return the value, or raise SealBroken."""
    if len(sealed) <= 1 + _NONCE_BYTES:
        raise SealBroken("The sealed value is cut short.")
    version, nonce, ciphertext = sealed[0], sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    belongs = _belongs(kind=kind, person_id=person_id, version=version)
    try:
        return _cipher(wrapped_key, keys).decrypt(nonce, ciphertext, belongs).decode()
    except InvalidTag as error:
        raise SealBroken("The sealed value does not open: it was changed or moved from somewhere else.") from error


def blind_index(value: str, *, kind: str, keys: Keys) -> bytes:
    """Return the keyed hash that a value of this kind is found by: 32 bytes."""
    return hmac.digest(keys.index, f"{kind}\0{value}".encode(), "sha256")


def _cipher(wrapped_key: bytes, keys: Keys) -> AESGCM:
    """Unwrap a person's key and return the cipher under it."""
    try:
        return AESGCM(aes_key_unwrap(keys.wrapping, wrapped_key))
    except InvalidUnwrap as error:
        raise SealBroken("The person's key does not open with this installation's key.") from error


def _belongs(*, kind: str, person_id: int, version: int) -> bytes:
    """Return what a value belongs to, which must be the same when it is opened."""
    return f"{TABLE}|{kind}|{person_id}|{version}".encode()


def _derived(secret: bytes, *, use: bytes) -> bytes:
    """Return a key for one use from a secret of any form."""
    if len(secret.strip()) < _SECRET_BYTES_MIN:
        raise SecretTooShort("The key file of the identifiers is cut short; bring it back from your backup.")
    derivation = HKDF(SHA256(), length=KEY_BYTES, salt=None, info=b"goodstanding identifiers " + use)
    return derivation.derive(secret.strip())
