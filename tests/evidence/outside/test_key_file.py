"""The signing key is made once, kept from others, and read back."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from goodstanding.evidence.outside import key_file
from goodstanding.evidence.outside.key_file import KeyRefused


def private(path: Path, content: bytes) -> Path:
    """Write a file that only its owner can read."""
    path.write_bytes(content)
    path.chmod(0o600)
    return path


def test_a_key_is_read_back_as_it_was_made(tmp_path: Path) -> None:
    path = tmp_path / "keys" / key_file.NAME
    made = key_file.make(path)
    assert key_file.read(path).private_bytes_raw() == made.private_bytes_raw()


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "keys" / key_file.NAME
    key_file.make(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_an_existing_key_is_never_written_over(tmp_path: Path) -> None:
    key_file.make(tmp_path / "key")
    with pytest.raises(FileExistsError):
        key_file.make(tmp_path / "key")


def test_a_raw_seed_is_read_too(tmp_path: Path) -> None:
    path = private(tmp_path / "seed", bytes(range(32)))
    assert key_file.read(path).private_bytes_raw() == bytes(range(32))


@pytest.mark.parametrize("content", [b"", b"x" * 31, b"x" * 33, b"-----BEGIN PRIVATE KEY-----\n"])
def test_a_damaged_key_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(KeyRefused, match="does not hold a signing key"):
        key_file.read(private(tmp_path / "key", content))


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    other = X25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with pytest.raises(KeyRefused, match="not an Ed25519 key"):
        key_file.read(private(tmp_path / "key", other))


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    key_file.make(path)
    path.chmod(0o640)
    with pytest.raises(KeyRefused, match="chmod 600"):
        key_file.read(path)
