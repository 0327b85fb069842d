"""Press: prints an invoice as PDF/A-3a and PDF/UA-1 with typst, the message for systems attached; the same bytes.

It uses typst's own fonts only and reads nothing but the template, so a machine's fonts never change an invoice.
"""

import json
import re
from functools import cache
from pathlib import Path

import typst

from goodstanding.receivables.invoice.check import InvoiceRefused, faults
from goodstanding.receivables.invoice.content import Invoice
from goodstanding.receivables.invoice.factur_x.writing import written
from goodstanding.receivables.invoice.printing.mark import marked
from goodstanding.receivables.invoice.printing.sheet import sheet
from goodstanding.refusal import Refusal

TEMPLATE = Path(__file__).with_name("invoice.typ")
TIMESTAMP = 0
"""Bytes are kept with their hash, so no instant of printing may be in them."""
_NO_GLYPH = re.compile(r"the text `\"(.+)\"` could not be displayed", re.DOTALL)


class Unprintable(Refusal, ValueError):
    """No font has the letters of the invoice."""


def printed(invoice: Invoice, *, pay_link: str = "") -> bytes:
    """Return the PDF of an invoice; raise InvoiceRefused or Unprintable. `pay_link` is where it is paid, or empty."""
    found = faults(invoice)
    if found:
        raise InvoiceRefused(found)
    xml = None if invoice.profile == "none" else written(invoice).decode()
    told = sheet(invoice, pay_link=pay_link) | {"xml": xml}
    try:
        pdf = _compiler().compile(
            input=_document(told), format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=TIMESTAMP
        )
    except typst.TypstError as error:
        no_glyph = _NO_GLYPH.search(error.message)
        if no_glyph:
            raise Unprintable(f"The invoice cannot be printed: no font has {no_glyph[1][:60]!r}.") from error
        raise
    assert isinstance(pdf, bytes)
    return pdf if invoice.profile == "none" else marked(pdf, profile=invoice.profile)


@cache
def _compiler() -> typst.Compiler:
    """Return the compiler of this process."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[])
    return typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=fonts)


def _document(told: dict[str, object]) -> bytes:
    """Return the source that hands values to the template, as JSON in a string that nothing can end or leave."""
    # JSON in ASCII holds no line break and nothing that typst reads in a string but these two.
    text = json.dumps(told, separators=(",", ":")).replace("\\", "\\\\").replace('"', '\\"')
    return f'#import "{TEMPLATE.name}": invoice\n#invoice(json(bytes("{text}")))\n'.encode("ascii")
