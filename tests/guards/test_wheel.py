"""What an installed Goodstanding needs besides its modules goes into the wheel: the lawbook, the form, the pages."""

import tomllib
from pathlib import Path
from typing import Any

from goodstanding.compliance.lawbook.book import BESIDE_PACKAGE, IN_CHECKOUT
from goodstanding.disputes.notice.printing.press import TEMPLATE
from tests.guards.checkout import HOME, SOURCE


def wheel() -> dict[str, Any]:
    project = tomllib.loads((HOME / "pyproject.toml").read_text())
    told: dict[str, Any] = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    return told


def test_the_package_is_in_it_with_everything_beside_its_modules() -> None:
    assert wheel()["packages"] == ["src/goodstanding"]
    assert not {"include", "exclude", "only-include"} & set(wheel())
    assert TEMPLATE.is_relative_to(SOURCE)
    assert TEMPLATE.exists()


def test_the_lawbook_is_put_where_the_program_looks_for_it() -> None:
    put = wheel()["force-include"]
    assert put == {"lawbook": "goodstanding/lawbook"}
    assert (HOME / "lawbook") == IN_CHECKOUT
    assert Path("goodstanding") / BESIDE_PACKAGE.relative_to(SOURCE) == Path(put["lawbook"])
    assert (IN_CHECKOUT / "coverage.yaml").exists()
    assert not BESIDE_PACKAGE.exists(), "In a checkout there is one lawbook only."
