"""The words of paying are there in both languages, and say what every state is."""

from goodstanding.payments.gateway.life import MEANINGS
from goodstanding.portal.pay.words import PAY_WORDS, SAYS


def test_both_languages_say_the_same_things() -> None:
    assert set(PAY_WORDS["en"]) == set(PAY_WORDS["es"]) and set(SAYS["en"]) == set(SAYS["es"])
    assert set(MEANINGS) <= set(PAY_WORDS["en"])
    assert all(text.strip() for words in PAY_WORDS.values() for text in words.values())
