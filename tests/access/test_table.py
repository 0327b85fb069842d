"""The table that people read is the table that is asked."""

from pathlib import Path

from goodstanding.access.permission import PERMISSIONS
from goodstanding.access.role import Role
from goodstanding.access.table import ABOUT, lines, markdown

PAGE = Path(__file__).resolve().parents[2] / "docs" / "access.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text() == markdown(), "Print it again: goodstanding access table --markdown > docs/access.md"


def test_every_permission_stands_in_it_once_with_every_role() -> None:
    assert [line.permission for line in lines()] == list(PERMISSIONS)
    assert all(list(line.cells) == list(Role) and line.about in ABOUT for line in lines())


def test_a_cell_says_yes_up_to_a_limit_or_nothing() -> None:
    write_off = next(line for line in lines() if line.permission == "write_offs.post")
    assert write_off.cells[Role.COLLECTOR] == "up to 25"
    assert write_off.cells[Role.ADMINISTRATOR] == "yes"
    assert write_off.cells[Role.AUDITOR] == ""


def test_every_permission_is_for_somebody() -> None:
    assert all(line.roles for line in PERMISSIONS.values())
