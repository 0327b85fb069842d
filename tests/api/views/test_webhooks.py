"""The door for providers' posts: what it answers, and that nothing it refuses leaves a trace in the books."""

import hashlib
import json
import os
import random
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection

from goodstanding.access.permission import OPERATOR
from goodstanding.api.views import webhooks as door
from goodstanding.config.wsgi import application
from goodstanding.outreach.channels.email.esp import ESPS
from goodstanding.outreach.channels.queries import key_folder
from goodstanding.outreach.inbox.operations import forget_readers, read_posts
from goodstanding.outreach.inbox.refused import FILE, refused_counts
from goodstanding.outreach.inbox.telling import Post
from goodstanding.outreach.models.channel import ChannelSetting, InboxEvent
from goodstanding.worklists.models import Task
from tests.outreach.inbox.mail.posting import AUTH, SECRETS, WEB, post
from tests.outreach.inbox.mail.views.test_reader import FOLDER, PAYLOADS, cases

pytestmark = pytest.mark.django_db
LONG = bool(os.environ.get("GOODSTANDING_LONG"))
MALFORMED = 10_000 if LONG else 2_000
HURTING = [
    b"\x00", b"\xff\xfe", b"null", b"[]", b"{}", b"-1e999", b'"', b"\\ud800", b"'; DROP TABLE x;--", b"<script>",
    b"9" * 400, b"[" * 2000, b"\r\nX: y",
]  # fmt: skip
CALM = {200, 400, 401, 403, 404, 405, 413}


@pytest.fixture(autouse=True)
def set_mail() -> None:
    """Every mail provider was set once, each with its secret, so that all doors are open."""
    forget_readers()
    (Path(settings.DATA_FOLDER) / FILE).unlink(missing_ok=True)
    key_folder().mkdir(parents=True, exist_ok=True)
    at = datetime.now(UTC) - timedelta(days=1)
    for name in ESPS:
        (key_folder() / f"test-{name}").write_text(
            SECRETS.get(name, "") + f"\nwebhook_auth={AUTH}\n" * (name not in SECRETS)
        )
        ChannelSetting.objects.create(
            channel="email", provider="anymail", options={"esp_name": name, "web_address": WEB},
            secret_name=f"test-{name}", by="test", at=at, entry_id=1,
        )  # fmt: skip


def ask(told: Post, *, method: str = "POST", length: str | None = None) -> int:
    """Ask the door as a web server does and return the status."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method, "PATH_INFO": told.address, "QUERY_STRING": "", "wsgi.input": BytesIO(told.body),
        "CONTENT_LENGTH": str(len(told.body)) if length is None else length,
        "CONTENT_TYPE": told.headers.get("content-type", ""),
    }  # fmt: skip
    for name, value in told.headers.items():
        if name != "content-type":
            environ[f"HTTP_{name.upper().replace('-', '_')}"] = value
    answers: list[str] = []
    content = application(environ, lambda status, _headers, *_: answers.append(status))
    assert b"".join(content) == b""
    return int(answers[0].split()[0])


def all_tables() -> str:
    """A hash of every row of every table."""
    with connection.cursor() as cursor:
        told = hashlib.sha256()
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM "{table}" t')
            told.update(f"{table} {cursor.fetchone()}".encode())
    return told.hexdigest()


def test_a_post_is_answered_and_on_disk_and_again_answered() -> None:
    told = post("mailgun", PAYLOADS["mailgun"])
    assert [ask(told) for _ in range(3)] == [200, 200, 200]
    assert InboxEvent.objects.count() == 1


def test_whoever_is_nobody_is_told_so_calmly_and_counted() -> None:
    before = all_tables()
    told = post("mailgun", PAYLOADS["mailgun"])
    forged = told._replace(body=told.body.replace(b'"signature": "', b'"signature": "0'))
    assert ask(forged) == 403
    assert ask(told._replace(body=b"no json")) in {400, 403}
    assert ask(told, method="GET") == 405
    assert ask(told, method="DELETE") == 405
    assert ask(told, method="HEAD") == 200
    for path in (
        "/webhooks/nobody/",
        "/webhooks/",
        "/webhooks/mailgun/x/",
        "/webhooks/../mailgun/",
        "/webhooks/MAILGUN/",
    ):
        assert ask(told._replace(address=path)) == 404
    assert ask(told, length=str(door.BODY_MAX + 1)) == 413
    assert ask(told._replace(body=b"x" * (door.BODY_MAX + 1)), length="") == 413
    assert all_tables() == before
    counts = refused_counts(Path(settings.DATA_FOLDER))
    assert counts["unknown"] == {"unknown": 5}
    assert counts["mailgun"]["too large"] == 2
    assert counts["mailgun"]["not posted"] == 2


def test_amazon_is_asked_for_its_password() -> None:
    told = post("amazon_ses", PAYLOADS["amazon_ses"])
    assert ask(told) == 200
    assert ask(told._replace(headers={k: v for k, v in told.headers.items() if k != "authorization"})) == 401


def test_a_database_that_is_away_is_no_fault_of_the_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> str:
        raise DatabaseError("away")

    monkeypatch.setattr(door, "accept_post", away)
    assert ask(post("mailgun", PAYLOADS["mailgun"])) == 503

    def broken(*_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(door, "accept_post", broken)
    assert ask(post("mailgun", PAYLOADS["mailgun"])) == 503


def real() -> list[tuple[str, Any]]:
    """Real payloads where the reference files are there, else our own of the same shapes."""
    if FOLDER.exists():
        return [(case.name, case.payload) for case in cases()]
    return list(PAYLOADS.items())


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Change a body in one to four places: bytes turned, cut, doubled, swapped for what hurts."""
    told = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(told) + 1)
        match chance.randrange(5):
            case 0 if told:
                told[place % len(told)] ^= 1 << chance.randrange(8)
            case 1:
                del told[place : place + chance.randint(1, 40)]
            case 2:
                told[place:place] = told[place : place + chance.randint(1, 80)]
            case 3:
                told[place:place] = chance.choice(HURTING)
            case _:
                told[place : place + chance.randint(1, 20)] = chance.choice(HURTING)
    return bytes(told)


