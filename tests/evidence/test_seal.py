"""A checkpoint opens only with the right key, and only as it was signed."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from goodstanding.evidence import seal
from goodstanding.evidence.seal import SealBroken
from tests.evidence.sample_log import KEY, VERIFIER

ROOT = bytes(range(32, 64))
NOTE = seal.sign(17, ROOT, key=KEY)
STRANGER = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)


def signed(text: str) -> str:
    """Return any text under our right signature."""
    line = NOTE.rpartition("\n\n")[2].split(" ")
    return f"{text}\n{line[0]} {line[1]} {seal._text(VERIFIER.key_id + KEY.sign(text.encode()))}\n"


def test_a_checkpoint_reads_origin_size_and_root() -> None:
    lines = NOTE.split("\n")
    assert lines[0] == VERIFIER.name
    assert lines[1:4] == ["17", "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=", ""]
    assert lines[4].startswith(f"— {VERIFIER.name} ")
    assert lines[5:] == [""]


def test_the_right_key_opens_it() -> None:
    assert seal.unseal(NOTE, verifier=VERIFIER) == seal.Checkpoint(VERIFIER.name, 17, ROOT)


def test_the_empty_log_has_a_checkpoint_too() -> None:
    assert seal.unseal(seal.sign(0, ROOT, key=KEY), verifier=VERIFIER).size == 0


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(SealBroken, match="not signed by"):
        seal.unseal(NOTE, verifier=seal.verifier_of(STRANGER))


def test_another_key_under_our_name_does_not_open_it() -> None:
    with pytest.raises(SealBroken):
        seal.unseal(NOTE, verifier=seal.Verifier(VERIFIER.name, seal.verifier_of(STRANGER).public))


def test_not_one_byte_can_be_changed() -> None:
    for place in range(len(NOTE.encode())):
        raw = bytearray(NOTE.encode())
        raw[place] ^= 1
        with pytest.raises(SealBroken):
            seal.unseal(raw.decode(errors="replace"), verifier=VERIFIER)


@pytest.mark.parametrize("note", ["", "\n", "\n\n", NOTE[:-1], NOTE + "x\n", NOTE.split("\n\n")[0] + "\n", NOTE + "\n"])
def test_what_is_no_signed_note_is_refused(note: str) -> None:
    with pytest.raises(SealBroken):
        seal.unseal(note, verifier=VERIFIER)


def test_a_huge_note_is_refused() -> None:
    with pytest.raises(SealBroken, match="not a signed note"):
        seal.unseal("a" * 200_000 + NOTE, verifier=VERIFIER)


def test_signatures_of_others_are_passed_over() -> None:
    other = seal.sign(17, ROOT, key=STRANGER).rpartition("\n\n")[2]
    text, _, own = NOTE.rpartition("\n\n")
    assert seal.unseal(f"{text}\n\n{other}{own}", verifier=VERIFIER).size == 17


def test_extension_lines_are_allowed() -> None:
    text = NOTE.partition("\n\n")[0]
    assert seal.unseal(signed(f"{text}\nnoted by the auditor\n"), verifier=VERIFIER).size == 17


@pytest.mark.parametrize("size", ["", "-1", "017", "1e3", "99999999999999999999", "x"])
def test_a_size_is_a_plain_whole_number(size: str) -> None:
    with pytest.raises(SealBroken, match="size and a root"):
        seal.unseal(signed(f"{VERIFIER.name}\n{size}\n{seal._text(ROOT)}\n"), verifier=VERIFIER)


@pytest.mark.parametrize("root", ["", "abc", seal._text(ROOT[:-1]), seal._text(ROOT)[:-2] + "9="])
def test_a_root_is_exactly_32_bytes(root: str) -> None:
    with pytest.raises(SealBroken):
        seal.unseal(signed(f"{VERIFIER.name}\n17\n{root}\n"), verifier=VERIFIER)


def test_a_checkpoint_of_another_log_is_refused() -> None:
    with pytest.raises(SealBroken, match="another log"):
        seal.unseal(signed(f"elsewhere\n17\n{seal._text(ROOT)}\n"), verifier=VERIFIER)


def test_a_public_key_survives_being_written_down() -> None:
    assert seal.read_verifier(f"{VERIFIER}\n") == VERIFIER


def test_a_public_key_with_one_wrong_character_is_refused() -> None:
    text = str(VERIFIER)
    for place in range(len(text)):
        with pytest.raises(SealBroken):
            seal.read_verifier(text[:place] + ("a" if text[place] != "a" else "b") + text[place + 1 :])


@pytest.mark.parametrize(
    "text", ["", "name", "name+00000000", "name+00000000+AAAA", "na me+00000000+AAAA", "+00000000+AA=="]
)
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(SealBroken):
        seal.read_verifier(text)
