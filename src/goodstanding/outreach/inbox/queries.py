"""What was posted and not read yet, and with which setting a source is read."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q

from goodstanding.outreach.channels.queries import key_folder
from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.inbox.registry import Source
from goodstanding.outreach.inbox.telling import Post
from goodstanding.outreach.models.channel import ChannelSetting, InboxEvent

ADDRESS = ":address"
"""Where the address a post was sent to is kept, among its headers: no header has such a name."""
SHOWN_MAX = 200


class PostLine(NamedTuple):
    """One post as it is listed. An empty outcome: it was not read yet."""

    id: int
    source: str
    received_at: datetime
    read_at: datetime | None
    size: int
    outcome: str


def setting_for(source: Source, *, at: datetime) -> Setting | None:
    """Return the latest setting by which a source is read, with its secrets; None where nothing was ever set for it.

    The latest of this provider, even where the channel goes by another now: what was sent by the old one is told of
    for weeks.
    """
    rows = ChannelSetting.objects.filter(channel=source.channel, at__lte=at).exclude(provider="")
    if source.provider:
        rows = rows.filter(provider=source.provider)
    if source.options:
        rows = rows.filter(options__contains=dict(source.options))
    row = rows.order_by("-at", "-id").first()
    if row is None:
        return None
    secret, *more = _secrets(row.secret_name) or [""]
    return Setting(row.channel, row.provider, row.options, secret, tuple(more))


def post_of(row: InboxEvent) -> Post:
    """Return a post as it came."""
    headers = dict(row.headers)
    return Post(headers.pop(ADDRESS, ""), headers, bytes(row.body), row.received_at)


def figures() -> dict[str, dict[str, int]]:
    """Return by source how many posts were taken, are not read yet, and could not be read."""
    rows = InboxEvent.objects.values("source").annotate(
        taken=Count("id"),
        waiting=Count("id", filter=Q(read_at=None)),
        unreadable=Count("id", filter=Q(outcome__startswith="cannot be read")),
    )
    return {
        row["source"]: {name: row[name] for name in ("taken", "waiting", "unreadable")}
        for row in rows.order_by("source")
    }


def posts(*, source: str = "", unreadable: bool = False, limit: int = SHOWN_MAX) -> list[PostLine]:
    """Return the latest posts, of one source or all."""
    rows = InboxEvent.objects.order_by("-id")
    if source:
        rows = rows.filter(source=source)
    if unreadable:
        rows = rows.filter(outcome__startswith="cannot be read")
    return [
        PostLine(row.pk, row.source, row.received_at, row.read_at, len(bytes(row.body)), row.outcome)
        for row in rows[:limit]
    ]


def _secrets(name: str) -> list[str]:
    """Return the secrets of a setting, a line each; none where their file is gone, and then nothing is accepted."""
    if not name:
        return []
    try:
        text = (key_folder() / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    return [line.strip() for line in text.splitlines() if line.strip()]
