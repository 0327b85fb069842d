"""Channels, consents and wishes, as the pure nouns weigh them."""

from datetime import UTC, datetime, timedelta
from random import Random

from goodstanding.parties import consent, preference
from goodstanding.strategy.night.reading import day_end
from tests.strategy.night.made import DAY, NOON, TODAY, Row, account, accounts

LAST = day_end(TODAY) - timedelta(microseconds=1)
FAR = datetime(2050, 1, 1, tzinfo=UTC)
CHANNELS = {"email": ("email", "email"), "text": ("sms", "phone"), "call": ("call", "phone"),
            "letter": ("letter", "address")}  # fmt: skip
ABLE = {"email": "can_email", "text": "can_text", "call": "can_call", "letter": "can_write"}


def instants(throw: Random) -> datetime:
    """Return an instant around the end of the day, often the same as another's."""
    return throw.choice([LAST, LAST + timedelta(microseconds=1), NOON, NOON - DAY, NOON - 2 * DAY, NOON + DAY])


def test_consents_stand_as_the_noun_weighs_them() -> None:
    throw = Random(5)
    points: list[Row] = []
    said: list[Row] = []
    expected: dict[int, tuple[list[Row], list[consent.ConsentFact]]] = {}
    for person in range(1, 301):
        own: list[Row] = [
            {"point_id": 100 * person + place, "person_id": person, "kind": kind,
             "status": throw.choice(["valid", "unverified", "invalid", "wrong person"])}
            for place, kind in enumerate(throw.choices(["email", "phone", "address"], k=throw.randrange(5)))
        ]  # fmt: skip
        facts = []
        for _ in range(throw.randrange(6)):
            channel = throw.choice(["email", "sms", "call", "letter"])
            where = throw.choice([None, *(one["point_id"] for one in own)])
            effective = instants(throw)
            learned = max(effective, instants(throw))
            decision = throw.choice(["given", "withdrawn"])
            facts.append(consent.ConsentFact(channel, decision, "call", effective, learned, where))
            said.append({
                "person_id": person, "point_id": where, "channel": channel, "decision": decision,
                "effective_at": effective, "learned_at": learned, "consent_id": len(said),
            })  # fmt: skip
        points += own
        expected[person] = own, facts
    rows = accounts(debt=[{"account_id": one, "person_id": one} for one in expected], point=points, consent=said)
    for person, (own, facts) in expected.items():
        for name, (channel, kind) in CHANNELS.items():
            usable = [
                one["point_id"] for one in own if one["kind"] == kind and one["status"] in ("valid", "unverified")
            ]
            states = [
                consent.state(facts, channel=channel, at=LAST, known_at=FAR, contact_point_id=where)
                for where in usable or [None]
            ]
            told = "none" if states[0] == "unknown" else states[0]
            assert rows[person][f"consent_{name}"] == told, (person, channel)
            assert rows[person][ABLE[name]] == any(one != "withdrawn" for one in states[: len(usable)])
            if name != "text":
                assert rows[person][f"{kind}_points"] == len(usable)


def test_wishes_stand_as_the_noun_weighs_them() -> None:
    throw = Random(6)
    uttered: list[Row] = []
    expected: dict[int, list[preference.PreferenceFact]] = {}
    values = {"channel": ["email", "letter"], "language": ["es", "fr"], "hours": ["mon-fri 09:00-12:00"]}
    for person in range(1, 301):
        facts = []
        for _ in range(throw.randrange(6)):
            kind = throw.choice(list(values))
            effective, learned = instants(throw), NOON + len(uttered) * timedelta(seconds=1)
            ended = throw.choice([None, None, LAST, LAST + timedelta(microseconds=1), NOON])
            value = throw.choice(values[kind])
            facts.append(preference.PreferenceFact(kind, value, "call", effective, learned, ended))
            uttered.append({
                "person_id": person, "kind": kind, "value": value, "effective_at": effective, "ended_at": ended,
                "learned_at": learned, "preference_id": len(uttered),
            })  # fmt: skip
        expected[person] = facts
    rows = accounts(debt=[{"account_id": one, "person_id": one} for one in expected], preference=uttered)
    for person, facts in expected.items():
        wish = {kind: preference.in_force(facts, kind=kind, at=LAST, known_at=FAR) for kind in values}
        assert rows[person]["has_hours_wish"] == (wish["hours"] is not None)
        for kind in ("channel", "language"):
            one = wish[kind]
            assert rows[person][f"preferred_{kind}"] == (None if one is None else one.value), person


def test_without_a_word_about_it_a_channel_is_open_where_there_is_a_point() -> None:
    row = account(point=[{"point_id": 1, "person_id": 1, "kind": "phone"}])
    assert (row["can_call"], row["can_text"], row["can_email"], row["consent_call"]) == (True, True, False, "none")
