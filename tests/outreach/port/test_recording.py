"""The recording port: once for each key, torn lines mended, two processes at once, killed while it writes."""

import json
import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

import pytest

from goodstanding.outreach.port.delivery import PortRefused, Receipt
from goodstanding.outreach.port.recording import FILE, RecordingPort
from tests.outreach.port.orders import order

FORK = multiprocessing.get_context("fork")


def keys(folder: Path) -> list[str]:
    return [line["key"] for line in RecordingPort(folder).log()]


def test_an_order_is_taken_and_written_down(tmp_path: Path) -> None:
    port = RecordingPort(tmp_path / "outreach")
    assert port.log() == []
    receipts = port.deliver([order(1), order(2)])
    assert receipts == [Receipt("act:1", "taken", "recorded:1"), Receipt("act:2", "taken", "recorded:2")]
    (first, second) = port.log()
    assert first == order(1).plain() | {"answer": "taken", "reference": "recorded:1", "reason": ""}
    assert second["key"] == "act:2"
    assert (tmp_path / "outreach" / FILE).stat().st_mode & 0o777 == 0o600


def test_a_key_is_recorded_once_and_answered_the_same(tmp_path: Path) -> None:
    port = RecordingPort(tmp_path)
    (first,) = port.deliver([order(1)])
    assert port.deliver([order(1), order(2), order(2)])[0] == first
    assert RecordingPort(tmp_path).deliver([order(1)]) == [first]
    assert keys(tmp_path) == ["act:1", "act:2"]


def test_two_keys_for_one_act_are_two_lines(tmp_path: Path) -> None:
    """The log judges the caller: it must not hide that somebody was written to twice."""
    RecordingPort(tmp_path).deliver([order(1), order(1, key="another:1")])
    assert keys(tmp_path) == ["act:1", "another:1"]


def test_a_refused_order_stays_refused(tmp_path: Path) -> None:
    port = RecordingPort(tmp_path, refuses=lambda one: "No such number." if one.person_id == 2 else "")
    refused = Receipt("act:2", "refused", "recorded:2", "No such number.")
    assert port.deliver([order(1), order(2)])[1] == refused
    assert RecordingPort(tmp_path).deliver([order(2)]) == [refused]


def test_looking_up_tells_what_arrived_and_what_never_did(tmp_path: Path) -> None:
    port = RecordingPort(tmp_path)
    assert port.look_up(["act:1"]) == {"act:1": None}
    (receipt,) = port.deliver([order(1)])
    other = RecordingPort(tmp_path)
    assert other.look_up(["act:1", "act:2"]) == {"act:1": receipt, "act:2": None}
    port.deliver([order(2)])
    assert other.look_up(["act:2"])["act:2"] is not None, "What another process wrote since is seen."


def test_odd_letters_in_a_key_are_kept(tmp_path: Path) -> None:
    odd = 'act:"ñ\\\n'
    (receipt,) = RecordingPort(tmp_path).deliver([order(1, key=odd)])
    assert RecordingPort(tmp_path).look_up([odd]) == {odd: receipt}


def test_nothing_to_deliver_is_nothing_written(tmp_path: Path) -> None:
    assert RecordingPort(tmp_path).deliver([]) == []
    assert keys(tmp_path) == []


@pytest.mark.parametrize("left", [1, 9, 30, -1])
def test_a_torn_last_line_counts_for_nothing_and_is_mended(tmp_path: Path, left: int) -> None:
    RecordingPort(tmp_path).deliver([order(1), order(2)])
    file = tmp_path / FILE
    whole = file.read_bytes()
    second = whole.index(b"\n") + 1
    file.write_bytes(whole[: second + left if left > 0 else left])
    assert keys(tmp_path) == ["act:1"]
    port = RecordingPort(tmp_path)
    assert port.look_up(["act:2"]) == {"act:2": None}
    port.deliver([order(2)])
    assert file.read_bytes() == whole


def test_what_is_not_a_record_is_refused(tmp_path: Path) -> None:
    RecordingPort(tmp_path).deliver([order(1)])
    with (tmp_path / FILE).open("a") as file:
        file.write("shopping list\n")
    with pytest.raises(PortRefused, match="not an order"):
        RecordingPort(tmp_path).deliver([order(2)])


def test_a_record_that_lost_lines_is_refused(tmp_path: Path) -> None:
    port = RecordingPort(tmp_path)
    port.deliver([order(1)])
    (tmp_path / FILE).write_bytes(b"")
    with pytest.raises(PortRefused, match="shorter than it was"):
        port.look_up(["act:1"])


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outreach").write_text("a file")
    with pytest.raises(PortRefused, match="cannot be kept"):
        RecordingPort(tmp_path / "outreach").deliver([order(1)])


def deliver_all(folder: Path, numbers: list[int]) -> None:
    port = RecordingPort(folder)
    for start in range(0, len(numbers), 7):
        port.deliver([order(number) for number in numbers[start : start + 7]])


def test_two_processes_at_once_record_each_key_once(tmp_path: Path) -> None:
    numbers = list(range(400))
    both = [FORK.Process(target=deliver_all, args=(tmp_path, one)) for one in (numbers, numbers[::-1])]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    assert sorted(keys(tmp_path)) == sorted(f"act:{number}" for number in numbers)
    references = [line["reference"] for line in RecordingPort(tmp_path).log()]
    assert len(set(references)) == len(references)


def test_killed_while_it_writes_it_loses_nothing_it_answered_for(tmp_path: Path) -> None:
    """The child says each answered number through a pipe; what was said must be in the file, each once."""
    dice = random.Random(11)
    for attempt in range(12):
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            port = RecordingPort(tmp_path)
            for number in range(1000):
                port.deliver([order(attempt * 1000 + number)])
                os.write(write, f"{attempt * 1000 + number}\n".encode())
            os._exit(0)
        os.close(write)
        time.sleep(dice.uniform(0.005, 0.08))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(read) as told:
            answered = told.read().split()
        recorded = keys(tmp_path)
        assert len(set(recorded)) == len(recorded)
        assert {f"act:{number}" for number in answered} <= set(recorded)
        assert len([key for key in recorded if int(key[4:]) // 1000 == attempt]) - len(answered) in {0, 1}


def test_the_file_is_read_once_and_then_only_what_is_new(tmp_path: Path) -> None:
    port = RecordingPort(tmp_path)
    port.deliver([order(number) for number in range(50)])
    file = tmp_path / FILE
    told = json.loads(file.read_text().splitlines()[0])
    assert port.look_up(["act:0"])["act:0"] == Receipt("act:0", "taken", told["reference"])
