"""Deciding once more, row by row in plain Python, by the words of the brief and not by the SQL.

The independent check of the vectorised pass: slow, obvious, and it shares no clause with it.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from hashlib import md5
from typing import Any, NamedTuple

from goodstanding.factsheet.sheet import BETWEEN
from goodstanding.strategy.document.document import EVENT_COLUMNS, Document, Experiment, Running, Step, Treatment

Row = dict[str, Any]
Condition = Callable[[Row], bool | None]


def _more(name: str, least: int) -> Condition:
    return lambda row: None if row[name] is None else row[name] > least


CONDITIONS: dict[str, Condition] = {
    "": lambda _: True,
    "balance_minor > 6000": _more("balance_minor", 6000),
    "score > 500": _more("score", 500),
    "NOT (score > 500)": lambda row: None if row["score"] is None else row["score"] <= 500,
    "days_past_due > 15": _more("days_past_due", 15),
    "state = 'NY'": lambda row: row["state"] == "NY",
    "state IN ('NY', 'CA') AND can_email": lambda row: row["state"] in ("NY", "CA") and row["can_email"],
    "is_vulnerable": lambda row: row["is_vulnerable"],
    "is_disputed OR balance_minor > 6000": lambda row: row["is_disputed"] or row["balance_minor"] > 6000,
    "debt_type = 'card'": lambda row: row["debt_type"] == "card",
    "debt_type <> 'card'": lambda row: row["debt_type"] != "card",
    "steps_count >= 1": lambda row: row["steps_count"] >= 1,
}
CHANCES: dict[str, Callable[[Row], int | None]] = {
    "500000": lambda _: 500_000,
    "score * 1000": lambda row: None if row["score"] is None else row["score"] * 1000,
    "1200000 - balance_minor * 100": lambda row: 1_200_000 - row["balance_minor"] * 100,
}


class Obligation(NamedTuple):
    """An account or an item, with what stands about it."""

    row: Row
    item_id: int | None
    document: Document | None

    @property
    def key(self) -> tuple[int, int]:
        return self.row["account_id"], self.item_id or 0


class Found(NamedTuple):
    """Where an obligation stands, and the step that is due, if one is."""

    obligation: Obligation
    rest: str
    segment: str = ""
    treatment: str = ""
    arm: str = ""
    step: Step | None = None


def held(condition: str, row: Row) -> bool:
    return CONDITIONS[condition](row) is True


def number(text: str) -> int:
    return int(drawn_word(text)[:8], 16) % 1_000_000


def drawn_word(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()


def editions(row: Row, running: Sequence[Running]) -> list[tuple[Running, Document]]:
    """Which editions cover an account."""
    found = []
    for one in running:
        inside = number(f"{one.document.strategy}/{row['person_id']}") < one.share_ppm
        document = one.document if inside else one.before
        if document is not None and held(document.covers, row):
            found.append((one, document))
    return found


def obligations(rows: Sequence[Row], listed: Sequence[Row], running: Sequence[Running]) -> Iterator[Obligation]:
    of_account = defaultdict(list)
    for one in listed:
        of_account[one["account_id"]].append(one)
    for row in rows:
        covering = editions(row, running) if row["person_id"] is not None else []
        document = covering[0][1] if len(covering) == 1 else None
        if document is not None and document.grain == "item" and of_account[row["account_id"]]:
            for one in of_account[row["account_id"]]:
                yield Obligation({**row, **one}, one["item_id"], document)
        else:
            yield Obligation(row, None, document)


def early_rest(one: Obligation, running: Sequence[Running]) -> str:
    row, document = one.row, one.document
    if row["person_id"] is None:
        return "no person"
    covering = editions(row, running)
    if document is None:
        return "overlap" if covering else "not covered"
    if any(run.stopped for run, of in covering if of is document):
        return "stopped"
    if row["balance_minor"] < document.balance_least_minor:
        return "paid"
    for reason, name in (("hold", "on_hold"), ("disputed", "is_disputed"), ("promise", "promise_open")):
        if row[name]:
            return reason
    return ""


def segment_of(one: Obligation) -> str | None:
    assert one.document is not None
    return next((segment.name for segment in one.document.segments if held(segment.when, one.row)), None)


def experiment_of(document: Document, segment: str) -> Experiment | None:
    return next((one for one in document.experiments if segment in one.segments), None)


def drawn(document: Document, one: Experiment, people: dict[int, str]) -> dict[int, str]:
    """Draw arms for people with their strata, by laying them over the line of shares."""
    found = {}
    by_stratum = defaultdict(list)
    for person, stratum in people.items():
        by_stratum[stratum].append(person)
    for stratum, persons in by_stratum.items():
        ordered = sorted(persons, key=lambda person: (drawn_word(f"{one.seed}/{person}"), person))
        begin = number(f"{one.seed}/{stratum}/{ordered[0]}")
        for turn, person in enumerate(ordered):
            point, end, arm = turn * 1_000_000 + begin, 0, "hold-out"
            for each in one.arms:
                end += each.share_ppm * len(ordered)
                if point < end:
                    arm = each.name
                    break
            found[person] = arm
    return found


def stratum_of(one: Experiment, row: Row) -> str:
    told = [row[name] for name in one.strata]
    return "|".join("" if each is None else str(each) for each in told)


def last_rung(treatment: Treatment, strategy: str, row: Row) -> int:
    taken = set((row["steps_taken"] or "").split(BETWEEN))
    return max((s.rung for s in treatment.steps if f"{strategy}/{treatment.name}/{s.name}" in taken), default=0)


def happened(step: Step, row: Row, day: date) -> bool:
    on = row[EVENT_COLUMNS[step.when.event]]
    last = row["last_step_date"]
    if on is None or on > day or on <= day - timedelta(days=30) or (last is not None and on < last):
        return False
    return not (row["last_step"] == step.name and last is not None and last >= on)


def triggered(step: Step, row: Row, rung: int, day: date) -> bool:
    past, days = row["days_past_due"], step.when.days
    if step.when.kind == "event":
        return happened(step, row, day)
    if step.when.kind == "since_placed":
        placed = row["days_since_placed"]
        return placed is not None and bool(placed >= days)
    if step.when.kind == "since_previous":
        since = row["days_since_last_step"]
        return 0 < rung == step.rung - 1 and since is not None and bool(since >= days)
    if past is None:
        return False
    if step.when.kind == "before_due":
        return bool(-days <= past < 0)
    if step.when.kind == "end_of_month":
        return day.day == monthrange(day.year, day.month)[1] and bool(past >= max(days, 1))
    assert step.when.kind == "past_due"
    return bool(past >= days)


def choose(treatment: Treatment, strategy: str, row: Row, day: date) -> Step | None:
    rung = last_rung(treatment, strategy, row)
    fit = [s for s in treatment.steps if triggered(s, row, rung, day) and held(s.condition, row)]
    events = [s for s in fit if s.rung == 0]
    if events:
        return events[0]
    again = row["last_step_date"] is not None and row["last_step_date"] < day
    ladder = [s for s in fit if s.rung > rung or (s.rung == rung and s.rung > 0 and s.repeats and again)]
    return max(ladder, key=lambda s: s.rung) if ladder else None


def judge(one: Obligation, running: Sequence[Running], arms: dict[tuple[int, str], str], day: date) -> Found:
    """Where an obligation stands, given everybody's arms."""
    rest = early_rest(one, running)
    if rest:
        return Found(one, rest)
    document, row = one.document, one.row
    assert document is not None
    segment = segment_of(one)
    if segment is None:
        return Found(one, "no segment")
    treatment = next(each.treatment for each in document.segments if each.name == segment)
    experiment = experiment_of(document, segment)
    arm = ""
    if experiment is not None:
        arm = arms.get((row["person_id"], f"{document.strategy}/{experiment.name}"), "")
        treatment = next((each.treatment for each in experiment.arms if each.name == arm), treatment)
    if not treatment:
        return Found(one, "rest", segment, "", arm)
    followed = document.treatments[treatment]
    if any(held(each, row) for each in followed.exits):
        return Found(one, "exit", segment, treatment, arm)
    if arm == "hold-out":
        return Found(one, "hold-out", segment, treatment, arm)
    step = choose(followed, document.strategy, row, day)
    if step is None:
        return Found(one, "no step due", segment, treatment, arm)
    since = row["days_since_last_step"]
    if since is not None and since < step.wait_days:
        return Found(one, "waiting", segment, treatment, arm)
    return Found(one, "", segment, treatment, arm, step)


