"""Asking a worker for its work, in the very transaction that made the work."""

from datetime import datetime

from procrastinate.contrib.django import app

SEND = "goodstanding.send_due"
"""The job of `timetable.tasks`, by its name: this chapter does not know that one."""


def wake(channel: str, *, due_at: datetime) -> None:
    """Defer a job that sends what is due on a channel at an instant; it is gone where the transaction is."""
    app.configure_task(SEND, schedule_at=due_at, queue=channel, allow_unknown=True).defer(channel=channel)
