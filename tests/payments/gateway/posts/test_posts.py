"""Posts: forged, replayed, late, doubled, out of order, malformed, of nobody; a post by itself moves nothing."""

import json
import os
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from pytest_django import DjangoDbBlocker

from goodstanding.api.views.payment_posts import webhooks
from goodstanding.payments.gateway.port import PostRefused
from goodstanding.payments.gateway.posts.operations import (
    UnknownSource,
    accept_post,
    forget_readers,
    read_posts,
)
from goodstanding.payments.gateway.queries.settings import gateway_of
from goodstanding.payments.gateway.simulator.posts import HEADER, due_posts, signed
from goodstanding.payments.gateway.simulator.provider import SimulatorGateway
from goodstanding.payments.models.gateway import GatewayPost
from goodstanding.worklists.models import Task
from tests.api.views.test_webhooks import all_tables
from tests.payments.fake_gateway.running import SECRET
from tests.payments.gateway.till import WORKER, Till, nothing, now, post_of, standing_minor
from tests.workbench.served import copied_database

LONG = os.environ.get("GOODSTANDING_LONG") == "1"
POSTS = 10_000 if LONG else 2_000


@pytest.fixture
def till(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Till:
    """A till whose simulator works in this program, and signs with a secret we know."""
    return _till(tmp_path, monkeypatch)


def _till(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Till:
    monkeypatch.setattr(settings, "DATA_FOLDER", folder)
    (folder / "keys").mkdir(exist_ok=True)
    (folder / "keys" / "simulator_posts").write_text(SECRET)
    forget_readers()
    return Till(None)


def told(till: Till, number: int, **more: str) -> bytes:
    reference = till.of(number).reference
    return json.dumps({"event": "e1", "subject": "payment", "reference": reference, "says": "paid", **more}).encode()


def read(till: Till) -> str:
    read_posts(disputed=nothing, by=WORKER, now=till.now)
    return GatewayPost.objects.order_by("-id").values_list("outcome", flat=True)[0]


def acted(till: Till, number: int) -> None:
    gateway = gateway_of("simulator", at=now())
    assert isinstance(gateway, SimulatorGateway)
    gateway.engine.act(till.of(number).reference, "pay")


def asked(source: str, body: bytes, **more: str) -> int:
    """Post through the door and return its status."""
    seen: list[str] = []
    environ: dict[str, Any] = {
        "PATH_INFO": f"/hooks/payments/{source}/", "REQUEST_METHOD": "POST", "wsgi.input": BytesIO(body),
        "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/json", **more,
    }  # fmt: skip
    webhooks(environ, lambda status, _headers: seen.append(status))
    return int(seen[0][:3])


@pytest.mark.django_db
def test_a_post_that_says_paid_moves_nothing_by_itself(till: Till) -> None:
    number = till.page(10_000)
    assert accept_post("simulator", post_of(told(till, number), at=now())) == "taken"
    assert (read(till), till.of(number).state, standing_minor(till.debt_id)) == ("followed", "open", 0)


@pytest.mark.django_db
def test_a_post_has_the_provider_asked_and_the_books_follow_once(till: Till) -> None:
    number = till.page(10_000)
    acted(till, number)
    body = told(till, number)
    words = [accept_post("simulator", post_of(body, at=now() + timedelta(seconds=at))) for at in range(3)]
    assert words == ["taken", "known", "known"]
    assert accept_post("simulator", post_of(told(till, number, event="e2"), at=now())) == "taken"
    assert read(till) == "followed"
    assert standing_minor(till.debt_id) == 10_000


@pytest.mark.django_db
@pytest.mark.parametrize("minor", [10_031, 10_032, 10_033, 10_034])
def test_late_doubled_unordered_and_forged_posts_come_to_what_the_provider_says(till: Till, minor: int) -> None:
    number = till.page(minor)
    acted(till, number)
    gateway = gateway_of("simulator", at=now())
    assert isinstance(gateway, SimulatorGateway)
    refused = 0
    for days in (0, 3):
        gateway.engine.pass_days(days)
        for due in due_posts(gateway.engine):
            try:
                accept_post("simulator", post_of(due.body, at=now(), secret="no" if due.is_forged else SECRET))
            except PostRefused as refusal:
                refused += refusal.is_forged
        if GatewayPost.objects.exists():
            read(till)
    is_forged = minor == 10_034
    assert refused == is_forged
    assert till.of(number).state == ("pending" if is_forged else "paid")
    assert standing_minor(till.debt_id) == (0 if is_forged else minor)


@pytest.mark.django_db
def test_a_post_of_nothing_we_know_waits_and_is_then_looked_at(till: Till) -> None:
    accept_post(
        "simulator", post_of(json.dumps({"subject": "payment", "reference": "x", "event": "e"}).encode(), at=now())
    )
    assert read(till) == ""
    till.later = timedelta(minutes=20)
    assert read(till) == "no payment of ours"
    assert Task.objects.filter(matter="payment-post:simulator:x").count() == 1


@pytest.mark.django_db
def test_what_cannot_be_read_is_looked_at_and_stops_nobody(till: Till) -> None:
    number = till.page(10_000)
    acted(till, number)
    accept_post("simulator", post_of(b"\xff{", at=now()))
    accept_post("simulator", post_of(told(till, number), at=now()))
    assert read(till) == "followed"
    assert Task.objects.filter(matter__startswith="payment-post:").count() == 1


@pytest.mark.django_db
def test_a_replay_is_too_old_and_a_door_nobody_opened_is_none(till: Till) -> None:
    body = told(till, till.page(10_000))
    old = post_of(body, at=now() - timedelta(hours=1))
    with pytest.raises(PostRefused, match="too old"):
        accept_post("simulator", replace(old, received_at=now()))
    with pytest.raises(UnknownSource):
        accept_post("stripe", post_of(body, at=now()))
    assert asked("stripe", body) == 404 and asked("nobody", body) == 404


@pytest.mark.django_db
def test_malformed_posts_are_refused_and_leave_nothing_behind(till: Till) -> None:
    number = till.page(10_000)
    dice = random.Random(11)
    good = told(till, number)
    before = all_tables()
    statuses = set()
    for _ in range(POSTS):
        body, header = _mutated(good, dice)
        statuses.add(asked("simulator", body, HTTP_SIMULATOR_SIGNATURE=header))
    assert statuses <= {400, 403}
    assert all_tables() == before


@pytest.mark.django_db
def test_signed_nonsense_is_taken_and_read_without_harm(till: Till) -> None:
    number = till.page(10_000)
    dice = random.Random(12)
    for _ in range(150 if not LONG else 5_000):
        body, _ = _mutated(told(till, number), dice)
        accept_post("simulator", post_of(body, at=now()))
    till.later = timedelta(minutes=20)
    figures = read_posts(disputed=nothing, by=WORKER, now=till.now, limit=100_000)
    assert figures.waiting == 0 and figures.read == GatewayPost.objects.count()
    assert (till.of(number).state, standing_minor(till.debt_id)) == ("open", 0)


def _mutated(good: bytes, dice: random.Random) -> tuple[bytes, str]:
    kind = dice.randrange(6)
    body = bytearray(good)
    if kind == 0:
        body = bytearray(dice.randbytes(dice.randrange(0, 400)))
    elif kind == 1:
        for _ in range(dice.randrange(1, 6)):
            body[dice.randrange(len(body))] = dice.randrange(256)
    elif kind == 2:
        body = body[: dice.randrange(len(body))]
    elif kind == 3:
        body = bytearray(b"[" * dice.choice([10, 1_000, 50_000]))
    elif kind == 4:
        subjects: list[object] = ["payout2", None, 7, [], {}]
        references: list[object] = [None, 1e308, "\u0000", "x" * 9_000]
        told_so = {"subject": dice.choice(subjects), "reference": dice.choice(references)}
        body = bytearray(json.dumps(told_so).encode())
    stamp = dice.choice(["", "0", "-1", "nan", "9" * 40, str(int(now().timestamp())), "١٢٣"])
    header = dice.choice(["", "t=", "v1=", "=,=,", f"t={stamp},v1=", f"t={stamp},v1={'0' * 64}", "\x00", "t=1,v1=é"])
    if kind == 5:
        header = signed(bytes(body), secret="another", at=now())
    return bytes(body), header


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), copied_database():
        yield
        connection.close()


@pytest.mark.usefixtures("committed")
def test_one_event_posted_by_twenty_at_once_is_one_post_and_one_receipt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = _till(tmp_path, monkeypatch)
    number = till.page(10_000)
    acted(till, number)
    body = told(till, number)
    header = signed(body, secret=SECRET, at=now())

    def post(_turn: int) -> int:
        try:
            return asked("simulator", body, **{f"HTTP_{HEADER.upper().replace('-', '_')}": header})
        finally:
            connection.close()

    def read_all(_turn: int) -> None:
        try:
            read_posts(disputed=nothing, by=WORKER, now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(post, range(20))) == {200}
    assert GatewayPost.objects.count() == 1
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(read_all, range(6)))
    read_all(0)
    assert standing_minor(till.debt_id) == 10_000
