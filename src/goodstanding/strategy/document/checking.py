"""Whether a document means something: segments that can be reached, shares that sum, names that exist."""

from zoneinfo import ZoneInfo

from goodstanding.factsheet.daily.sheet import ACCOUNT_COLUMNS
from goodstanding.strategy.document.condition import duckdb_sql, examine
from goodstanding.strategy.document.document import WHOLE_PPM, Document, Experiment, Team
from goodstanding.strategy.document.finding import nearest
from goodstanding.strategy.document.notes import Notes
from goodstanding.strategy.document.page import Path

HELD_OUT = {"hold-out", "hold_out", "holdout"}
"""Names no arm may have: they mean the people who are left alone."""
STRATA_KINDS = {"word", "yes"}


def check(document: Document, notes: Notes) -> None:
    """Note everything about a document but its ladders."""
    _check_days(document, notes)
    _check_segments(document, notes)
    _check_experiments(document, notes)
    _check_capacity(document, notes)
    if not document.pressure.contacts_most:
        notes.warn(("pressure", "contacts_most"), "Nobody is ever contacted by this.")
    used = {segment.treatment for segment in document.segments}
    used |= {arm.treatment for experiment in document.experiments for arm in experiment.arms}
    for name in document.treatments:
        if name not in used:
            notes.warn_of_key(("treatments", name), f"No segment and no arm uses the treatment {name}.")


def _check_days(document: Document, notes: Notes) -> None:
    if document.effective_until is not None and document.effective_until < document.effective_from:
        notes.error(("effective_until",), "The last day lies before the first.")
    if document.opens >= document.closes:
        notes.error(("closes",), "The hours of contact close before they open.", "Write opens: 09:00, closes: 18:00.")


def _check_segments(document: Document, notes: Notes) -> None:
    notes.twice([segment.name for segment in document.segments], path=("segments",))
    seen: dict[str, str] = {}
    for number, segment in enumerate(document.segments):
        path: Path = ("segments", number)
        if segment.treatment and segment.treatment not in document.treatments:
            hint = nearest(segment.treatment, document.treatments)
            notes.error((*path, "treatment"), f"There is no treatment {segment.treatment}.", hint)
        sql = _sql(segment.when)
        before = seen.get("TRUE") or seen.get(sql)
        if before:
            notes.error(path, f"No account reaches this segment: {before} takes them all.",
                        "Put it before that one, or take it out.")  # fmt: skip
        elif sql == "FALSE":
            notes.error((*path, "when"), "This never holds.")
        seen.setdefault(sql, segment.name)


def _sql(condition: str) -> str:
    """Return a condition in its canonical form; one with faults is told elsewhere and equals no other."""
    return condition if examine(condition).faults else duckdb_sql(condition)


def _check_experiments(document: Document, notes: Notes) -> None:
    notes.twice([experiment.name for experiment in document.experiments], path=("experiments",))
    tried: dict[str, str] = {}
    for number, experiment in enumerate(document.experiments):
        path: Path = ("experiments", number)
        _check_arms(document, experiment, path=path, notes=notes)
        for place, name in enumerate(experiment.segments):
            if name in tried:
                notes.error((*path, "segments", place), f"{name} is tried in {tried[name]} already.")
            tried.setdefault(name, experiment.name)
        for place, name in enumerate(experiment.strata):
            column = ACCOUNT_COLUMNS.get(name)
            if column is None:
                hint = nearest(name, ACCOUNT_COLUMNS)
                notes.error((*path, "strata", place), f"There is no column {name[:60]}.", hint)
            elif column.kind not in STRATA_KINDS:
                notes.warn((*path, "strata", place), f"{name} has too many values to be level in each of them.",
                           "Use a column of few words.")  # fmt: skip


def _check_arms(document: Document, experiment: Experiment, *, path: Path, notes: Notes) -> None:
    notes.twice([arm.name for arm in experiment.arms], path=(*path, "arms"))
    treatment_of = {segment.name: segment.treatment for segment in document.segments}
    for place, name in enumerate(experiment.segments):
        if name not in treatment_of:
            notes.error((*path, "segments", place), f"There is no segment {name}.", nearest(name, treatment_of))
        elif not treatment_of[name]:
            notes.error((*path, "segments", place), f"{name} rests; there is nothing to try.")
    for place, arm in enumerate(experiment.arms):
        if arm.treatment not in document.treatments:
            hint = nearest(arm.treatment, document.treatments)
            notes.error((*path, "arms", place, "treatment"), f"There is no treatment {arm.treatment}.", hint)
        if arm.name in HELD_OUT:
            notes.error((*path, "arms", place, "name"), "An arm is acted on; who is left alone is the hold-out.")
    total = sum(arm.share_ppm for arm in experiment.arms) + experiment.hold_out_ppm
    if total != WHOLE_PPM:
        notes.error((*path, "arms"), f"The shares and the hold-out sum to {total / 10_000:g} %, not to 100 %.")


def _check_capacity(document: Document, notes: Notes) -> None:
    teams = document.capacity.teams
    notes.twice([team.name for team in teams], path=("capacity", "teams"))
    for number, team in enumerate(teams):
        path: Path = ("capacity", "teams", number)
        if team.opens >= team.closes:
            notes.error((*path, "closes"), f"The team {team.name} closes before it opens.")
        if not _has_zone(team):
            notes.error((*path, "timezone"), f"There is no time zone {team.timezone[:60]!r}.",
                        "Write one such as America/New_York.")  # fmt: skip
    for name, treatment in document.treatments.items():
        for number, step in enumerate(treatment.steps):
            if "call" in step.channels and not teams:
                notes.warn(("treatments", name, "steps", number, "channels"), "No team is there to call.",
                           "Name one under capacity, teams.")  # fmt: skip


def _has_zone(team: Team) -> bool:
    """Say whether the time zone is one that the machine knows."""
    try:
        ZoneInfo(team.timezone)
    except (ValueError, OSError):
        return False
    except KeyError:
        return False
    return True
