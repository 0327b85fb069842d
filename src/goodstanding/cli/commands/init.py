"""`goodstanding init`: prepare the database and let the first administrator in."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from goodstanding.access import operations, queries
from goodstanding.access.permission import OPERATOR
from goodstanding.access.role import Role
from goodstanding.cli.main import say

app = typer.Typer(add_completion=False)


@app.command()
def init(
    email: Annotated[str, typer.Option(help="The first administrator's e-mail address.")],
    name: Annotated[str, typer.Option(help="The first administrator's name.")] = "Administrator",
) -> None:
    """Prepare the database and let the first administrator in, with a password that is shown once."""
    now = datetime.now(UTC)
    if queries.users(now):
        say("The books are ready, and somebody is in already: goodstanding access list shows who.")
        return
    user = operations.let_in(email, name, roles=[Role.ADMINISTRATOR], by=OPERATOR, at=now)
    say(f"The books are ready. {name} may sign in as {email} with the password {user.password}")
    say("It is shown this once; change it after signing in, and set up a second factor.")
