"""What is written into a body is what is read back, and nothing else is read."""

import pytest

from goodstanding.evidence import body
from goodstanding.evidence.body import BodyUnreadable, Deed, Rows
from goodstanding.evidence.canonical import NotCanonical
from tests.evidence.sample_log import NOON, line

DEED = Deed("import.chunk_stored", NOON, "job:import", ["batch:3"], {"accepted": 2, "rejected": []})


def test_a_body_says_everything_about_its_entry() -> None:
    written = body.write(DEED, entry_id=9, position=4, recorded_at=NOON, rows=Rows(2, b"\xab" * 32))
    said = body.read(written)
    assert (said.entry_id, said.position, said.kind, said.by) == (9, 4, DEED.kind, "job:import")
    assert (said.subjects, said.facts) == (["batch:3"], {"accepted": 2, "rejected": []})
    assert said.at == said.recorded_at == "2026-03-02T12:00:00.000000+00:00"
    assert (said.rows_count, said.rows_root) == (2, "ab" * 32)


def test_an_entry_without_rows_says_so() -> None:
    said = body.read(body.write(DEED, entry_id=9, position=4, recorded_at=NOON, rows=None))
    assert (said.rows_count, said.rows_root) == (0, None)


def test_a_float_among_the_facts_is_refused() -> None:
    with pytest.raises(NotCanonical):
        body.write(DEED._replace(facts={"rate": 0.1}), entry_id=9, position=4, recorded_at=NOON, rows=None)


@pytest.mark.parametrize("other", [b"", b"{}", b"[]", b"\xff", b"null", b"[" * 100_000])
def test_other_bytes_are_no_body(other: bytes) -> None:
    with pytest.raises(BodyUnreadable):
        body.read(other)


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        (b'"position":4', b'"position":"4"'),
        (b'"entry_id":5', b'"entry_id":null'),
        (b'"amount_minor":4', b'"b":4},"x":{'),
    ],
)
def test_a_body_names_an_entry_and_a_position(said: bytes, instead: bytes) -> None:
    words = line(4).body or b""
    assert said in words
    with pytest.raises(BodyUnreadable):
        body.read(words.replace(said, instead))


def test_facts_are_a_mapping() -> None:
    words = line(4).body or b""
    with pytest.raises(BodyUnreadable):
        body.read(words.replace(b'{"amount_minor":4}', b"[4]"))
