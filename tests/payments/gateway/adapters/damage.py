"""Damages answers and posts: other values, missing fields, cut bytes; and a line that gives damaged answers."""

import copy
import json
from collections.abc import Mapping
from email.utils import format_datetime
from random import Random
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from goodstanding.wire.line import Answer, NoAnswer
from tests.payments.gateway.adapters.fake_server import Ask, FakeServer

JUNK: tuple[object, ...] = (
    None, True, False, 0, -1, 1, 10**30, -(10**18), 1.5, float("inf"), "", "0", "x" * 3000, "\x00", "\ud800", "é", [],
    {}, [None], [[]], [1, "a"], {"id": 1}, {"id": {"id": []}}, "9999-12-31T23:59:59-23:59", "0001-01-01",
    253_402_300_800, "USD", "usd", "paid", "COMPLETED",
    "succeeded", "http://127.0.0.1:1/", "javascript:alert(1)", "../../v1/x",
)  # fmt: skip
STATUSES = (200, 200, 200, 201, 204, 301, 400, 401, 402, 403, 404, 408, 409, 418, 422, 429, 500, 502, 503, 599)


def damaged(told: object, chance: Random) -> object:
    """Return an object with one to three of its parts gone or replaced."""
    found = copy.deepcopy(told)
    for _ in range(chance.randint(1, 3)):
        holders = [one for one in _holders(found) if one]
        if not holders:
            return chance.choice(JUNK)
        holder = chance.choice(holders)
        place: Any = chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        if chance.random() < 0.3:
            del holder[place]
        else:
            holder[place] = copy.deepcopy(chance.choice(JUNK))
    return found


def damaged_bytes(body: bytes, chance: Random) -> bytes:
    """Return JSON with parts replaced, or bytes that are cut or turned."""
    how = chance.random()
    if how < 0.75:
        return json.dumps(damaged(json.loads(body or b"{}"), chance)).encode()
    if how < 0.85:
        return body[: chance.randrange(len(body) + 1)]
    if how < 0.95 and body:
        place = chance.randrange(len(body))
        return body[:place] + bytes([chance.randrange(256)]) + body[place + 1 :]
    return chance.randbytes(chance.randrange(60))


def _holders(found: object) -> list[Any]:
    if isinstance(found, dict):
        return [found, *(one for value in found.values() for one in _holders(value))]
    if isinstance(found, list):
        return [found, *(one for value in found for one in _holders(value))]
    return []


class DamagedLine:
    """Asks a fake without a network; damages the answers from when it is told to. `count` is how many it damaged."""

    def __init__(self, fake: FakeServer, chance: Random) -> None:
        self.fake, self.chance, self.count, self.is_damaging = fake, chance, 0, False

    def ask(
        self, method: str, path: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer | NoAnswer:
        parts = urlsplit(path)
        lower = {name.lower(): value for name, value in (headers or {}).items()}
        told = Ask(method, parts.path, dict(parse_qsl(parts.query)), lower, body or b"", path)
        try:
            status, found = self.fake.answer(told)
        except (KeyError, IndexError, ValueError, TypeError, AttributeError, StopIteration):
            assert self.is_damaging  # The fake was asked for what only a damaged answer could have named.
            status, found = 404, {}
        answered = json.dumps(found).encode() if found is not None else b""
        stated = {"date": format_datetime(self.fake.now, usegmt=True)}
        if not self.is_damaging or parts.path.endswith("/token"):
            return Answer(status, answered, stated)
        self.count += 1
        if self.chance.random() < 0.05:
            return NoAnswer("cut", "The line broke.")
        if self.chance.random() < 0.2:
            stated |= {"date": "x" * 50, "retry-after": self.chance.choice(["-1", "soon", "9" * 50, "٣"])}
        status = self.chance.choice(STATUSES) if self.chance.random() < 0.3 else status
        return Answer(status, damaged_bytes(answered, self.chance), stated)

    def close(self) -> None:
        pass
