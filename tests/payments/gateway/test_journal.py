"""The journal: what was about to leave is known for ever, also beside a line that a power cut tore."""

from dataclasses import replace
from pathlib import Path

from goodstanding.payments.gateway.journal import Line, file_in, known, write

LINE = Line("plan:1", "gs-1", 1, "simulator", 7, 500, "USD", "2026-06-15T12:00:00+00:00")


def test_the_first_line_of_a_key_is_known(tmp_path: Path) -> None:
    assert known(tmp_path, "plan:1") is None
    write(tmp_path, LINE)
    write(tmp_path, replace(LINE, provider_key="gs-2", attempt=2))
    assert known(tmp_path, "plan:1") == LINE
    assert known(tmp_path, "plan:2") is None
    assert file_in(tmp_path).stat().st_mode & 0o777 == 0o600


def test_what_others_write_meanwhile_is_read(tmp_path: Path) -> None:
    write(tmp_path, LINE)
    assert known(tmp_path, "plan:1") == LINE
    write(tmp_path, replace(LINE, key="plan:2"))
    assert known(tmp_path, "plan:2") is not None


def test_a_torn_line_is_nothing_and_the_next_begins_anew(tmp_path: Path) -> None:
    write(tmp_path, LINE)
    with file_in(tmp_path).open("ab") as file:
        file.write(b'{"key": "plan:2", "provi')
    write(tmp_path, replace(LINE, key="plan:3"))
    assert known(tmp_path, "plan:2") is None
    assert known(tmp_path, "plan:3") is not None
