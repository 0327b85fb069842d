import datetime as dt

import pyarrow as pa
import pytest

from goodstanding.database import copy_text


def csv(values: pa.Array) -> str:
    return copy_text.csv_bytes(pa.record_batch({"value": values})).decode()


def test_null_and_the_empty_text_differ() -> None:
    assert csv(pa.array(["", None, "a"])) == '""\n\n"a"\n'


def test_binary_is_written_in_hex() -> None:
    assert csv(pa.array([b"\x00\xff", None, b""])) == '"\\x00FF"\n\n"\\x"\n'


def test_a_slice_of_binary_or_lists_holds_only_its_own() -> None:
    assert csv(pa.array([b"a", b"b", None, b"cd"])[2:]) == '\n"\\x6364"\n'
    assert csv(pa.array([["a"], ["b"], None, ["c", None]])[2:]) == '\n"{""c"",NULL}"\n'


def test_lists_are_written_as_arrays() -> None:
    assert csv(pa.array([[1, None], [], None])) == '"{""1"",NULL}"\n"{}"\n\n'
    assert copy_text.array_text(pa.array([['a"b\\c']])).to_pylist() == ['{"a\\"b\\\\c"}']


def test_an_instant_is_written_in_utc() -> None:
    noon = dt.datetime(2024, 7, 1, 12, tzinfo=dt.UTC)
    assert csv(pa.array([noon, None], pa.timestamp("us", "Asia/Tokyo"))) == '"2024-07-01 12:00:00.000000+00"\n\n'


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(TypeError, match="without a time zone"):
        csv(pa.array([0], pa.timestamp("us")))


def test_numbers_that_are_not() -> None:
    assert csv(pa.array([float("nan"), float("inf"), None, 0.5])) == "nan\ninf\n\n0.5\n"
