from goodstanding.portal.offer.words import NOTES, OFFER_WORDS


def test_both_languages_say_the_same_things() -> None:
    assert set(OFFER_WORDS["en"]) == set(OFFER_WORDS["es"])
    assert set(NOTES) <= set(OFFER_WORDS["en"])
    assert all(OFFER_WORDS["en"][key] != OFFER_WORDS["es"][key] for key in OFFER_WORDS["en"])
