"""The situations that were handed to us with their answers: we agree, and each is answered alone as in a batch.

Needs the reference files beside the checkout; says so where they are not there.
"""

import json
import random
from dataclasses import asdict
from functools import cache
from typing import Any

import pytest

from goodstanding.compliance.lawbook.book import shipped
from goodstanding.compliance.situation.check import Answer, check
from tests.guards.checkout import HOME
from tests.lawbook.shelf import ASKED_AT

CASES = HOME.parent / "shared" / "law" / "cases.jsonl"
AGREEMENT = 0.98
pytestmark = [
    pytest.mark.law,
    pytest.mark.shared,
    pytest.mark.skipif(not CASES.exists(), reason=f"The known cases are not at {CASES}: NOT TESTED HERE."),
]


@cache
def cases() -> list[dict[str, Any]]:
    """Every known case."""
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines() if line.strip()]


@cache
def together() -> dict[str, Answer]:
    """All answered in one batch, in an order of chance."""
    shuffled = random.Random(7).sample(cases(), len(cases()))
    return {answer.id: answer for answer in check(shuffled, shipped(), asked_at=ASKED_AT)}


def test_we_agree() -> None:
    asked = [case["id"] for case in cases() if not case.get("policy_choice")]
    differing = {name: together()[name].differs for name in asked if together()[name].differs}
    assert len(differing) <= (1 - AGREEMENT) * len(asked), f"{len(differing)} of {len(asked)} differ: {differing}"


def test_a_case_that_differs_is_explained() -> None:
    doubts = (HOME / "lawbook" / "doubts.md").read_text(encoding="utf-8")
    silent = [name for name, answer in together().items() if answer.differs and name not in doubts]
    assert not silent, f"lawbook/doubts.md does not say why these differ: {silent}"


def test_no_fact_of_a_case_is_dropped_in_silence() -> None:
    dropped = {name: answer.ignored for name, answer in together().items() if answer.ignored}
    assert not dropped, dropped


@pytest.mark.parametrize("part", range(8))
def test_alone_and_in_a_shuffled_batch_the_answer_is_the_same(part: int) -> None:
    for case in cases()[part::8]:
        (alone,) = check([case], shipped(), asked_at=ASKED_AT)
        assert asdict(alone) == asdict(together()[alone.id])
