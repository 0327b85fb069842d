"""No permitted act breaks a second, naive count; and what section 14(b) refuses, that count refuses too.

Some thousand histories in every run, a million with GOODSTANDING_LONG=1, or as many as GOODSTANDING_HISTORIES says; the
histories of a number are always the same.
"""

import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np
import pytest

from goodstanding.compliance.gate import UNKNOWN, Judgement, judge
from goodstanding.compliance.lawbook.book import Lawbook, lawbook_folder, shipped
from goodstanding.compliance.lawbook.reading import read_pack
from goodstanding.compliance.situation.reading import read
from goodstanding.compliance.verdict import verdict
from goodstanding.factsheet.sheet import NOTHING
from tests.lawbook.histories import Situation, situation
from tests.lawbook.re_count import instant, objections

pytestmark = pytest.mark.law
HOW_MANY = int(os.environ.get("GOODSTANDING_HISTORIES", "1000000" if os.environ.get("GOODSTANDING_LONG") else "20000"))
BATCH = 2_000
ASKED_AT = "2026-05-05T12:00:00-04:00"
OBJECTING = {
    "us.regf.call_count": "calls",
    "us.regf.quiet_week": "calls",
    "us.regf.hours": "hours",
    "us.regf.media_not_wanted": "media",
    "us.regf.cease": "cease",
}
"""Which rule stands for which objection of the naive count."""


def batches() -> Iterator[list[Situation]]:
    """The histories, in batches; each batch has a die of its own."""
    for first in range(0, HOW_MANY, BATCH):
        die = random.Random(first)
        yield [situation(die, first + number) for number in range(min(BATCH, HOW_MANY - first))]


def refusing(judgement: Judgement, acts: int) -> list[set[str]]:
    """What stands against each act, by the rules of the lawbook."""
    found: list[set[str]] = [set() for _ in range(acts)]
    for finding in judgement.findings:
        if finding.rule.id in OBJECTING:
            for act in finding.rows[finding.state >= UNKNOWN]:
                found[act].add(OBJECTING[finding.rule.id])
    return found


def test_the_gate_and_a_naive_count_agree_on_every_history() -> None:
    pack = read_pack(lawbook_folder() / "united_states" / "regulation_f")
    law = Lawbook((pack,), "", pack.folder)
    assert set(OBJECTING) <= {rule.id for rule in pack.rules}
    seen: Counter[str] = Counter()
    for batch in batches():
        judgement = judge(read(batch, asked_at=ASKED_AT), law, weigh=False)
        permitted = np.broadcast_to(judgement.permitted(), (len(batch),))
        for case, may, stands in zip(batch, permitted, refusing(judgement, len(batch)), strict=True):
            naive = objections(case)
            seen.update([*naive, "permitted" if may else "refused"])
            assert not (may and naive), f"Permitted, and yet {naive} stands against it: {json.dumps(case)}"
            assert stands == naive, f"The lawbook says {stands}, the naive count {naive}: {json.dumps(case)}"
    few = [name for name in ("calls", "hours", "media", "cease", "permitted") if seen[name] < HOW_MANY / 50]
    assert not few, f"Of {HOW_MANY} histories too few touch {few}: {dict(seen)}"


def test_the_naive_count_itself_counts() -> None:
    """Boundaries in pairs, so that the second opinion is known to be one."""
    call = {"direction": "outbound", "channel": "call", "outcome": "no_answer", "debts": ["d1"], "person": "consumer"}
    days = [{**call, "at": f"2026-05-{day:02d}T10:00:00-04:00"} for day in range(4, 11)]
    act = {"channel": "call", "person": "consumer", "debts": ["d1"], "at": "2026-05-10T15:00:00-04:00"}
    assert objections(made(days, act)) == {"calls"}
    assert objections(made(days[1:], act)) == set()
    assert objections(made(days, {**act, "at": "2026-05-11T15:00:00-04:00"})) == set()
    assert objections(made([{**days[0], "outcome": "conversation"}], act)) == {"calls"}
    assert objections(made([], {**act, "at": "2026-05-10T21:00:00-04:00"})) == {"hours"}
    assert objections(made([], {**act, "at": "2026-05-10T20:59:59-04:00"})) == set()


def made(history: list[Situation], act: Situation) -> Situation:
    """A situation with nothing but a history and an act."""
    given = {
        "consumer": {"timezone": "America/New_York", "contacts": []},
        "collector": {},
        "debts": [{"id": "d1", "type": "credit_card"}],
        "history": history,
        "consents": [],
        "preferences": {},
    }
    return {"id": "made", "given": given, "when": {"action": act}}


def test_at_the_next_instant_the_act_is_lawful_and_not_a_second_before() -> None:
    """Nothing more happens until then: what lies after the act is left out of its history."""
    pack = read_pack(lawbook_folder() / "united_states" / "regulation_f")
    law = Lawbook((pack,), "", pack.folder)
    batch = [_until_now(situation(random.Random(number), number)) for number in range(HOW_MANY // 10)]
    next_at = judge(read(batch, asked_at=ASKED_AT), law).next_at.tolist()
    told = [
        (case, then) for case, then in zip(batch, next_at, strict=True) if then != NOTHING and then > _seconds(case)
    ]
    assert len(told) > len(batch) / 10
    for moved, lawful in ((0, True), (-1, False)):
        again = [_moved(case, then + moved) for case, then in told]
        permitted = np.broadcast_to(judge(read(again, asked_at=ASKED_AT), law, weigh=False).permitted(), (len(again),))
        wrong = [case for case, may in zip(again, permitted, strict=True) if bool(may) is not lawful]
        assert not wrong, f"{len(wrong)} of {len(again)} should be {lawful}: {json.dumps(wrong[0])}"
        if lawful:
            assert not [case["id"] for case in again if objections(case)]


def _seconds(case: Situation) -> int:
    return int(instant(case["when"]["action"]["at"]).timestamp())


def _until_now(case: Situation) -> Situation:
    now, given = case["when"]["action"]["at"], case["given"]
    past = {
        name: [one for one in given[name] if instant(one.get("received_at", one["at"])) <= instant(now)]
        for name in ("history", "consents")
    }
    kept = [one for one in past["consents"] if "revoked_at" not in one or instant(one["revoked_at"]) <= instant(now)]
    return {**case, "given": {**given, **past, "consents": kept}}


def _moved(case: Situation, then: int) -> Situation:
    at = datetime.fromtimestamp(then, UTC).isoformat()
    return {**case, "when": {"action": {**case["when"]["action"], "at": at}}}


def test_each_history_alone_is_judged_as_in_its_batch() -> None:
    """The whole lawbook, with every pack in force for everybody; verdicts are equal to the last fact and sentence."""
    law = shipped()
    packs = [pack.id for pack in law.packs]
    batch = [situation(random.Random(number), number) for number in range(80)]
    for case in batch:
        case["given"]["packs"] = packs
    together = judge(read(batch, asked_at=ASKED_AT), law)
    for act, case in enumerate(batch):
        alone = judge(read([case], asked_at=ASKED_AT), law)
        assert verdict(alone, 0) == verdict(together, act), json.dumps(case)
