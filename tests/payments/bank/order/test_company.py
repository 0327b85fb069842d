"""Who orders debits: all of a scheme's options or none, and figures that check."""

import pytest

from goodstanding.payments.bank.order.company import OPTIONS, company, creditor, fault_of, has
from goodstanding.wire.option import read_options

NACHA = {"company_name": "Larch Collections", "company_id": "1234567890", "odfi": "091400606", "odfi_name": "First"}
SEPA = {"creditor_name": "Larch", "creditor_id": "DE98ZZZ09999999999", "creditor_iban": "DE02120300000000202051"}


def test_a_scheme_is_set_whole() -> None:
    told = read_options({**NACHA, **SEPA, "destination": "021000021"}, options=OPTIONS, what="bank_file")
    assert (fault_of(told), has(told, "nacha"), has(told, "sepa")) == ("", True, True)
    assert (company(told).bank, company(told).destination, company(told).description) == (
        "091400606", "021000021", "PAYMENT",
    )  # fmt: skip
    assert (creditor(told).identifier, creditor(told).instrument) == ("DE98ZZZ09999999999", "CORE")
    assert not has(NACHA, "sepa")


@pytest.mark.parametrize(("wrong", "why"), [
    ({}, "Set company_name"), ({"company_name": "Larch"}, "is missing"), ({**NACHA, "odfi": "1"}, "nine digits"),
    ({**SEPA, "creditor_iban": "DE1"}, "creditor_iban"), ({**SEPA, "creditor_id": "X"}, "creditor_id"),
    ({**NACHA, "company_id": "12345678901"}, "at most"), ({**NACHA, "description": "LONG ENOUGH"}, "at most"),
    ({**NACHA, "destination": "091400607"}, "destination"),
])  # fmt: skip
def test_what_cannot_work_is_a_sentence(wrong: dict[str, str], why: str) -> None:
    assert why in fault_of(wrong)
