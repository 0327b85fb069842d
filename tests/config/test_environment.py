"""A bad setting stops the start with a sentence that names it."""

from pathlib import Path

import pytest

from goodstanding.config import environment
from goodstanding.config.environment import SettingRefused


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("1", True), ("ON", True), ("no", False), ("", False)])
def test_a_flag_is_yes_or_no(text: str, *, value: bool) -> None:
    assert environment.flag({"SIGN": text}, "SIGN", default=not value) is value


def test_a_flag_that_is_neither_is_refused() -> None:
    with pytest.raises(SettingRefused, match="SIGN is 'perhaps'"):
        environment.flag({"SIGN": "perhaps"}, "SIGN", default=False)


def test_a_flag_that_is_not_set_keeps_its_default() -> None:
    assert environment.flag({}, "SIGN", default=True) is True


def test_words_are_separated_by_commas() -> None:
    assert environment.words({"HOSTS": "a.example, b.example,"}, "HOSTS", default="x") == ["a.example", "b.example"]


def test_a_folder_must_be_named(tmp_path: Path) -> None:
    assert environment.folder({"PLACE": str(tmp_path)}, "PLACE") == tmp_path
    with pytest.raises(SettingRefused, match="PLACE is not set"):
        environment.folder({}, "PLACE")


def test_a_database_address_is_taken_apart() -> None:
    parts = environment.database({"AT": "postgresql://ann:p%40ss@db.example:5433/books?sslmode=require"}, "AT")
    assert (parts["USER"], parts["PASSWORD"], parts["HOST"], parts["PORT"]) == ("ann", "p@ss", "db.example", "5433")
    assert (parts["NAME"], parts["OPTIONS"]) == ("books", {"sslmode": "require"})


def test_a_socket_address_is_taken_apart() -> None:
    parts = environment.database({"AT": "postgresql://keeper@/books?host=%2Frun%2Fpg&port=5432"}, "AT")
    assert (parts["HOST"], parts["PORT"], parts["OPTIONS"]) == ("/run/pg", "5432", {})


@pytest.mark.parametrize("text", ["mysql://db.example/books", "sqlite:///books", "", "books"])
def test_another_kind_of_database_is_refused(text: str) -> None:
    with pytest.raises(SettingRefused, match="AT "):
        environment.database({"AT": text}, "AT")
