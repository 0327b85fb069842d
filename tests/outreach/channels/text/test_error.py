"""What the provider's error codes mean."""

from goodstanding.outreach.channels.text.error import MEANINGS, meaning


def test_what_third_party_collection_runs_into_is_refused_and_stops() -> None:
    for code in (30863, 30943, 30460):
        assert (meaning(code).word, meaning(code).stops) == ("refused", True)
        assert "for somebody else" in meaning(code).sentence


def test_a_wrong_account_is_no_fault_of_the_text() -> None:
    assert meaning(20003)[:1] == ("put_off",)
    assert meaning(20003).stops


def test_a_landline_stays_a_good_number_for_calls() -> None:
    assert not meaning(30006).is_point_bad
    assert meaning(21211).is_point_bad


def test_an_unknown_code_is_told_in_the_providers_words() -> None:
    assert meaning(99999, told=" No  such\nthing. ").sentence == "The provider did not take it: No such thing."
    assert meaning(None).sentence == "The provider did not take it: it did not say why."


def test_every_meaning_is_a_sentence() -> None:
    assert all(one.sentence.endswith(".") for one in MEANINGS.values())
