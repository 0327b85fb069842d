"""The classifier that ships, read once."""

from functools import cache

from goodstanding.outreach.reply.reading.reading import Classifier


@cache
def classifier() -> Classifier | None:
    """Return the classifier that ships; nothing before one was trained."""
    return None
