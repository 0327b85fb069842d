"""A session is refused in one sentence where something is missing, and its surroundings are put back."""

import importlib.util
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from goodstanding.strategy.night.engine import spark_session
from goodstanding.strategy.night.engine.spark_session import (
    LOCAL_CLUSTER,
    SparkMissing,
    begun,
    end_java,
    first_line,
    quiet,
    require_spark,
    settings,
    surroundings,
)


def test_without_pyspark_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(SparkMissing, match="The engine Spark is not installed"):
        require_spark()


def test_without_java_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: object())
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(SparkMissing, match="Spark needs Java 17 and there is none"):
        require_spark()


def test_a_java_that_does_not_start_is_a_sentence_too() -> None:
    class Builder:
        def config(self, _name: str, _value: str) -> "Builder":
            return self

        def getOrCreate(self) -> Any:  # noqa: N802  Spark's own name.
            raise RuntimeError("Java gateway process exited.\nMore lines.")

    with pytest.raises(SparkMissing, match=r"does not start \(Java gateway process exited\.\)"):
        begun(Builder(), {"spark.master": "local[2]"})


def test_on_this_machine_only_the_loopback_is_used(tmp_path: Path) -> None:
    here = settings(LOCAL_CLUSTER, folder=tmp_path)
    assert here["spark.driver.bindAddress"] == here["spark.driver.host"] == "127.0.0.1"
    there = settings("spark://head.example:7077", folder=tmp_path)
    assert "spark.driver.bindAddress" not in there
    assert there["spark.ui.enabled"] == "false"


def test_the_environment_is_put_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SPARK_LOCAL_IP", "192.0.2.1")
    monkeypatch.delenv("SPARK_LOCAL_DIRS", raising=False)
    with surroundings("local[2]", folder=tmp_path):
        assert os.environ["SPARK_LOCAL_IP"] == "127.0.0.1"
        assert os.environ["SPARK_LOCAL_DIRS"] == str(tmp_path)
    assert os.environ["SPARK_LOCAL_IP"] == "192.0.2.1"
    assert "SPARK_LOCAL_DIRS" not in os.environ


def test_executors_here_run_our_python_whatever_the_path_has(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PYSPARK_PYTHON", "/nowhere/python3")
    with surroundings("local[2]", folder=tmp_path):
        assert os.environ["PYSPARK_PYTHON"] == sys.executable
    with surroundings("spark://head.example:7077", folder=tmp_path):
        assert os.environ["PYSPARK_PYTHON"] == "/nowhere/python3"


def test_a_local_cluster_writes_into_a_folder_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    spark = tmp_path / "pyspark"
    (spark / "jars").mkdir(parents=True)
    (spark / "__init__.py").touch()
    found = importlib.util.spec_from_file_location("pyspark", spark / "__init__.py")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: found)
    with surroundings(LOCAL_CLUSTER, folder=tmp_path):
        assert Path(os.environ["SPARK_HOME"]) == tmp_path / "home"
        assert (tmp_path / "home" / "jars").is_dir()


def test_what_a_child_says_goes_to_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    with quiet():
        os.system("echo noise")  # noqa: S605  A child that inherits our outputs.
    os.write(1, b"answer\n")
    out, err = capfd.readouterr()
    assert (out, err) == ("answer\n", "noise\n")


def test_no_java_is_nothing_to_end() -> None:
    class Context:
        _gateway = None

    end_java(Context)


def test_only_the_first_line_is_told() -> None:
    assert first_line(ValueError("One.\nTwo.")) == "One."
    assert first_line(ValueError()) == "ValueError"
    assert spark_session.is_here("local[2]")
    assert not spark_session.is_here("yarn")
