"""Readies the books for a command: the database runs, Django knows the tables, and every migration is applied."""

import atexit
import gc
import importlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from goodstanding.cli.main import say
from goodstanding.database import cluster, data_folder
from goodstanding.database.doctor import Finding
from goodstanding.evidence.seal import Checkpoint
from goodstanding.evidence.verify import Report, leaf_hashes_in

MIGRATION_LOCK = 7_302_455_118_231
"""Any number will do, as long as every program that migrates asks for the same advisory lock."""


def ready_books() -> None:
    """Find or start the database, load Django and bring the tables up to date. Refuses with a sentence."""
    folder = Path(os.environ["GOODSTANDING_DATA"])
    data_folder.prepare(folder)
    os.environ["DATABASE_URL"] = cluster.connect_url(folder, os.environ)
    ready_names()
    bring_up_to_date()


def ready_help() -> None:
    """Load Django for the sake of a help text alone, with a data folder that is gone afterwards."""
    folder = tempfile.mkdtemp(prefix="goodstanding-help-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ |= {"GOODSTANDING_DATA": folder, "DATABASE_URL": "postgresql:///none"}
    ready_names()


def ready_names() -> None:
    """Load Django, so that chapters with tables can be imported; the database is not asked anything."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodstanding.config.settings")
    django.setup()


def bring_up_to_date() -> None:
    """Apply missing migrations, one program at a time; a migration that is cut off is rolled back and comes again."""
    if not missing_migrations():
        return
    say("Preparing the tables …")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        try:
            if missing_migrations():
                with _without_collector():
                    call_command("migrate", verbosity=0, interactive=False)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


@contextmanager
def _without_collector() -> Iterator[None]:
    """Let nothing look for rubbish: thousands of classes come and go, and each look takes longer than all it frees."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def missing_migrations() -> int:
    """How many migrations of this version are not applied yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def verify_books(checkpoints: Sequence[Checkpoint], *, witness: Path) -> Report:
    """Check the log in the database; `witness` names the place of a change, where it is there."""
    verify_database: Callable[..., Report] = importlib.import_module("goodstanding.evidence.queries").verify_database
    if not witness.exists():
        return verify_database(checkpoints)
    with witness.open("rb") as noted:
        return verify_database(checkpoints, witness=leaf_hashes_in(noted))


def books_findings() -> list[Finding]:
    """What the running database says of itself, for the doctor."""
    missing = missing_migrations()
    if missing:
        sentence = f"{missing} changes to the tables are not applied yet."
        return [Finding("Tables", ok=False, sentence=sentence, remedy="Any command that uses the books applies them.")]
    # Only now: a chapter with tables can be imported once Django is ready.
    sending = importlib.import_module("goodstanding.cli.commands.sending_findings")
    channels = importlib.import_module("goodstanding.cli.commands.channel_findings")
    gateways = importlib.import_module("goodstanding.cli.commands.gateway_findings")
    well = Finding("Tables", ok=True, sentence="All tables are up to date.", remedy="")
    return [well, *channels.findings(), *sending.findings(), *gateways.findings()]
