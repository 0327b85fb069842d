"""Field 86."""

from goodstanding.payments.bank.mt940_details import details_of


def test_german_subfields_are_joined_over_lines() -> None:
    told = details_of("166?00CREDIT?20EREF+E-1?21SVWZ+Invoi\nce 17 RF18539007547034?30BIC?31DE02?32ERIKA?33 M")
    assert (told.text, told.end_to_end, told.party_name) == ("Invoice 17 RF18539007547034", "E-1", "ERIKA M")
    assert (told.creditor_reference, told.code, told.return_code) == ("RF18539007547034", "166", "")


def test_dutch_words_stand_between_slashes() -> None:
    told = details_of("/TRTP/SEPA/IBAN/NL02ABNA0123456789/NAME/J Jansen/REMI/Factuur 9/EREF/NOTPROVIDED")
    assert (told.text, told.party_account, told.party_name) == ("Factuur 9", "NL02ABNA0123456789", "J Jansen")
    assert told.end_to_end == ""
    assert details_of("/RTRN/MS03/REMI/x").return_code == "MS03"


def test_free_text_stays_text() -> None:
    assert details_of("PAYMENT ; INV 5\n second line").text == "PAYMENT ; INV 5 second line"
    assert details_of("").text == ""
