"""The log: a line that was torn is nothing, and what comes after it counts."""

from pathlib import Path

import pytest

from goodstanding.payments.gateway.simulator.log import Log
from tests.payments.gateway.simulator.engines import charge, engine


def test_a_log_that_was_torn_goes_on(tmp_path: Path) -> None:
    engine(tmp_path).charge(charge("k", 1_000))
    with (tmp_path / "log.jsonl").open("a") as file:
        file.write('{"did": "charge", "key"')
    assert engine(tmp_path).charge(charge("k2", 1_000)).word == "taken"
    assert engine(tmp_path).look_up(reference="", key="k2").state == "paid"


def test_nobody_writes_who_does_not_hold_it(tmp_path: Path) -> None:
    log = Log(tmp_path / "x.jsonl")
    with pytest.raises(AssertionError):
        log.add({"did": "page"})
    with log.held() as unread:
        log.add({"did": "page"})
    assert unread == []
    with log.held() as unread:
        assert unread == []
    with Log(tmp_path / "x.jsonl").held() as unread:
        assert unread == [{"did": "page"}]
