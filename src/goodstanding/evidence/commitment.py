"""The salted commitment: a hash that binds us to a body without giving the body away.

For the log, whose leaves are commitments. The salt is 32 random bytes, so nobody can guess a short body from its
commitment; once salt and body are erased, the commitment says nothing any more, and every proof still holds.
"""

from hashlib import sha256

SALT_BYTES = 32


def commit(body: bytes, *, salt: bytes) -> bytes:
    """Return the 32-byte commitment to a body; the salt is 32 random bytes."""
    assert len(salt) == SALT_BYTES, "A salt has 32 bytes."
    return sha256(salt + body).digest()


def opens(commitment: bytes, *, salt: bytes, body: bytes) -> bool:
    """Say whether salt and body are what the commitment was made from; never raises."""
    return len(salt) == SALT_BYTES and sha256(salt + body).digest() == commitment
