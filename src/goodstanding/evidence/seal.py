"""Checkpoints: a signed sentence "this log has this size and this root", small enough to print, mail or copy out.

For the operator who keeps them outside, and for everybody who checks a log against them. The form is the signed note
and checkpoint of the C2SP specifications, so other people's tools can read it: three lines (origin, size, root in
base64), an empty line, and a signature line. The signature is Ed25519.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from goodstanding.evidence import log
from goodstanding.refusal import Refusal

_ED25519 = b"\x01"
_SIGNATURE = "— "
_SIGNATURE_LINE = re.compile(_SIGNATURE + r"(?P<name>\S+) (?P<signature>\S+)")
_NOTE_CHARACTERS_MAX = 100_000
_PUBLIC_BYTES = 32
_VERIFIER = re.compile(r"(?P<name>[!-*,-~]+)\+(?P<key_id>[0-9a-f]{8})\+(?P<key>\S+)")
_TEXT = re.compile(r"(?P<origin>[^\n]+)\n(?P<size>0|[1-9][0-9]{0,18})\n(?P<root>[^\n]+)\n([^\n]+\n)*")


class SealBroken(Refusal):
    """A checkpoint or a public key is not what it should be; the sentence says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a checkpoint says: which log, how many entries, which root (32 bytes)."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key and the name it signs under. Its text form can be handed to anybody."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The first four bytes of the hash over name and key, which a signature line carries."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{_text(_ED25519 + self.public)}"


def verifier_of(key: Ed25519PrivateKey) -> Verifier:
    """Return the public half of a signing key. Its name is made from the key, so two logs never share one."""
    public = key.public_key().public_bytes_raw()
    return Verifier(f"goodstanding/evidence-{sha256(public).hexdigest()[:16]}", public)


def read_verifier(text: str) -> Verifier:
    """Return the verifier that `str()` wrote as one line, or raise SealBroken."""
    match = _VERIFIER.fullmatch(text.strip())
    packed = _bytes(match["key"]) if match else None
    if match is None or packed is None:
        raise SealBroken("The public key must read name+key id+key.")
    if packed[:1] != _ED25519 or len(packed) != _PUBLIC_BYTES + 1:
        raise SealBroken("The public key is not an Ed25519 key.")
    verifier = Verifier(match["name"], packed[1:])
    if verifier.key_id.hex() != match["key_id"]:
        raise SealBroken("The public key does not fit its own name; part of it was changed.")
    return verifier


def sign(size: int, root: bytes, *, key: Ed25519PrivateKey) -> str:
    """Return the signed note for a log of this size and root."""
    verifier = verifier_of(key)
    text = f"{verifier.name}\n{size}\n{_text(root)}\n"
    signature = verifier.key_id + key.sign(text.encode())
    return f"{text}\n{_SIGNATURE}{verifier.name} {_text(signature)}\n"


def unseal(note: str, *, verifier: Verifier) -> Checkpoint:
    """Return what a signed note says, or raise SealBroken unless this verifier's signature on it is right.

    Lines signed by others (a witness, say) are passed over; extension lines below the root are allowed and ignored.
    """
    text, gap, signatures = note.rpartition("\n\n")
    if not gap or len(note) > _NOTE_CHARACTERS_MAX or not note.endswith("\n"):
        raise SealBroken("The checkpoint is not a signed note.")
    text += "\n"
    signed = _signature_of(verifier, signatures[:-1].split("\n"))
    try:
        Ed25519PublicKey.from_public_bytes(verifier.public).verify(signed, text.encode())
    except (InvalidSignature, ValueError) as error:
        raise SealBroken("The signature of the checkpoint is wrong; its text was changed or forged.") from error
    return _read(text, origin=verifier.name)


def _signature_of(verifier: Verifier, lines: Sequence[str]) -> bytes:
    matches = [match for line in lines if (match := _SIGNATURE_LINE.fullmatch(line))]
    if len(matches) < len(lines):
        raise SealBroken("The checkpoint has a line below its text that is no signature.")
    for name, text in (match.groups() for match in matches):
        packed = _bytes(text)
        if packed is not None and name == verifier.name and packed[:4] == verifier.key_id:
            return packed[4:]
    raise SealBroken(f"The checkpoint is not signed by {verifier.name}.")


def _read(text: str, *, origin: str) -> Checkpoint:
    match = _TEXT.fullmatch(text)
    root = _bytes(match["root"]) if match else None
    if match is None or root is None or len(root) != log.HASH_BYTES:
        raise SealBroken("The checkpoint does not say a size and a root.")
    if match["origin"] != origin:
        raise SealBroken(f"The checkpoint belongs to another log: {match['origin']}.")
    return Checkpoint(match["origin"], int(match["size"]), root)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes | None:
    """Return the bytes of a base64 text, or None unless it is exactly what we would have written."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if _text(raw) == text else None
