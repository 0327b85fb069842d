"""When a returned payment costs a fee."""

import pytest

from goodstanding.payments.bank.returns.codes import Code, codes
from goodstanding.payments.bank.returns.fee import SCHEMES, code_in, objection


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Returned: R01", "R01"),
        ("The payer's bank took it back (R09): uncollected funds.", "R09"),
        ("am04", "AM04"),
        ("Entered in error", None),
        ("", None),
        ("XR01 or R0123", None),
        ("For invoice R999", None),
    ],
)
def test_a_code_is_found_in_what_is_told(text: str, code: str | None) -> None:
    found = code_in(text)
    assert (found.code if found else None) == code


def test_only_want_of_money_costs_a_fee() -> None:
    free = {name for scheme in SCHEMES for name, one in codes(scheme).items() if not objection(one)}
    assert free == {"R01", "R09", "AM04"}


def test_what_a_bank_did_wrong_or_a_payer_never_allowed_is_said() -> None:
    said = objection(codes("nacha")["R02"])
    assert said == "R02 (the account is closed) costs no fee for a returned payment; only R01, R09, AM04 do."
    assert objection(codes("nacha")["R10"]).startswith("R10 (the payer says that it was not authorised)")
    assert objection(Code("X99", "Something new", ends_mandate=True))


def test_no_code_is_of_two_minds() -> None:
    for scheme in SCHEMES:
        for one in codes(scheme).values():
            assert not (one.lacks_money and (one.unauthorised or one.ends_mandate or one.kind != "returned")), one
