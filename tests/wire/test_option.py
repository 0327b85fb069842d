"""What is read from an option as somebody typed it."""

import pytest

from goodstanding.wire.option import Option, OptionRefused, Readers, read, read_options

OPTIONS = (
    Option("base_address", "Where it is asked.", required=True, example="https://api.example.com", kind="address"),
    Option("birds", "How many.", kind="number", default=2, least=1, most=9),
    Option("color", "Which.", kind="choice", choices=("blue", "red")),
)


def test_options_are_read_to_values_and_defaults_fill_the_rest() -> None:
    told = read_options({"base_address": "https://loft.example.com/", "color": ""}, options=OPTIONS, what="pigeon")
    assert told == {"base_address": "https://loft.example.com", "birds": 2}


def test_all_faults_are_told_together() -> None:
    with pytest.raises(OptionRefused) as refused:
        read_options({"bird": "3", "birds": "10", "color": "green"}, options=OPTIONS, what="pigeon")
    words = str(refused.value)
    assert "no option 'bird'. Did you mean birds?" in words
    assert "pigeon needs base_address" in words
    assert "'10' is not a number from 1 to 9" in words
    assert "one of blue, red" in words


def test_an_address_that_is_refused_is_an_option_refused() -> None:
    with pytest.raises(OptionRefused, match="only be asked by https"):
        read("http://api.example.com", OPTIONS[0])


def test_a_chapter_brings_readers_of_its_own_kinds() -> None:
    more: Readers = {"phone": lambda value, _option: value.replace(" ", "")}
    assert read("+1 217 555 0100", Option("caller", "", kind="phone"), more=more) == "+12175550100"
    with pytest.raises(AssertionError, match="Nobody reads"):
        read("+1", Option("caller", "", kind="phone"))
