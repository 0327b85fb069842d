"""The sentences of the menu: the same ones in every language, each with its names filled in."""

from datetime import date

from goodstanding.outreach.channels.call.menu.words import AFTER_VERIFICATION, LANGUAGES, sentence, spoken_day, words


def test_every_language_has_every_sentence() -> None:
    assert set(words()) == set(LANGUAGES.values())
    english, spanish = (set(words()[one]) for one in ("en", "es"))
    assert english == spanish
    assert set(AFTER_VERIFICATION) <= english


def test_names_are_filled_in_and_what_is_filled_in_is_not_read_again() -> None:
    said = sentence("balance", language="en", amount="{reference}", reference="D-1")
    assert said.count("D-1") >= 1
    assert sentence("goodbye", language="fr") == sentence("goodbye", language="en")


def test_a_day_is_said_in_its_language() -> None:
    assert spoken_day(date(2026, 12, 1), language="es") == "1 de diciembre de 2026"
