"""Who may do what, and who works here; for reading only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goodstanding.access import table
from goodstanding.access.queries import users
from goodstanding.access.role import Role
from goodstanding.workbench.views.door import Visit, page


@page("access.read")
def permissions(visit: Visit) -> HttpResponse:
    """Show the table of permissions as an auditor reads it."""
    lines = [(line, list(line.cells.values())) for line in table.lines()]
    context = {"roles": list(Role), "lines": lines, "abouts": list(table.ABOUT.items())}
    return render(visit.request, "workbench/permissions.html", context)


@page("access.read")
def people(visit: Visit) -> HttpResponse:
    """Show who works here and in which roles."""
    return render(visit.request, "workbench/people.html", {"people": users(visit.at)})


def ask_administrator(request: HttpRequest) -> HttpResponse:
    """Stand where a library would let people sign up, change their address or reset a password by themselves."""
    return render(request, "workbench/ask.html")
