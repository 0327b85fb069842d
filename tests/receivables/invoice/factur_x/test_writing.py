"""The message for systems: valid by the published schemas in every profile, and the same bytes for the same invoice."""

import random

import pytest
from facturx import xml_check_xsd  # type: ignore[import-untyped]  # The judge comes without types.
from lxml import etree

from goodstanding.receivables.invoice.content import PROFILES, Profile
from goodstanding.receivables.invoice.factur_x.reading import read
from goodstanding.receivables.invoice.factur_x.writing import GUIDELINES, RAM, written
from tests.receivables.invoice.sample import FIELDS, invoice
from tests.receivables.invoice.test_totals import drawn

FOR_SYSTEMS = [profile for profile in PROFILES if profile != "none"]
HOSTILE = "<x/>&amp; ]]> \"' </ram:Name><!DOCTYPE a> #panic() \\u{0}"


@pytest.mark.parametrize("profile", FOR_SYSTEMS)
def test_every_profile_is_valid_by_its_schema(profile: Profile) -> None:
    message = written(invoice(profile=profile))
    assert xml_check_xsd(message, flavor="factur-x", level=profile)
    assert read(message).profile == profile and GUIDELINES[profile].encode() in message
    assert message == written(invoice(profile=profile))


@pytest.mark.parametrize("profile", FOR_SYSTEMS)
def test_whatever_an_invoice_tells_stays_valid(profile: Profile) -> None:
    full = invoice(
        profile=profile, kind="credit note", prepaid=None, discounts=None,
        credits={"number": "A", "issued": "2026-05-01"},
        note="One\nTwo", terms="Thirty days", buyer_reference="B", order_reference="O", reasons={"K": "Within the EU."},
        lines=[{"description": "Thing", "price": "1", "tax": "K", "note": "N",
                "charges": [{"amount": "1", "reason": "C"}]}],
        allowances=None, seller=FIELDS["seller"] | {"tax_number": "1/2/3", "registration": "HRB 1"},
        buyer=FIELDS["buyer"] | {"vat_id": "ATU12345678", "registration": "FN 1", "email": "in@juniper.example.com"},
        bank={"iban": "DE89370400440532013000", "bic": "COBADEFFXXX", "name": "Larch"},
    )  # fmt: skip
    message = written(full)
    assert xml_check_xsd(message, flavor="factur-x", level=profile)
    assert read(message).type_code == "381"


def test_random_invoices_are_valid() -> None:
    chance = random.Random(16931)
    for _ in range(40):
        assert xml_check_xsd(written(drawn(chance, currency="EUR")), flavor="factur-x", level="en16931")


def test_outside_the_scope_no_rate_is_told() -> None:
    message = written(
        invoice(
            lines=[{"description": "Fee", "price": "9", "tax": "O"}], reasons={"O": "Not taxed."}, allowances=None,
            prepaid=None, seller={"name": "Larch", "country": "US", "registration": "1-2"},
        )
    )  # fmt: skip
    assert b"RateApplicablePercent" not in message and xml_check_xsd(message, flavor="factur-x", level="en16931")


def test_hostile_text_stays_text() -> None:
    told = invoice(note=HOSTILE, lines=[{"description": HOSTILE, "price": "50", "tax": "S", "rate": "19"}])
    message = written(told)
    root = etree.fromstring(message)
    assert root.findtext(f".//{{{RAM}}}SpecifiedTradeProduct/{{{RAM}}}Name") == HOSTILE
    assert xml_check_xsd(message, flavor="factur-x", level="en16931")


def test_a_document_for_people_alone_has_no_message() -> None:
    with pytest.raises(AssertionError):
        written(invoice(profile="none"))
