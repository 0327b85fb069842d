"""Bank details: what cannot be right is refused and not repeated; labels show four; notices change what they say."""

import pytest

from goodstanding.payments.bank.order.details import (
    BankDetails,
    DetailsRefused,
    changed,
    label,
    opened,
    read_details,
    sealable,
)

ONE = BankDetails("nacha", "Juniper Testcase", "091400606", "12345678", "checking")


def test_details_are_read_into_one_form_and_open_as_they_were_sealed() -> None:
    read = read_details("sepa", holder=" Juniper  Testcase ", bank="", account="de02 1203 0000 0000 2020 51")
    assert read.account == "DE02120300000000202051"
    assert opened(sealable(read)) == read
    assert (label(read), label(ONE)) == ("IBAN ending 2051", "Checking account ending 5678")


@pytest.mark.parametrize("wrong", [
    {"scheme": "bacs"}, {"holder": ""}, {"bank": "091400607"}, {"account": "1"}, {"kind": "gold"},
    {"scheme": "sepa", "account": "DE03120300000000202051"},
    {"scheme": "sepa", "account": "DE02120300000000202051", "bank": "NO"},
])  # fmt: skip
def test_what_cannot_be_right_is_refused_and_never_repeated(wrong: dict[str, str]) -> None:
    given = {**ONE._asdict(), **wrong}
    scheme = given.pop("scheme")
    with pytest.raises(DetailsRefused) as refusal:
        read_details(scheme, **given)
    assert given["account"] not in str(refusal.value) or len(given["account"]) == 1


@pytest.mark.parametrize(("code", "data", "wanted"), [
    ("C01", "1918171614", ONE._replace(account="1918171614")),
    ("C02", "021000021", ONE._replace(bank="021000021")),
    ("C03", "021000021 1918171614", ONE._replace(bank="021000021", account="1918171614")),
    ("C04", "Juniper Othername", ONE._replace(holder="Juniper Othername")),
    ("C05", "37", ONE._replace(kind="savings")),
    ("C06", "1918171614 37", ONE._replace(account="1918171614", kind="savings")),
    ("C07", "0210000211918171614 37", BankDetails("nacha", ONE.holder, "021000021", "1918171614", "savings")),
    ("C07", "0210000211234567890123456737", BankDetails("nacha", ONE.holder, "021000021", "12345678901234567",
                                                         "savings")),
    ("C01", "12345678", None), ("C01", "", None), ("C02", "021000022", None), ("C05", "99", None), ("C13", "x", None),
])  # fmt: skip
def test_a_notice_changes_what_it_says_or_nothing(code: str, data: str, wanted: BankDetails | None) -> None:
    assert changed(ONE, code, data) == wanted
