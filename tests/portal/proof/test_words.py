"""The page that asks who somebody is says the same in both languages, and nothing of a debt."""

from goodstanding.portal.proof.words import PROOF_WORDS


def test_both_languages_say_everything() -> None:
    assert set(PROOF_WORDS["en"]) == set(PROOF_WORDS["es"])
    assert all(text.strip() for words in PROOF_WORDS.values() for text in words.values())


def test_nothing_tells_of_a_debt() -> None:
    tells = {"en": ("debt", "owe", "pay", "offer", "account"), "es": ("deuda", "debe", "pago", "pagar", "cuenta")}
    for language, words in tells.items():
        told = " ".join(PROOF_WORDS[language].values()).casefold()
        assert not [word for word in words if word in told]
