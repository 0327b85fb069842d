"""A simulator in a folder of a test, on the first of June, and asks for it."""

from datetime import UTC, datetime
from pathlib import Path

from goodstanding.payments.gateway.port import ChargeAsk, PageAsk
from goodstanding.payments.gateway.simulator.engine import Engine
from tests.receivables.cast import usd


def now() -> datetime:
    return datetime(2026, 6, 1, 12, tzinfo=UTC)


def engine(folder: Path) -> Engine:
    return Engine(folder / "log.jsonl", now=now)


def charge(key: str, minor: int, mandate: str = "m") -> ChargeAsk:
    return ChargeAsk(key, usd(minor), "x", mandate)


def page(key: str, minor: int) -> PageAsk:
    return PageAsk(key, usd(minor), "x", "/back/", "/back/", saves=True)
