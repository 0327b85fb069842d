"""Whatever is done to an exported log is found, and the place is named."""

import io
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from goodstanding.evidence import commitment, seal, verify
from goodstanding.evidence.body import ERASED
from goodstanding.evidence.seal import SealBroken
from goodstanding.evidence.verify import Finding, Line, Report, write_line
from tests.evidence import sample_log
from tests.evidence.sample_log import KEY, VERIFIER

LOG = sample_log.lines(8)
SEALED = [sample_log.checkpoint(LOG[:size]) for size in (3, 6, 8)]


def witness(entries: Sequence[Line] = LOG) -> Iterator[bytes]:
    return iter(sample_log.leaf_hashes(list(entries)))


def check(entries: Sequence[Line], *, noted: Iterator[bytes] | None = None) -> Report:
    """Verify entries as an export of them would be, against three checkpoints."""
    return verify.verify_log([write_line(entry) for entry in entries], checkpoints=SEALED, witness=noted)


def rewritten(position: int) -> Line:
    """Return an entry with other words and a commitment that fits them: what an owner of the database can do."""
    return sample_log.line(position, facts={"amount_minor": 1_000_000})


def kinds(report: Report) -> set[str]:
    return {finding.what for finding in report.findings}


def test_an_honest_log_is_sound() -> None:
    report = check(LOG, noted=witness())
    assert report.is_sound
    assert report.first_bad_position is None
    assert (report.size, report.sealed_size, report.root) == (8, 8, SEALED[2].root)


def test_entries_after_the_newest_checkpoint_are_counted_but_not_sealed() -> None:
    report = check(sample_log.lines(11))
    assert (report.is_sound, report.size, report.sealed_size) == (True, 11, 8)


def test_an_empty_log_is_sound_and_fits_its_own_checkpoint() -> None:
    report = verify.verify_log([], checkpoints=[sample_log.checkpoint([])])
    assert (report.is_sound, report.size) == (True, 0)
    other = replace(sample_log.checkpoint([]), root=b"x" * 32)
    assert not verify.verify_log([], checkpoints=[other]).is_sound


@pytest.mark.parametrize("mask", [0x01, 0x20, 0x80])
def test_not_one_byte_can_be_changed(mask: int) -> None:
    raw = [write_line(entry) for entry in LOG]
    for position in (0, 3, 7):
        for place in range(len(raw[position]) - 1):
            bent = bytearray(raw[position])
            bent[place] ^= mask
            report = verify.verify_log([*raw[:position], bytes(bent), *raw[position + 1 :]], checkpoints=SEALED)
            assert report.first_bad_position == position, (position, place, report.findings)


@pytest.mark.parametrize("position", range(8))
def test_a_missing_entry_is_named(position: int) -> None:
    report = check(LOG[:position] + LOG[position + 1 :])
    assert report.first_bad_position == position


@pytest.mark.parametrize("position", range(8))
def test_a_repeated_entry_is_named(position: int) -> None:
    report = check(LOG[: position + 1] + LOG[position:])
    assert (report.first_bad_position, kinds(report)) == (position, {"repeated"})


@pytest.mark.parametrize("position", range(7))
def test_swapped_entries_are_named(position: int) -> None:
    swapped = [*LOG[:position], LOG[position + 1], LOG[position], *LOG[position + 2 :]]
    assert check(swapped).first_bad_position == position
    relabelled = [replace(entry, position=place) for place, entry in enumerate(swapped)]
    report = check(relabelled)
    assert report.first_bad_position == position
    assert "moved" in kinds(report)


@pytest.mark.parametrize("size", range(8))
def test_a_cut_off_end_is_named(size: int) -> None:
    report = check(LOG[:size])
    assert (report.first_bad_position, kinds(report)) == (size, {"truncated"})


@pytest.mark.parametrize("position", range(8))
def test_rewritten_history_is_found_between_two_checkpoints(position: int) -> None:
    report = check([*LOG[:position], rewritten(position), *LOG[position + 1 :]])
    start = 0 if position < 3 else 3 if position < 6 else 6
    assert report.first_bad_position == start
    assert kinds(report) == {"rewritten"}
    assert report.sealed_size == start


@pytest.mark.parametrize("position", range(8))
def test_rewritten_history_is_named_exactly_by_the_witness(position: int) -> None:
    report = check([*LOG[:position], rewritten(position), *LOG[position + 1 :]], noted=witness())
    assert report.first_bad_position == position
    assert report.findings[0].is_exact
    assert f"first at position {position}" in report.findings[0].sentence


def test_a_history_rewritten_from_some_entry_on_is_named() -> None:
    report = check(LOG[:4] + [rewritten(position) for position in range(4, 8)], noted=witness())
    assert report.first_bad_position == 4


def test_a_false_witness_cannot_mislead() -> None:
    false = [sample_log.line(0), rewritten(1), *LOG[2:]]
    assert check(LOG, noted=witness(false)).is_sound
    report = check([*LOG[:5], rewritten(5), *LOG[6:]], noted=witness(false))
    assert (report.first_bad_position, report.findings[0].is_exact) == (3, False)


@pytest.mark.parametrize("noted", [[], [b"short"], [b"x" * 32, b"short"]])
def test_a_short_or_damaged_witness_does_no_harm(noted: list[bytes]) -> None:
    assert check(LOG, noted=iter(noted)).is_sound


def test_two_checkpoints_of_one_size_cannot_both_be_right() -> None:
    forked = [*SEALED, replace(SEALED[1], root=b"x" * 32)]
    report = verify.verify_log([write_line(entry) for entry in LOG], checkpoints=forked)
    assert kinds(report) == {"rewritten"}


