"""The page of a plan says the same in both languages."""

from goodstanding.portal.plan.words import NOTES, PLAN_WORDS


def test_both_languages_say_everything() -> None:
    assert set(PLAN_WORDS["en"]) == set(PLAN_WORDS["es"]) >= set(NOTES)
    assert all(text.strip() for words in PLAN_WORDS.values() for text in words.values())
