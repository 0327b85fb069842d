"""`goodstanding access …`: who works here, in which roles, and who may do what."""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

import typer
from rich.table import Column, Table

from goodstanding.access import operations, queries, table
from goodstanding.access.assignment import AssignmentRefused, role_named
from goodstanding.access.permission import OPERATOR, Scope
from goodstanding.access.queries import AssignmentCard, UserCard
from goodstanding.access.role import Role
from goodstanding.cli.main import say
from goodstanding.cli.page import page
from goodstanding.insight.queries import client_named

app = typer.Typer(add_completion=False, help="People, roles and who may do what.", no_args_is_help=True)

Email = Annotated[str, typer.Argument(help="The e-mail address somebody signs in with.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON only.")]
Clients = Annotated[list[str] | None, typer.Option("--client", help="Only for this client; may be repeated.")]
Portfolios = Annotated[list[int] | None, typer.Option("--portfolio", help="Only for this portfolio, by number.")]
Teams = Annotated[list[str] | None, typer.Option("--team", help="Only for this team; may be repeated.")]


@app.command("table")
def show_table(
    as_json: AsJson = False, markdown: Annotated[bool, typer.Option(help="Print the page docs/access.md.")] = False
) -> None:
    """Print who may do what: every permission, with every role."""
    if markdown:
        sys.stdout.write(table.markdown())
    elif as_json:
        _print([line._asdict() for line in table.lines()])
    else:
        shown = Table(Column("permission", no_wrap=True), *Role)
        for line in table.lines():
            shown.add_row(line.permission, *line.cells.values())
        page().print(shown)


@app.command("list")
def show_people(as_json: AsJson = False) -> None:
    """List everybody who was let in, with the roles they hold now and the numbers of their assignments."""
    people = queries.users(datetime.now(UTC))
    if as_json:
        _print([_person(user) for user in people])
        return
    shown = Table("name", "e-mail", "may sign in", "second factor", "assignments")
    for user in people:
        held = "\n".join(
            f"{card.id}: {card.role}{_within(card.scope)}{_until(card.ends_at)}" for card in user.assignments
        )
        shown.add_row(user.name, user.email, _yes(user.is_active), _yes(user.has_second_factor), held)
    page().print(shown)


@app.command("let-in")
def let_in(
    email: Email,
    *,
    name: Annotated[str, typer.Option(help="How colleagues call them.")],
    role: Annotated[list[str] | None, typer.Option(help="A role of theirs; may be repeated.")] = None,
    client: Clients = None,
    portfolio: Portfolios = None,
    team: Teams = None,
    as_json: AsJson = False,
) -> None:
    """Let somebody in, with a password that is printed this once."""
    roles, scope = [role_named(text) for text in role or []], _scope(client, portfolio, team)
    done = operations.let_in(email, name, roles=roles, scope=scope, by=OPERATOR, at=datetime.now(UTC))
    if as_json:
        _print({"user": done.user_id, "email": email, "password": done.password})
        return
    say(f"{name} may sign in as {email}. The password is shown this once; it is to be changed after signing in:")
    sys.stdout.write(f"{done.password}\n")


@app.command()
def password(email: Email, as_json: AsJson = False) -> None:
    """Give somebody a new password, which is printed this once."""
    user = queries.user_by_email(email)
    generated = operations.change_password(user.pk, by=OPERATOR, at=datetime.now(UTC))
    if as_json:
        _print({"user": user.pk, "email": user.email, "password": generated})
        return
    say(f"{user} may sign in with this password, shown this once:")
    sys.stdout.write(f"{generated}\n")


@app.command()
def assign(
    email: Email,
    role: Annotated[str, typer.Argument(help="The role, such as supervisor.")],
    *,
    client: Clients = None,
    portfolio: Portfolios = None,
    team: Teams = None,
    until: Annotated[str | None, typer.Option(help="The last day of it (UTC), as 2026-12-31.")] = None,
    as_json: AsJson = False,
) -> None:
    """Give somebody a role, for good or until a day."""
    user, at = queries.user_by_email(email), datetime.now(UTC)
    number = operations.assign(
        user.pk, role_named(role), scope=_scope(client, portfolio, team), ends_at=_end_of(until), by=OPERATOR, at=at
    )
    if as_json:
        _print({"user": user.pk, "assignment": number})
    else:
        say(f"{user} is {role_named(role)} by assignment {number}.")


@app.command()
def end(assignment: Annotated[int, typer.Argument(help="Its number, which `list` shows.")]) -> None:
    """End the assignment of a role now."""
    operations.end_assignment(assignment, by=OPERATOR, at=datetime.now(UTC))
    say(f"Assignment {assignment} has ended.")


@app.command()
def stop(email: Email) -> None:
    """Stop somebody from signing in, at once, and end all their roles."""
    user = queries.user_by_email(email)
    operations.stop(user.pk, by=OPERATOR, at=datetime.now(UTC))
    say(f"{user} cannot sign in any more.")


@app.command("let-back")
def let_back(email: Email) -> None:
    """Let somebody sign in again who was stopped; their roles have to be given anew."""
    user = queries.user_by_email(email)
    operations.let_back(user.pk, by=OPERATOR, at=datetime.now(UTC))
    say(f"{user} may sign in again.")


def _scope(clients: Sequence[str] | None, portfolios: Sequence[int] | None, teams: Sequence[str] | None) -> Scope:
    """Return what the options name; none of them means everything."""
    return Scope(
        clients=frozenset(client_named(name) for name in clients or []),
        portfolios=frozenset(portfolios or []),
        teams=frozenset(teams or []),
    )


def _end_of(day: str | None) -> datetime | None:
    """Return the instant at which a last day is over."""
    if day is None:
        return None
    try:
        return datetime.combine(date.fromisoformat(day) + timedelta(days=1), time(), UTC)
    except (ValueError, OverflowError) as error:
        raise AssignmentRefused(f"{day[:40]!r} is no day; write it as 2026-12-31.") from error


def _person(user: UserCard) -> dict[str, object]:
    """Return somebody as JSON shows them."""
    return user._asdict() | {"assignments": [_assignment(card) for card in user.assignments]}


def _assignment(card: AssignmentCard) -> dict[str, object]:
    """Return an assignment as JSON shows it."""
    scope = card.scope
    lists = {"clients": sorted(scope.clients), "portfolios": sorted(scope.portfolios), "teams": sorted(scope.teams)}
    return {"id": card.id, "role": card.role, **lists, "starts_at": card.starts_at, "ends_at": card.ends_at,
            "given_by": card.given_by}  # fmt: skip


def _within(scope: Scope) -> str:
    """Return a scope in a few words, or nothing where it leaves nothing out."""
    pieces = [
        f"{word} {', '.join(map(str, sorted(names)))}"
        for word, names in (
            ("clients", [str(one) for one in scope.clients]),
            ("portfolios", [str(one) for one in scope.portfolios]),
            ("teams", list(scope.teams)),
        )
        if names
    ]
    return f" ({'; '.join(pieces)})" if pieces else ""


def _until(ends_at: datetime | None) -> str:
    """Return the instant (UTC) at which an assignment ends, or nothing where it is open."""
    return f" until {ends_at:%Y-%m-%d %H:%M}" if ends_at else ""


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _print(answer: object) -> None:
    """Print one JSON value; instants as ISO 8601 with offset."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, default=_written) + "\n")


def _written(value: object) -> str:
    """Return an instant as text; anything else is a mistake of ours."""
    assert isinstance(value, datetime)
    return value.isoformat()