def erasure(position: int, *, of: int) -> Line:
    return sample_log.line(position, kind=ERASED, facts={"entry": of + 1, "position": of, "reason": "Asked for."})


def test_an_erasure_on_record_keeps_every_proof() -> None:
    whole = [*LOG[:7], erasure(7, of=2)]
    sealed = [*SEALED[:2], sample_log.checkpoint(whole)]
    told = [sample_log.erased(entry) if entry.position == 2 else entry for entry in whole]
    report = verify.verify_log([write_line(entry) for entry in told], checkpoints=sealed)
    assert (report.is_sound, report.erased_count, report.sealed_size) == (True, 1, 8)


@pytest.mark.parametrize("position", range(8))
def test_a_silent_erasure_is_named(position: int) -> None:
    report = check([sample_log.erased(entry) if entry.position == position else entry for entry in LOG])
    assert (report.first_bad_position, kinds(report)) == (position, {"silent_erasure"})


def test_words_that_were_erased_and_came_back_are_named() -> None:
    whole = [*LOG[:7], erasure(7, of=2)]
    report = verify.verify_log([write_line(entry) for entry in whole], checkpoints=[])
    assert (report.first_bad_position, kinds(report)) == (2, {"erased_but_there"})


def test_words_that_are_no_body_are_named() -> None:
    salt = b"s" * 32
    odd = Line(2, commitment.commit(b"{}", salt=salt), salt, b"{}")
    report = verify.verify_log([write_line(entry) for entry in [*LOG[:2], odd]], checkpoints=[])
    assert (report.first_bad_position, kinds(report)) == (2, {"unreadable"})


HOSTILE = [
    b"\n",
    b"{}\n",
    b"[]\n",
    b"null\n",
    b"\xff\n",
    b"[" * 100_000,
    b'{"position":true,"commitment":"","salt":null,"body":null}\n',
    b'{"position":0,"commitment":7,"salt":null,"body":null}\n',
    b'{"position":0,"commitment":"zz","salt":null,"body":null}\n',
    b'{"position":-1,"commitment":"' + b"00" * 32 + b'","salt":null,"body":null}\n',
    b'{"position":0,"commitment":"' + b"00" * 32 + b'","salt":null,"body":7}\n',
    b'{"position":0,"commitment":"' + b"00" * 32 + b'","salt":null,"body":"\\ud800"}\n',
]


@pytest.mark.parametrize("raw", HOSTILE)
def test_a_line_that_is_no_entry_is_named(raw: bytes) -> None:
    report = verify.verify_log([raw, *[write_line(entry) for entry in LOG[1:]]], checkpoints=SEALED)
    assert report.first_bad_position == 0
    assert "unreadable" in kinds(report)


def test_a_position_beyond_all_measure_takes_no_time() -> None:
    raw = write_line(replace(LOG[1], position=10**30))
    assert verify.verify_log([write_line(LOG[0]), raw], checkpoints=SEALED).first_bad_position == 1


def test_findings_do_not_grow_without_end() -> None:
    report = verify.verify_log([b"?\n"] * 1000, checkpoints=[])
    assert len(report.findings) == verify.FINDINGS_MAX


def test_an_exact_place_explains_a_range_around_it() -> None:
    exact, around = Finding(5, 6, "changed", ""), Finding(3, 8, "rewritten", "")
    assert Report(findings=[around, exact]).first_bad_position == 5
    assert Report(findings=[around]).first_bad_position == 3
    assert Report(findings=[Finding(0, 2, "rewritten", ""), exact]).first_bad_position == 0


def files(folder: Path) -> tuple[Path, list[Path], Path]:
    """Write the log, its checkpoints and its witness as an installation keeps them."""
    export, noted = folder / "log.jsonl", folder / "witness.bin"
    export.write_bytes(b"".join(write_line(entry) for entry in LOG))
    noted.write_bytes(b"".join(sample_log.leaf_hashes(LOG)))
    paths = []
    for checkpoint in SEALED:
        paths.append(folder / f"checkpoint-{checkpoint.size}.txt")
        paths[-1].write_text(seal.sign(checkpoint.size, checkpoint.root, key=KEY))
    return export, paths, noted


def test_files_are_verified_as_they_lie(tmp_path: Path) -> None:
    export, paths, noted = files(tmp_path)
    assert verify.verify_files(export, checkpoints=paths, verifier=str(VERIFIER), witness=noted).is_sound
    assert verify.verify_files(export, checkpoints=paths, verifier=str(VERIFIER)).sealed_size == 8


def test_a_forged_checkpoint_is_a_finding(tmp_path: Path) -> None:
    export, paths, _ = files(tmp_path)
    paths[2].write_text(paths[2].read_text().replace("\n8\n", "\n7\n"))
    report = verify.verify_files(export, checkpoints=paths, verifier=str(VERIFIER))
    assert (kinds(report), report.sealed_size) == ({"seal"}, 6)
    assert "checkpoint-8.txt" in report.findings[0].sentence


def test_a_damaged_public_key_stops_everything(tmp_path: Path) -> None:
    export, paths, _ = files(tmp_path)
    with pytest.raises(SealBroken):
        verify.verify_files(export, checkpoints=paths, verifier="none")


def test_a_witness_file_is_read_hash_by_hash() -> None:
    assert list(verify.leaf_hashes_in(io.BytesIO(b"a" * 32 + b"b" * 32))) == [b"a" * 32, b"b" * 32]


def test_it_needs_no_django() -> None:
    code = "import sys, goodstanding.evidence.verify; sys.exit('django' in sys.modules or 'psycopg' in sys.modules)"
    source = str(Path(verify.__file__).parents[2])
    assert subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": source}, check=False).returncode == 0