def assigned(
    listed: Sequence[Obligation], running: Sequence[Running], known: dict[tuple[int, str], str]
) -> dict[tuple[int, str], tuple[str, str]]:
    """Who is newly in which arm, with their stratum; people of one edition are drawn together."""
    entering: dict[tuple[int, str], dict[int, str]] = defaultdict(dict)
    of: dict[tuple[int, str], tuple[Document, Experiment]] = {}
    for one in sorted(listed, key=lambda each: each.key):
        if early_rest(one, running):
            continue
        assert one.document is not None
        segment = segment_of(one)
        experiment = experiment_of(one.document, segment) if segment else None
        person = one.row["person_id"]
        if experiment is None or (person, f"{one.document.strategy}/{experiment.name}") in known:
            continue
        place = (id(one.document), experiment.name)
        of[place] = (one.document, experiment)
        entering[place].setdefault(person, stratum_of(experiment, one.row))
    found = {}
    for place, people in entering.items():
        document, experiment = of[place]
        for person, arm in drawn(document, experiment, people).items():
            found[person, f"{document.strategy}/{experiment.name}"] = (arm, people[person])
    return found


def decided(
    rows: Sequence[Row], listed: Sequence[Row], running: Sequence[Running], *, day: date, known: Sequence[Row]
) -> tuple[list[Found], dict[tuple[int, str], tuple[str, str]]]:
    """Where every obligation stands, and who was newly drawn."""
    every = sorted(obligations(rows, listed, running), key=lambda one: one.key)
    before = {(one["person_id"], one["experiment"]): one["arm"] for one in known}
    new = assigned(every, running, before)
    arms = before | {place: arm for place, (arm, _) in new.items()}
    return [judge(one, running, arms, day) for one in every], new
