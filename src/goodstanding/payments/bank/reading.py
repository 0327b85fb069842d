"""One door for files of banks: what a file is, is seen from its content, and then read by its reader.

For the import, benches and tests. A name or an ending of a file says nothing here.
"""

from goodstanding.payments.bank.bai2.account_file import read_bai2
from goodstanding.payments.bank.camt.document import read_camt
from goodstanding.payments.bank.csv_profile import Profile, read_csv
from goodstanding.payments.bank.mt940 import read_mt940
from goodstanding.payments.bank.ofx import read_ofx
from goodstanding.payments.bank.statement import FileRefused, Format, ReadFile
from goodstanding.payments.bank.written import decoded, size_within

_HEAD_BYTES = 4_000
_NACHA_WIDTH = 94
_FOREIGN = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or a spreadsheet"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
)


def read(data: bytes, *, currency: str = "", profile: Profile | None = None) -> ReadFile:
    """Return what a bank's file holds; `currency` is that of the account, for files that name none.

    A profile says that the file is CSV, and how. Raises FileRefused with a sentence for every file that is none of a
    bank, or is broken; what merely disagrees with itself stands in the faults.
    """
    size_within(data)
    if profile is not None:
        return read_csv(data, profile)
    form = format_of(data)
    if form == "camt":
        return read_camt(data)
    if form == "mt940":
        return read_mt940(data, currency=currency)
    if form == "bai2":
        return read_bai2(data, currency=currency)
    if form == "ofx":
        return read_ofx(data, currency=currency)
    raise FileRefused("The file may be CSV; say by which profile it is to be read.")


def format_of(data: bytes) -> Format:
    """Return which format a file is of, from its content; "csv" for lines with separators. Raises FileRefused."""
    for mark, what in _FOREIGN:
        if data.startswith(mark):
            raise FileRefused(f"The file is {what}, not a statement of a bank.")
    head = decoded(data[:_HEAD_BYTES]).lstrip("\ufeff \t\r\n\x00\x01")
    upper = head.upper()
    if "OFXHEADER" in upper or "<OFX>" in upper:
        return "ofx"
    if head.startswith("<"):
        return _xml(upper)
    if head.startswith("01,"):
        return "bai2"
    if head.startswith("101 ") and len(head.splitlines()[0]) == _NACHA_WIDTH:
        raise FileRefused("The file is NACHA; bring returns in with `goodstanding bank returns`.")
    if any(f":{tag}" in head for tag in ("20:", "25:", "60F:", "61:", "62F:", "86:")):
        return "mt940"
    lines = [line for line in head.splitlines() if line.strip()][:2]
    if lines and any(mark in lines[0] for mark in ",;\t|"):
        return "csv"
    raise FileRefused("The file is none of camt, MT940, BAI2, OFX or CSV.")


def _xml(upper: str) -> Format:
    if "PAIN.002" in upper:
        raise FileRefused("The file is a pain.002; bring it in with `goodstanding bank returns`.")
    if "<HTML" in upper or "<!DOCTYPE HTML" in upper:
        raise FileRefused("The file is a web page, perhaps one that asks to sign in at the bank.")
    return "camt"
