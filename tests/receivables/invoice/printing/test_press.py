"""The printed invoice: one page for few lines, sums carried over pages, hostile text inert, the same bytes."""

from io import BytesIO
from itertools import pairwise

import pytest
from pypdf import PdfReader

from goodstanding.receivables.invoice.check import InvoiceRefused
from goodstanding.receivables.invoice.content import Invoice
from goodstanding.receivables.invoice.printing.press import Unprintable, printed
from tests.receivables.invoice.sample import invoice

LINK = "https://pay.larch.example.com/pay/abc"
HOSTILE = [
    '"))#panic("x")',
    '#read("/etc/hostname")',
    "\\u{22}",
    "$x$ *b* _i_ @a <row>",
    "= Head",
    "${{7*7}}",
    "&lt;b&gt;",
]


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_few_lines_take_one_page_with_everything_on_it() -> None:
    found = pages(printed(invoice(), pay_link=LINK))
    assert len(found) == 1
    for text in (
        "Invoice LU-2026-118",
        "Juniper Testcase & Co",
        "115.65",
        "RF65 LU20 2611 8",
        LINK,
        "DE89 3704",
        "VAT 19 %",
    ):
        assert text in found[0]


def test_it_is_accessible_and_archivable_and_the_same_each_time() -> None:
    pdf = printed(invoice(), pay_link=LINK)
    assert pdf == printed(invoice(), pay_link=LINK)
    assert b"<pdfaid:part>3" in pdf and b"<pdfaid:conformance>A" in pdf and b"<pdfuaid:part>1" in pdf
    assert b"/AFRelationship/Alternative" in pdf


def test_sums_are_carried_over_pages() -> None:
    lines = [{"description": f"Thing {n}", "price": "3.10", "tax": "S", "rate": "19"} for n in range(90)]
    found = pages(printed(invoice(lines=lines)))
    assert len(found) > 2
    assert "Brought forward" not in found[0] and "Carried over" in found[0]
    for before, after in pairwise(found):
        if "Carried over: " in before:
            sum_so_far = before.split("Carried over: ")[1].split(" EUR")[0]
            assert f"Brought forward: {sum_so_far} EUR" in after
    assert "Carried over" not in found[-1] and all(f"Thing {n}" in "".join(found) for n in range(90))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_it_stands(text: str) -> None:
    told = invoice(lines=[{"description": text, "price": "50", "tax": "S", "rate": "19"}], note=text)
    assert text.split(maxsplit=1)[0] in pages(printed(told))[0]


def test_letters_that_no_font_has_are_named() -> None:
    with pytest.raises(Unprintable, match="no font has"):
        printed(invoice(note="請求書"))


def test_an_unsound_invoice_is_not_printed() -> None:
    sound = invoice()
    unsound = Invoice(**{name: getattr(sound, name) for name in sound.__slots__} | {"lines": ()})
    with pytest.raises(InvoiceRefused):
        printed(unsound)
