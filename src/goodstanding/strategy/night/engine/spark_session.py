"""A Spark session for one night: begun quietly, ended always.

On this machine everything listens on the loopback address only, and what Spark writes lies in a folder that is removed.
Nothing of Spark ever reaches standard output, which belongs to the answer.
"""

import importlib
import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from goodstanding.refusal import Refusal

LOCAL_CLUSTER = "local-cluster[2,1,1024]"
"""Two executors with a core and 1,024 MB of Java's memory each, as processes of this machine."""
LOOPBACK = "127.0.0.1"
PATIENCE_SECONDS = 30


class SparkMissing(Refusal):
    """PySpark or Java is not there, or does not start."""


@contextmanager
def session(master: str) -> Iterator[Any]:
    """Begin a session, yield it, and end it together with its Java; raises SparkMissing."""
    require_spark()
    sql, core = importlib.import_module("pyspark.sql"), importlib.import_module("pyspark")
    folder = Path(tempfile.mkdtemp(prefix="goodstanding-spark-"))
    spark = None
    try:
        with surroundings(master, folder=folder), quiet():
            spark = begun(sql.SparkSession.builder, settings(master, folder=folder))
        yield spark
    finally:
        if spark is not None:
            spark.stop()
        end_java(core.SparkContext)
        shutil.rmtree(folder, ignore_errors=True)


def require_spark() -> None:
    """Refuse where PySpark or Java is not installed."""
    if importlib.util.find_spec("pyspark") is None or importlib.util.find_spec("pandas") is None:
        raise SparkMissing(
            "The engine Spark is not installed: set up with `GOODSTANDING_EXTRAS=spark bin/goodstanding`, or run the "
            "night with `--engine local`."
        )
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=str(Path(home) / "bin") if home else None) is None:
        raise SparkMissing(
            "Spark needs Java 17 and there is none: install it (on Debian: apt-get install openjdk-17-jre-headless), "
            "or run the night with `--engine local`."
        )


def begun(builder: Any, wanted: dict[str, str]) -> Any:
    """Return a session with these settings; raises SparkMissing where Java does not start."""
    for name, value in wanted.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception as fault:
        raise SparkMissing(
            f"Spark does not start ({first_line(fault)}); run the night with `--engine local`."
        ) from fault


def settings(master: str, *, folder: Path) -> dict[str, str]:
    """Return what Spark is told; on a cluster of its own only what the night needs."""
    found = {
        "spark.master": master,
        "spark.app.name": "goodstanding night",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "WARN",
        "spark.driver.maxResultSize": "0",  # How many answers wait is bounded by us.
        "spark.executorEnv.PYTHONTZPATH": "",
    }
    if not is_here(master):
        return found
    return found | {
        "spark.driver.host": LOOPBACK,
        "spark.driver.bindAddress": LOOPBACK,
        "spark.local.dir": str(folder),
        "spark.executorEnv.PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }


def is_here(master: str) -> bool:
    """Do the executors run on this machine?"""
    return master.startswith("local")


@contextmanager
def surroundings(master: str, *, folder: Path) -> Iterator[None]:
    """Set the environment that Spark's Java reads once, when it starts, and put it back."""
    wanted: dict[str, str] = {}
    if is_here(master):
        # Spark reads the executors' Python from here and not from its settings; else it is whatever the path has.
        wanted = {"SPARK_LOCAL_IP": LOOPBACK, "SPARK_LOCAL_DIRS": str(folder), "PYSPARK_PYTHON": sys.executable}
    if master.startswith("local-cluster"):
        wanted["SPARK_HOME"] = str(mirrored_home(folder / "home"))
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def mirrored_home(home: Path) -> Path:
    """Link everything of Spark into a folder of ours, because a local cluster writes its logs into Spark's own."""
    home.mkdir()
    spec = importlib.util.find_spec("pyspark")
    assert spec is not None and spec.origin is not None, "require_spark found it"
    for entry in Path(spec.origin).parent.iterdir():
        (home / entry.name).symlink_to(entry)
    return home


@contextmanager
def quiet() -> Iterator[None]:
    """Let whatever is started meanwhile write to standard error where it would write to standard output."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def end_java(context: Any) -> None:
    """End the Java that was started for this process; PySpark itself would leave it until we end."""
    gateway = context._gateway
    if gateway is None:
        return
    context._gateway = context._jvm = None
    java = getattr(gateway, "proc", None)
    gateway.shutdown()
    if java is not None:
        java.stdin.close()
        java.wait(PATIENCE_SECONDS)


def first_line(fault: Exception) -> str:
    """Return the first line of what an exception says."""
    return (str(fault).splitlines() or [type(fault).__name__])[0]
