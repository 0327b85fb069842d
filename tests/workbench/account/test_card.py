from datetime import date

from goodstanding.workbench.account.card import Event, Point, said, timeline

MONDAY, TUESDAY = date(2026, 5, 4), date(2026, 5, 5)


def test_the_latest_event_comes_first_and_knows_its_place_in_the_log() -> None:
    events = [Event(MONDAY, "charge", "a", 10), Event(TUESDAY, "receipt", "b", 11), Event(TUESDAY, "consent", "c")]
    assert [(event.text, event.position) for event in timeline(events, positions={10: 0, 11: 4})] == [
        ("b", 4),
        ("c", None),
        ("a", 0),
    ]


def test_a_contact_point_that_reaches_nobody_is_gone() -> None:
    for status, is_gone in (("valid", False), ("unverified", False), ("disconnected", True), ("wrong person", True)):
        assert Point("phone", "+12075550142", "", status, "", "", ()).is_gone is is_gone


def test_a_consent_is_told_in_a_sentence() -> None:
    assert said("sms", "given", since="6 May 2026") == "Text message: given, since 6 May 2026."
    assert said("call", "withdrawn", since="6 May 2026", where="home") == "Call at home: withdrawn, since 6 May 2026."
