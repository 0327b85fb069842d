"""What a Twilio-compatible provider is told to do with a line: say, ask for digits, connect, hang up (TwiML).

For the pages the provider asks us at. Whatever stands in it is text to an XML writer, so nothing a person is called by
or types can become an instruction.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.etree import ElementTree as ET

VOICES: Mapping[str, str] = {"en": "en-US", "es": "es-MX"}
"""How a language is named to the provider's voices."""
MEDIA_TYPE = "text/xml; charset=utf-8"


class Asking(NamedTuple):
    """Digits that are asked for. `most` is how many are taken at once; without it "#" ends them."""

    address: str
    most: int | None = None
    wait_s: int = 8


def said(texts: Sequence[str], *, language: str) -> bytes:
    """Say something and hang up."""
    response = ET.Element("Response")
    _say(response, texts, language)
    ET.SubElement(response, "Hangup")
    return _written(response)


def asked(texts: Sequence[str], *, language: str, asking: Asking) -> bytes:
    """Say something and wait for digits; where none come, ask the same address with none."""
    response = ET.Element("Response")
    words = {"input": "dtmf", "action": asking.address, "method": "POST", "timeout": str(asking.wait_s)}
    words |= {"finishOnKey": "#"} if asking.most is None else {"numDigits": str(asking.most), "finishOnKey": ""}
    gather = ET.SubElement(response, "Gather", words | {"actionOnEmptyResult": "true"})
    _say(gather, texts, language)
    ET.SubElement(response, "Redirect", {"method": "POST"}).text = asking.address
    return _written(response)


def told(texts: Sequence[str], *, language: str) -> bytes:
    """Say something and go on with what was begun."""
    response = ET.Element("Response")
    _say(response, texts, language)
    return _written(response)


def hung_up() -> bytes:
    """Hang up without a word."""
    response = ET.Element("Response")
    ET.SubElement(response, "Hangup")
    return _written(response)


class Bridge(NamedTuple):
    """A number that a line is connected to, where its news go, and whether the call is recorded."""

    number: str
    caller_id: str
    ring_s: int
    status_address: str
    after_address: str
    recording_address: str = ""
    notice_address: str = ""
    """Where the provider asks what the person hears before both are connected, such as that the call is recorded."""


def bridged(bridge: Bridge, texts: Sequence[str] = (), *, language: str = "en") -> bytes:
    """Say something to whoever is on the line, then connect them to a number."""
    response = ET.Element("Response")
    _say(response, texts, language)
    words = {"callerId": bridge.caller_id, "timeout": str(bridge.ring_s), "method": "POST"}
    words |= {"action": bridge.after_address} if bridge.after_address else {}
    if bridge.recording_address:
        words |= {"record": "record-from-answer-dual", "recordingStatusCallback": bridge.recording_address}
    dial = ET.SubElement(response, "Dial", words)
    news = (
        {
            "statusCallback": bridge.status_address,
            "statusCallbackEvent": "initiated ringing answered completed",
            "statusCallbackMethod": "POST",
        }
        if bridge.status_address
        else {}
    )
    news |= {"url": bridge.notice_address, "method": "POST"} if bridge.notice_address else {}
    ET.SubElement(dial, "Number", news).text = bridge.number
    return _written(response)


def let_into(room: str, texts: Sequence[str] = (), *, language: str = "en", waits: bool, after: str = "") -> bytes:
    """Let somebody into a room; who `waits` opens it and stays, the other is let in and ends it by leaving."""
    response = ET.Element("Response")
    _say(response, texts, language)
    dial = ET.SubElement(response, "Dial", {"action": after, "method": "POST"} if after else {})
    words = {"beep": "false", "startConferenceOnEnter": "true", "endConferenceOnExit": "true" if waits else "false"}
    ET.SubElement(dial, "Conference", words).text = room
    return _written(response)


def _say(parent: ET.Element, texts: Sequence[str], language: str) -> None:
    for text in texts:
        ET.SubElement(parent, "Say", {"language": VOICES.get(language, VOICES["en"])}).text = _speakable(text)


def _speakable(text: str) -> str:
    """Return a text without what XML cannot hold."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _written(response: ET.Element) -> bytes:
    written: bytes = ET.tostring(response, encoding="utf-8", xml_declaration=True)
    return written
