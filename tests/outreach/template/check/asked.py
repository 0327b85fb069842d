"""The lawbook as the tests of checks ask it, and the check of a text in one line."""

from functools import cache

from goodstanding.compliance.lawbook.book import shipped
from goodstanding.outreach.template.check.check import Checked, check
from goodstanding.outreach.template.check.grade import Aim
from goodstanding.outreach.template.check.law import Asked
from goodstanding.outreach.template.language.reading import read


@cache
def asked() -> Asked:
    """Return the lawbook that ships, on a day."""
    return Asked(shipped(), "2026-11-22T12:00:00+00:00")


def checked(source: str) -> Checked:
    """Return what the check says of a text."""
    return check(read(source), asked(), aim=Aim())


def sentences(source: str, *, weight: str = "refusal") -> str:
    """Return the findings of one weight, a line each."""
    return "\n".join(str(one) for one in checked(source).findings if one.weight == weight)
