"""What databases of reassigned numbers answered, for `goodstanding channels`: one answer, a file, and what is stale."""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.main import say
from goodstanding.cli.page import page
from goodstanding.compliance.queries import law_in_force
from goodstanding.outreach.number_check import NumberCheckRefused, fresh_days, read_answer, read_file
from goodstanding.outreach.operations.number_check import record_number_checks
from goodstanding.outreach.queries import stale_numbers

WITHIN_MAX = 3650
FINDINGS = 1


def one_answer(number: str, *, database: str, answer: str, since: str, asked: str, as_json: bool) -> None:
    """Record one answer; raises NumberCheckRefused."""
    now = datetime.now(UTC)
    told = read_answer(number, asked=asked, since=since, database=database, answer=answer, today=now.date())
    count = record_number_checks([told], source="the command line", by=OPERATOR, at=now)
    if as_json:
        _put({"number": told.number, "recorded": count})
    else:
        say(f"Recorded for {told.number}." if count else f"That was known of {told.number} already.")


def file_of_answers(file: Path, *, country: str, as_json: bool) -> None:
    """Record every answer of a file that can be read; exit code 1 where some cannot, with each of them."""
    now = datetime.now(UTC)
    try:
        with file.open(newline="", encoding="utf-8-sig") as lines:
            answers, problems = read_file(lines, today=now.date(), country=country)
    except (OSError, UnicodeDecodeError) as fault:
        raise NumberCheckRefused(f"The file cannot be read: {fault}.") from fault
    count = record_number_checks(answers, source=f"the file {file.name}", by=OPERATOR, at=now)
    if as_json:
        _put({"recorded": count, "known": len(answers) - count, "problems": [one._asdict() for one in problems]})
    else:
        say(f"Recorded {count} answers; {len(answers) - count} were known already.")
        for one in problems:
            say(f"Line {one.line}: {one.sentence}")
    if problems:
        raise SystemExit(FINDINGS)


def stale(*, within: int, as_json: bool) -> None:
    """Show the numbers whose consent will not be fresh so many days from now; raises NumberCheckRefused."""
    if not 0 <= within <= WITHIN_MAX:
        raise NumberCheckRefused(f"--within is a number of days from 0 to {WITHIN_MAX}.")
    now = datetime.now(UTC)
    days = fresh_days(law_in_force(day=now.date(), known_at=now), day=now.date())
    found = stale_numbers(until=now.date() + timedelta(days=within), days=days, at=now)
    if as_json:
        told = [
            {
                "number": one.number, "agreed": one.agreed_date.isoformat(), "fresh_until": one.fresh_until.isoformat(),
                "asked": one.asked_date.isoformat() if one.asked_date else None, "reassigned": one.is_reassigned,
            }
            for one in found
        ]  # fmt: skip
        _put({"fresh_days": days, "numbers": told})
        return
    table = Table("number", "agreed on", "database asked on", "fresh until", "")
    for one in found:
        asked = one.asked_date.isoformat() if one.asked_date else "never"
        word = "given to somebody else" if one.is_reassigned else ""
        table.add_row(one.number, one.agreed_date.isoformat(), asked, one.fresh_until.isoformat(), word)
    page().print(table if found else f"Every number is fresh for at least {within} days.", markup=False)


def _put(plain: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(plain) + "\n")
