"""Measures the gate: a million acts in chunks on every core, batches as at hand-over, and single questions."""

import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from goodstanding.cli.commands.bench_law_brief import Size, invented
from goodstanding.cli.main import say
from goodstanding.compliance.gate import judge
from goodstanding.compliance.lawbook.book import Lawbook, shipped
from goodstanding.compliance.verdict import verdict
from goodstanding.factsheet.brief import Brief

CHUNK = 125_000
HAND_OVER = 1_000
QUESTIONS = 400
SEED = 3
WAITING: dict[int, Brief] = {}
"""Chunks made before the workers fork, so that they find them in memory."""


def run(_folder: Path | None, *, rows: int) -> dict[str, Any]:
    """Invent the acts, then time the batch, the hand-over and the single question."""
    book = shipped()
    packs = [pack.id for pack in book.packs]
    say(f"Inventing {rows:,} acts and {rows * 3:,} events …")
    parts = max(round(rows / CHUNK), 1)
    WAITING.update({n: invented(Size(rows // parts), seed=SEED + n, packs=packs) for n in range(parts)})
    permitted, seconds = batch()
    return {
        "seconds": round(seconds, 2),
        "rows_per_second": round(rows / seconds),
        "events": sum(one.events.length for one in WAITING.values()),
        "rules": len(book.rules()),
        "packs": len(book.packs),
        "permitted_share": round(permitted / rows, 4),
        "hand_over": hand_over(book, packs),
        "single_question": single(book, packs),
    }


def batch() -> tuple[int, float]:
    """Judge every waiting chunk, one worker a core; return how many acts are permitted, and the seconds."""
    say("Judging …")
    begun = time.perf_counter()
    with ProcessPoolExecutor(len(os.sched_getaffinity(0)), mp_context=get_context("fork")) as workers:
        permitted = sum(workers.map(judge_waiting, WAITING))
    return permitted, time.perf_counter() - begun


def judge_waiting(number: int) -> int:
    """Judge one waiting chunk and count what is permitted."""
    return int(np.count_nonzero(judge(WAITING[number], shipped(), weigh=False).permitted()))


def hand_over(book: Lawbook, packs: list[str]) -> dict[str, Any]:
    """Judge batches of a thousand acts, as at hand-over, with their reasons left for whoever asks."""
    batches = [invented(Size(HAND_OVER), seed=SEED + n, packs=packs) for n in range(12)]
    judge(batches[0], book)
    begun = time.perf_counter()
    for one in batches:
        judge(one, book)
    seconds = time.perf_counter() - begun
    return {"batch": HAND_OVER, "acts_per_second": round(len(batches) * HAND_OVER / seconds)}


def single(book: Lawbook, packs: list[str]) -> dict[str, Any]:
    """Ask about one act at a time, with every rule's answer in words."""
    questions = [invented(Size(1, events_per_act=12), seed=SEED + n, packs=packs) for n in range(QUESTIONS)]
    verdict(judge(questions[0], book), 0)
    times = []
    for one in questions:
        begun = time.perf_counter()
        verdict(judge(one, book), 0)
        times.append((time.perf_counter() - begun) * 1000)
    middle, slow = np.percentile(times, [50, 95])
    return {"median_ms": round(float(middle), 2), "p95_ms": round(float(slow), 2)}
