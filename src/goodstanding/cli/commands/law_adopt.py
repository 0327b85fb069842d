"""Adopts and ends policies of the house, and says what it is to the law, on behalf of the command line."""

from datetime import UTC, date, datetime
from pathlib import Path

from goodstanding.access.permission import OPERATOR
from goodstanding.compliance.operations import adopt_policy, end_policy, say_collector_kind
from goodstanding.insight import queries


def adopt(folder: Path, first_day: date) -> str:
    """Adopt a folder and return the sentence that says so; raises LawbookRefused or PolicyRefused."""
    pack = adopt_policy(folder, effective_date=first_day, by=OPERATOR, at=datetime.now(UTC))
    return f"{pack} is adopted and decides from {first_day} on."


def end(pack: str, last_day: date) -> str:
    """End a policy and return the sentence that says so; raises PolicyRefused."""
    end_policy(pack, ended_date=last_day, by=OPERATOR, at=datetime.now(UTC))
    return f"{pack} holds until {last_day} and no longer."


def say_kind(kind: str, client: str | None) -> str:
    """Record what the house is to the law and return the sentence that says so; raises PolicyRefused."""
    found = queries.find_client(client) if client else None
    number = found.id if found else None
    say_collector_kind(kind, client_id=number, by=OPERATOR, at=datetime.now(UTC))
    return (
        f"The house is a {kind.replace('_', ' ')} {'for ' + client if client else 'wherever no client says otherwise'}."
    )
