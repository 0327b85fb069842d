"""Payments are counted and summed over the same windows."""

from goodstanding.factsheet.daily.paying import PAYMENTS, PROMISES


def test_every_window_is_counted_and_summed() -> None:
    counted = [column.name.removeprefix("payments_") for column in PAYMENTS if column.name.startswith("payments_")]
    summed = [column.name[5:-6] for column in PAYMENTS if column.name.startswith("paid_")]
    assert counted == summed == ["7", "30", "90", "365", "total"]


def test_promises_come_in_every_state() -> None:
    names = {column.name for column in PROMISES}
    assert names >= {f"promises_{state}" for state in ("total", "open", "kept", "broken")}
