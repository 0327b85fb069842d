import re

import pytest

from goodstanding.disputes.notice.printing.speech import plain, runs
from goodstanding.disputes.notice.printing.wording import ENGLISH, PRODUCTS, SPANISH, SPANISH_KEYS, WORDS
from goodstanding.receivables.portfolio import DEBT_TYPES

VALUES = {
    name: f"<{name}>" for words in WORDS.values() for text in words.values() for name in re.findall(r"{(\w+)}", text)
}


def test_spanish_is_as_complete_as_english() -> None:
    assert list(SPANISH) == list(ENGLISH)
    for key, text in ENGLISH.items():
        assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", SPANISH[key])), key
        assert text.count("*") == SPANISH[key].count("*"), f"{key} is not as bold in Spanish."


def test_nothing_is_left_in_english() -> None:
    for key, text in SPANISH.items():
        if key not in SPANISH_KEYS and re.search("[a-z]{4}", re.sub(r"{\w+}", "", text)):
            assert text != ENGLISH[key], f"{key} is still in English."


@pytest.mark.parametrize("language", list(WORDS))
def test_every_sentence_closes_its_marks(language: str) -> None:
    for text in (ENGLISH if language == "en" else SPANISH).values():
        assert plain(runs(text, VALUES))


def test_every_type_of_debt_has_its_noun() -> None:
    assert all(set(nouns) == set(DEBT_TYPES) for nouns in PRODUCTS.values())
    assert set(PRODUCTS) == set(WORDS) == {"en", "es"}


@pytest.mark.law
def test_prompts_and_headings_are_those_of_the_rule() -> None:
    """12 CFR 1006.34(c)(4) and (d)(3) quote these."""
    words = {key: plain(runs(text, VALUES)) for key, text in ENGLISH.items()}
    assert words["response_heading"] == "How do you want to respond?"
    assert words["response_instruction"] == "Check all that apply:"
    assert words["prompt_dispute"] == "I want to dispute the debt because I think:"
    assert words["prompt_not_mine"] == "This is not my debt."
    assert words["prompt_wrong_amount"] == "The amount is wrong."
    assert words["prompt_other"] == "Other (please describe on reverse or attach additional information)."
    assert words["prompt_original_creditor"] == "I want you to send me the name and address of the original creditor."
    assert words["prompt_enclosed"] == "I enclosed this amount:"
    assert words["payment_options"] == "Contact us about your payment options."
    assert words["prompt_spanish"].startswith("Quiero este formulario en español")
    assert words["spanish_offer"].startswith("Póngase en contacto con nosotros para solicitar una copia de este")
