"""What a provider is told to do with a line is well-formed, whatever people are called or type."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from goodstanding.outreach.channels.call import twiml

PAGE = "https://collections.example.com/voice/menu/"


def tree(written: bytes) -> ET.Element:
    return ET.fromstring(written)  # noqa: S314  We wrote it this moment.


@given(text=st.text())
def test_no_text_becomes_an_instruction(text: str) -> None:
    found = tree(twiml.said([text, "<Dial>+12025550199</Dial>"], language="en"))
    assert [one.tag for one in found] == ["Say", "Say", "Hangup"]
    assert found[1].text == "<Dial>+12025550199</Dial>"


def test_digits_are_asked_for_by_number_or_up_to_a_sign() -> None:
    found = tree(twiml.asked(["Pulse 1."], language="es", asking=twiml.Asking(PAGE, most=1)))
    gather = found[0]
    assert (gather.get("numDigits"), gather.get("action"), gather[0].get("language")) == ("1", PAGE, "es-MX")
    assert found[1].text == PAGE
    assert tree(twiml.asked([], language="en", asking=twiml.Asking(PAGE)))[0].get("finishOnKey") == "#"


def test_a_bridge_names_the_number_and_where_its_news_go() -> None:
    bridge = twiml.Bridge("+12025550142", "+12175550100", 20, PAGE, PAGE + "after/", PAGE + "rec/", PAGE + "notice/")
    dial = tree(twiml.bridged(bridge, ["You are being connected."]))[1]
    assert (dial.tag, dial.get("record"), dial.get("timeout")) == ("Dial", "record-from-answer-dual", "20")
    assert (dial[0].text, dial[0].get("statusCallback"), dial[0].get("url")) == ("+12025550142", PAGE, PAGE + "notice/")
    bare = tree(twiml.bridged(twiml.Bridge("+12025550142", "+12175550100", 20, "", "")))[0]
    assert (bare.get("record"), bare.get("action"), bare[0].get("url")) == (None, None, None)


def test_a_room_ends_when_its_collector_leaves() -> None:
    waiting, let_in = (tree(twiml.let_into("room-1", waits=waits))[0][0] for waits in (True, False))
    assert (waiting.text, waiting.get("endConferenceOnExit")) == ("room-1", "true")
    assert let_in.get("endConferenceOnExit") == "false"


def test_hanging_up_and_going_on() -> None:
    assert [one.tag for one in tree(twiml.hung_up())] == ["Hangup"]
    assert [one.tag for one in tree(twiml.told(["This call is recorded."], language="en"))] == ["Say"]
