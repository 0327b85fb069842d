import os
import pwd
from pathlib import Path

import pytest

from goodstanding.database.refusal import DatabaseRefused
from goodstanding.database.server import account
from tests.database.stranger import as_nobody

NOBODY = pwd.getpwnam("nobody")


def test_the_first_account_that_the_machine_has() -> None:
    assert account.system_account(["no such account", "nobody", "root"]).uid == NOBODY.pw_uid


def test_never_root_and_none_is_refused() -> None:
    for names in (["root"], ["no such account"], []):
        with pytest.raises(DatabaseRefused, match="no unprivileged account"):
            account.system_account(names)


def test_a_number_needs_a_name() -> None:
    assert account.with_uid(NOBODY.pw_uid).name == "nobody"
    with pytest.raises(DatabaseRefused, match="User number 987654321 has no entry"):
        account.with_uid(987654321)
    assert account.has_entry(0)
    assert not account.has_entry(987654321)


@pytest.mark.usefixtures("as_root")
def test_root_takes_the_owner_of_the_folder_or_a_system_account(tmp_path: Path) -> None:
    assert account.account_for(tmp_path).name in account.WISHED_NAMES
    os.chown(tmp_path, NOBODY.pw_uid, NOBODY.pw_gid)
    assert account.account_for(tmp_path).name == "nobody"
    os.chown(tmp_path, 987654321, 987654321)
    assert account.account_for(tmp_path).name in account.WISHED_NAMES


@pytest.mark.usefixtures("as_root")
def test_others_take_themselves(tmp_path: Path) -> None:
    assert as_nobody(lambda: account.account_for(tmp_path).name) == "nobody"


@pytest.mark.usefixtures("as_root")
def test_a_program_runs_as_the_account_with_none_of_our_groups_and_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGDATA", "/somewhere/else")
    nobody = account.with_uid(NOBODY.pw_uid)
    said = account.run(["/bin/sh", "-c", "id -u; id -G; pwd; umask; echo $PGDATA"], account=nobody).stdout.split("\n")
    assert said == [str(NOBODY.pw_uid), str(NOBODY.pw_gid), "/", "0077", "", ""]


@pytest.mark.usefixtures("as_root")
def test_a_program_that_the_account_may_not_run(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    nobody = account.with_uid(NOBODY.pw_uid)
    assert not account.can_enter(tmp_path, account=nobody)
    (tmp_path / "program").write_text("#!/bin/sh\n")
    (tmp_path / "program").chmod(0o755)
    assert not account.can_run(tmp_path / "program", account=nobody)
    with pytest.raises(DatabaseRefused, match="cannot be run as the account nobody"):
        account.run([str(tmp_path / "program")], account=nobody)
