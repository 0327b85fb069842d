"""Posts of the simulator: due once, signed, and read as nothing but where to look."""

from datetime import timedelta
from pathlib import Path

import pytest

from goodstanding.payments.gateway.port import GatewaySetting, Post, PostRefused
from goodstanding.payments.gateway.simulator.posts import HEADER, SECRET, SimulatorReader, due_posts, signed
from tests.payments.gateway.simulator.engines import charge, engine, now

OURS = "s"
READER = SimulatorReader(GatewaySetting("simulator", {}, {SECRET: OURS}))


def post(body: bytes, *, late: timedelta = timedelta(), by: str = OURS) -> Post:
    return Post("/hooks/payments/simulator/", {HEADER: signed(body, secret=by, at=now())}, body, now() + late)


def test_posts_are_due_once_and_doubled_where_the_scenario_says_so(tmp_path: Path) -> None:
    here = engine(tmp_path)
    here.charge(charge("k", 10_032))
    due = due_posts(here)
    assert [one.event for one in due].count(f"{here.by_key['k']}:paid") == 3
    assert due_posts(here) == []
    (telling,) = READER.read(post(due[-1].body))
    assert (telling.key, telling.subject) == ("k", "payment")


def test_a_late_post_comes_two_days_late(tmp_path: Path) -> None:
    here = engine(tmp_path)
    here.charge(charge("k", 10_031))
    here.pass_days(1)
    assert due_posts(here) == []
    here.pass_days(1)
    assert due_posts(here)


def test_what_is_not_signed_by_it_is_forged() -> None:
    assert READER.accept(post(b"{}")) == READER.accept(post(b"{}", late=timedelta(minutes=4)))
    for one in (post(b"{}", by="x"), post(b"{}", late=timedelta(minutes=6)), Post("", {}, b"{}", now())):
        with pytest.raises(PostRefused) as refused:
            READER.accept(one)
        assert refused.value.is_forged


@pytest.mark.parametrize("told", [b"", b"[]", b'{"subject": "cash"}', b'{"subject": "payment", "reference": 7}'])
def test_what_says_nothing_is_refused(told: bytes) -> None:
    with pytest.raises(PostRefused):
        READER.read(post(told))
