"""The one door for files of banks: what a file is, and that none of them does harm."""

import os
import random

import pytest

from goodstanding.payments.bank.csv_profile import profile_named
from goodstanding.payments.bank.reading import format_of, read
from goodstanding.payments.bank.statement import FileRefused, ReadFile
from tests.payments.bank.bai2.test_account_file import ONE as BAI2
from tests.payments.bank.camt.documents import PARTY, amount, balance, detail, document, entry, statement
from tests.payments.bank.test_csv_profile import AMERICAN, GERMAN
from tests.payments.bank.test_mt940 import ONE as MT940
from tests.payments.bank.test_ofx import ONE as OFX

CAMT = document(
    statement(balance("OPBD", "0.00"), balance("CLBD", "10.00"),
              entry("10.00", details=detail(amount("4.00") + PARTY.format("<Nm>E</Nm>")) + detail(amount("6.00"))))
)  # fmt: skip
WHOLE = {"camt": CAMT, "mt940": MT940, "bai2": BAI2, "ofx": OFX, "csv": AMERICAN}
MUTATED = 10_000 if os.environ.get("GOODSTANDING_LONG") else 1_500


@pytest.mark.parametrize(("name", "data"), WHOLE.items())
def test_a_format_is_seen_from_the_content(name: str, data: bytes) -> None:
    assert format_of(data) == name
    assert format_of(b"\xef\xbb\xbf" + data) == name


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04", "ZIP"),
        (b"<!DOCTYPE html><html>sign in</html>", "web page"),
        (b"hello world", "none of camt"),
        (b"101 " + b"0" * 90, "NACHA"),
        (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03">', "pain.002"),
        (AMERICAN, "by which profile"),
        (b"\x00" * 100, "none of camt"),
    ],
)
def test_other_files_are_refused_with_what_they_are(data: bytes, why: str) -> None:
    with pytest.raises(FileRefused, match=why):
        read(data)


def hostile(data: bytes, chance: random.Random) -> bytes:
    """Return a file with a few things wrong: bytes changed, cut, doubled, swapped, grown or nulled."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(out) or 1)
        length = chance.randint(1, 40)
        piece = chance.choice([
            b"\x00" * length, b"9" * chance.choice([5, 50, 5_000]), b"<" * length, b"&a;", b"\xff\xfe", b"-", b"1E999",
            b"\n" * length, b":61:", b"<a>" * chance.choice([1, 400]), bytes([chance.randrange(256)]),
            b"=cmd|' /C calc'!A0", b"88," * length, "\u0661\u0662".encode(), b"/", b",", out[at : at + length],
        ])  # fmt: skip
        how = chance.randrange(4)
        if how == 0:
            out[at:at] = piece
        elif how == 1:
            out[at : at + length] = piece
        elif how == 2:
            del out[at : at + length]
        else:
            del out[at:]
        if not out:
            out = bytearray(b"x")
    return bytes(out)


@pytest.mark.parametrize("name", WHOLE)
def test_mutated_files_are_read_or_refused_with_a_sentence(name: str) -> None:
    chance = random.Random(f"bank file {name}")
    profiles = [profile_named("american"), profile_named("german")]
    refused = read_whole = 0
    for number in range(MUTATED):
        data = hostile(GERMAN if name == "csv" and number % 2 else WHOLE[name], chance)
        profile = profiles[number % 2] if name == "csv" else None
        try:
            file = read(data, profile=profile)
        except FileRefused as refusal:
            assert 10 < len(str(refusal)) < 700
            assert str(refusal).isprintable(), data
            refused += 1
            continue
        check(file)
        read_whole += 1
    assert refused > MUTATED // 100, "some files are beyond reading"
    assert read_whole > MUTATED // 100, "some faults are no harm"


def check(file: ReadFile) -> None:
    """Whatever was read fits into the books."""
    for sentence in file.faults:
        assert len(sentence) < 700
    for one in file.statements:
        for entry_read in one.entries:
            assert abs(entry_read.amount_minor) < 10**15
            for text in (entry_read.text, entry_read.party_name, entry_read.bank_reference, entry_read.end_to_end):
                assert "\x00" not in text
                text.encode()


def test_bombs_are_refused_at_once() -> None:
    levels = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
    bomb = f"<?xml version='1.0'?><!DOCTYPE d [<!ENTITY e0 'x'>{levels}]>" + CAMT.decode().split("?>", 1)[1]
    outside = "<?xml version='1.0'?><!DOCTYPE d SYSTEM 'http://127.0.0.1:9/x.dtd'>" + CAMT.decode().split("?>", 1)[1]
    for data in (bomb, outside, CAMT.decode().replace("<Stmt>", "<Stmt>" + "<a>" * 100_000)):
        with pytest.raises(FileRefused):
            read(data.encode())


def test_what_a_reader_can_do_no_worse_than_refuse() -> None:
    for data in (b":20:" + b"A" * 3_000_000, b":61:" + b"1" * 1_000_000, b"01," + b"," * 1_000_000,
                 b"<OFX><STMTRS>" + b"<STMTTRN>" * 50_000, b"<OFX>" + b"<A" * 500_000):  # fmt: skip
        try:
            check(read(data))
        except FileRefused as refusal:
            assert str(refusal)
