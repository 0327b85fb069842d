from goodstanding.portal.words import CHANNELS, LANGUAGES, NOTES, WORDS, language_of


def test_everything_is_said_in_every_language() -> None:
    assert set(WORDS) == set(CHANNELS) == set(LANGUAGES)
    assert set(WORDS["en"]) == set(WORDS["es"])
    assert set(CHANNELS["en"]) == set(CHANNELS["es"])
    assert all(text.strip() for words in WORDS.values() for text in words.values())
    assert set(NOTES) <= set(WORDS["en"])


def test_the_language_is_the_one_asked_for_then_the_messages_then_english() -> None:
    assert language_of(asked="en", message="es") == "en"
    assert language_of(asked="xx", message="es") == "es"
    assert language_of(asked="<script>", message="") == "en"
