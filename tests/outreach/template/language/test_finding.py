"""Findings and the refusal that carries them."""

from goodstanding.outreach.template.language.finding import Finding, nearest, refused


def test_a_finding_says_its_place_and_channel() -> None:
    assert str(Finding(3, 7, "Wrong.", "Do this.", channel="sms")) == "Line 3, column 7: (sms) Wrong. Do this."
    assert str(Finding(0, 0, "Wrong.")) == "Wrong."


def test_a_refusal_tells_what_stands_in_the_way_in_order() -> None:
    told = refused([Finding(9, 1, "Second."), Finding(2, 1, "First."), Finding(1, 1, "Hm.", weight="warning")])
    assert str(told).splitlines() == [
        "The text cannot be used; 2 things are to be mended:",
        "  Line 2, column 1: First.",
        "  Line 9, column 1: Second.",
    ]
    assert len(told.findings) == 3


def test_the_nearest_word_is_offered_or_all_of_few() -> None:
    assert nearest("chnanel", ["channel", "client"]) == "Did you mean channel?"
    assert nearest("x", ["channel", "client"]) == "Known are channel, client."
    assert nearest("x", [str(number) for number in range(50)]) == ""