def turned(value: Any, chance: random.Random) -> Any:
    """Change a payload in its shape: a value of another kind in some place."""
    odd: list[Any] = [
        None,
        [],
        {},
        "",
        "\x00",
        -1,
        10**400,
        1e308,
        True,
        ["x"],
        {"a": {}},
        "<script>",
        "\ud800",
        "9" * 5000,
    ]
    if isinstance(value, dict) and value and chance.random() < 0.85:
        key = chance.choice(sorted(value))
        return {**value, key: turned(value[key], chance)}
    if isinstance(value, list) and value and chance.random() < 0.85:
        place = chance.randrange(len(value))
        return [*value[:place], turned(value[place], chance), *value[place + 1 :]]
    return chance.choice(odd)


def test_no_malformed_post_is_a_fault_or_changes_anything() -> None:
    chance, payloads = random.Random(20261123), real()
    before, statuses = all_tables(), []
    for _ in range(MALFORMED):
        name, payload = chance.choice(payloads)
        told = post(name, payload)
        headers = dict(told.headers)
        if name not in SECRETS:
            headers["authorization"] = chance.choice(["Basic eDp5", "Basic", "", "\x00", "Bearer " + "x" * 3000])
        if chance.random() < 0.2:
            headers = {
                key: mutated(value.encode("latin-1"), chance).decode("latin-1") for key, value in headers.items()
            }
        body = mutated(told.body, chance)
        if body == told.body or (name == "mailgun" and b"event-data" in body):
            # Mailgun signs a token and a time, not what it says; a changed body with its signature is tested below.
            body = body + b"}"
        statuses.append(ask(told._replace(body=body, headers=headers)))
    assert set(statuses) <= CALM, set(statuses)
    taken = InboxEvent.objects.count()
    assert sum(status != 200 for status in statuses) >= MALFORMED * 0.9
    # Only what is not covered by a provider's own signature got through, and it left one row and nothing else.
    assert set(InboxEvent.objects.values_list("source", flat=True)) <= {"mailgun", "mandrill", "unisender_go"}
    if not taken:
        assert all_tables() == before


def test_what_is_signed_but_malformed_is_kept_and_shown_and_stops_nothing() -> None:
    chance, payloads = random.Random(5), real()
    for _ in range(MALFORMED // 10):
        name, payload = chance.choice(payloads)
        try:
            told = post(name, turned(payload, chance))
        except (TypeError, AttributeError, ValueError, LookupError):
            continue  # Not even our signing could write it.
        assert ask(told) in CALM
    done = read_posts(by=OPERATOR, at=datetime.now(UTC) + timedelta(hours=1), limit=MALFORMED)
    assert done.read == InboxEvent.objects.count() > MALFORMED // 20
    assert not InboxEvent.objects.filter(read_at=None).exists()
    assert Task.objects.filter(kind="exception").count() == done.unreadable
    assert json.dumps(list(Task.objects.values_list("title", flat=True)))
