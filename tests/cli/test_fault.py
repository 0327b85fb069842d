"""Faults of the machine are sentences; defects of ours keep their trace."""

import errno

import psycopg
import pytest
from psycopg import errors

from goodstanding.cli import fault
from goodstanding.cli.fault import sentence_for


def wrapped(cause: BaseException) -> BaseException:
    """As Django hands it on."""
    outer = RuntimeError("wrapped")
    outer.__cause__ = cause
    return outer


@pytest.mark.parametrize(
    ("cause", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), fault.FULL),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), fault.FULL),
        (errors.DiskFull("could not extend file"), fault.FULL),
        (ValueError("IO Error: Could not write file: No space left on device"), fault.FULL),
        (errors.AdminShutdown("terminating connection"), fault.GONE),
        (psycopg.OperationalError("server closed the connection unexpectedly"), fault.GONE),
        (errors.LockNotAvailable("canceling statement due to lock timeout"), fault.LOCKED),
        (errors.ReadOnlySqlTransaction("cannot execute INSERT in a read-only transaction"), fault.READ_ONLY),
        (MemoryError(), fault.MEMORY),
    ],
)
def test_a_fault_of_the_machine_is_a_sentence(cause: BaseException, sentence: str) -> None:
    assert sentence_for(cause) == sentence
    assert sentence_for(wrapped(cause)) == sentence


@pytest.mark.parametrize(
    "defect",
    [KeyError("x"), AssertionError("x"), errors.UniqueViolation("x"), errors.UndefinedTable("x"), OSError(5, "x")],
)
def test_a_defect_of_ours_is_not_hidden(defect: BaseException) -> None:
    assert sentence_for(defect) is None
    assert sentence_for(wrapped(defect)) is None


def test_a_circle_of_causes_ends() -> None:
    one, other = ValueError("one"), ValueError("other")
    one.__cause__, other.__cause__ = other, one
    assert sentence_for(one) is None
