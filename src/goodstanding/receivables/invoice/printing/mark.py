"""Mark: the words in a PDF's metadata by which it says that it is Factur-X, and of which profile.

They are added behind the finished file (an incremental update), so that nothing is touched which typst wrote for
PDF/A and PDF/UA. PDF/A wants words of another vocabulary explained in the same place, so their schema is told as well.
"""

import re
from collections.abc import Mapping
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

from goodstanding.receivables.invoice.content import Profile

NAMESPACE = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
FILE_NAME, VERSION = "factur-x.xml", "1.0"
LEVELS: Mapping[Profile, str] = {
    "minimum": "MINIMUM", "basicwl": "BASIC WL", "basic": "BASIC", "en16931": "EN 16931",
}  # fmt: skip
_MEANINGS = {
    "DocumentFileName": "The name of the attached message",
    "DocumentType": "What the attached message is",
    "Version": "The version of the schema of the attached message",
    "ConformanceLevel": "The profile of the attached message",
}
_SCHEMAS = b"<pdfaExtension:schemas><rdf:Bag>"
_END = b"</rdf:Description></rdf:RDF>"
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref", re.DOTALL)


def marked(pdf: bytes, *, profile: Profile) -> bytes:
    """Return a PDF that typst wrote as PDF/A with the mark of Factur-X."""
    number, words = _metadata(pdf)
    assert words.count(_SCHEMAS) == 1 and words.count(_END) == 1, "typst writes its metadata in this way."
    words = words.replace(_SCHEMAS, _SCHEMAS + _schema().encode())
    words = words.replace(_END, f"</rdf:Description>{_words(profile)}</rdf:RDF>".encode())
    return _updated(pdf, number, words)


def metadata(pdf: bytes) -> bytes:
    """Return the metadata (XMP) of a PDF."""
    return _metadata(pdf)[1]


def _metadata(pdf: bytes) -> tuple[int, bytes]:
    """Return the number of the metadata's object and what stands in it."""
    catalog = PdfReader(BytesIO(pdf)).trailer["/Root"].get_object()
    assert isinstance(catalog, DictionaryObject), "The root of a PDF is a dictionary."
    reference = catalog.raw_get("/Metadata")
    assert isinstance(reference, IndirectObject), "A stream is never told in place."
    stream = reference.get_object()
    assert isinstance(stream, StreamObject), "Metadata is a stream."
    return reference.idnum, stream.get_data()


def _updated(pdf: bytes, number: int, words: bytes) -> bytes:
    """Add a new edition of the metadata behind the file, with a table that leads to the one before."""
    # pypdf can do this too, but writes an index that PDF/A does not allow in the place where it stands.
    start, trailer = _START.search(pdf), list(_TRAILER.finditer(pdf))
    assert start is not None and trailer, "typst closes a file with a table."
    whole = pdf.rstrip() + b"\n"
    place = len(whole)
    head = f"{number} 0 obj\n<</Type/Metadata/Subtype/XML/Length {len(words)}>>\nstream\n".encode()
    whole += head + words + b"\nendstream\nendobj\n"
    table = f"xref\n{number} 1\n{place:010d} 00000 n\r\ntrailer\n<<".encode()
    end = f"/Prev {int(start[1])}>>\nstartxref\n{len(whole)}\n%%EOF\n".encode()
    return whole + table + trailer[-1][1] + end


def _schema() -> str:
    """Return the explanation of the words, as PDF/A asks for it."""
    told = "".join(
        '<rdf:li rdf:parseType="Resource"><pdfaProperty:category>external</pdfaProperty:category>'
        f"<pdfaProperty:description>{meaning}</pdfaProperty:description><pdfaProperty:name>{name}</pdfaProperty:name>"
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType></rdf:li>"
        for name, meaning in _MEANINGS.items()
    )
    return (
        '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{told}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


def _words(profile: Profile) -> str:
    """Return the words themselves."""
    return (
        f'<rdf:Description rdf:about="" xmlns:fx="{NAMESPACE}"><fx:DocumentType>INVOICE</fx:DocumentType>'
        f"<fx:DocumentFileName>{FILE_NAME}</fx:DocumentFileName><fx:Version>{VERSION}</fx:Version>"
        f"<fx:ConformanceLevel>{LEVELS[profile]}</fx:ConformanceLevel></rdf:Description>"
    )
