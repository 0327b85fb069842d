"""The mark of Factur-X: found by the readers that others use, with nothing of PDF/A or PDF/UA lost."""

from io import BytesIO

import pytest
from facturx import get_facturx_xml_from_pdf  # type: ignore[import-untyped]  # The judge comes without types.
from lxml import etree
from pypdf import PdfReader

from goodstanding.receivables.invoice.content import Profile
from goodstanding.receivables.invoice.factur_x.writing import written
from goodstanding.receivables.invoice.printing.mark import LEVELS, NAMESPACE, metadata
from goodstanding.receivables.invoice.printing.press import printed
from tests.receivables.invoice.sample import invoice

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
EXTENSION = "{http://www.aiim.org/pdfa/ns/extension/}"


@pytest.mark.parametrize("profile", LEVELS)
def test_the_mark_says_the_profile_and_is_explained(profile: Profile) -> None:
    pdf = printed(invoice(profile=profile))
    root = etree.fromstring(metadata(pdf))
    assert root.findtext(f".//{{{NAMESPACE}}}ConformanceLevel") == LEVELS[profile]
    assert root.findtext(f".//{{{NAMESPACE}}}DocumentFileName") == "factur-x.xml"
    bags = root.findall(f".//{EXTENSION}schemas/{RDF}Bag")
    assert len(bags) == 1 and NAMESPACE.encode() in etree.tostring(bags[0])
    for mark in (b"<pdfaid:part>3", b"<pdfaid:conformance>A", b"<pdfuaid:part>1"):
        assert mark in metadata(pdf)


def test_the_message_is_found_by_the_library_of_the_standard() -> None:
    name, message = get_facturx_xml_from_pdf(printed(invoice()), check_xsd=True)
    assert (name, message) == ("factur-x.xml", written(invoice()))


def test_what_typst_wrote_stays_byte_for_byte() -> None:
    pdf = printed(invoice())
    first = pdf[: pdf.index(b"%%EOF") + 5]
    assert pdf.startswith(first) and NAMESPACE.encode() not in first and pdf.count(b"%%EOF") == 2
    catalog = PdfReader(BytesIO(pdf)).root_object
    assert {"/StructTreeRoot", "/OutputIntents", "/AF", "/Metadata", "/Lang"} <= set(catalog)


def test_a_document_for_people_alone_bears_no_mark() -> None:
    assert NAMESPACE.encode() not in printed(invoice(profile="none"))
