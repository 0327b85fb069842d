import pytest

from goodstanding.workbench.search import probe


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("0142", "0142"),
        ("(207) 555-0142", "2075550142"),
        ("0044 20 7946", "44207946"),
        ("+44 20 7946", "44207946"),
        ("142", ""),
        ("12 Lantern", ""),
        ("INV-0142", ""),
    ],
)
def test_four_digits_or_more_are_part_of_a_telephone_number(text: str, digits: str) -> None:
    assert probe.read(text).digits == digits


def test_digits_are_not_looked_for_among_names() -> None:
    assert probe.read("555 0142").words == ()


def test_a_name_is_read_without_accents_and_order_is_kept() -> None:
    assert probe.read(" Ångström,  BJÖRN ").words == ("angstrom", "bjorn")


def test_an_at_sign_makes_an_e_mail() -> None:
    assert probe.read("Willow@Exa").email == "willow@exa"
    assert probe.read("willow").email == ""


@pytest.mark.parametrize("text", ["", "   ", "a", "\0", "%", "''"])
def test_too_little_is_not_looked_for(text: str) -> None:
    assert probe.read(text).is_empty or probe.read(text).words == ()


def test_a_very_long_text_is_cut() -> None:
    assert len(probe.read("x" * 10_000).text) == probe.LENGTH_MOST
    assert len(probe.read("ab cd ef gh ij kl mn op").words) == probe.WORDS_MOST


def test_like_takes_no_orders_from_the_text() -> None:
    assert probe.anywhere(r"50%_\x") == r"%50\%\_\\x%"
