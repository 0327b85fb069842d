"""Letters as Lob takes them: `/v1/letters`, with an idempotency key and metadata."""

from typing import Any

USUAL = ["letter.created", "letter.rendered_pdf", "letter.in_transit", "letter.processed_for_delivery"]


def fault_of(told: dict[str, Any]) -> tuple[int, str, str] | None:
    """Return status, code and sentence for a request that Lob would not take."""
    for name in ("to", "from", "file"):
        if not told.get(name):
            return 422, "invalid", f"{name} is required"
    return None


def resource(line: dict[str, Any]) -> dict[str, Any]:
    """Return a letter as it is shown."""
    told = line["told"]
    return {
        "id": line["sid"], "object": "letter", "to": told["to"], "from": told["from"],
        "description": told.get("description"), "metadata": told.get("metadata", {}), "date_created": line["at"],
        "send_date": line["at"], "expected_delivery_date": line["at"][:10], "tracking_events": [],
        "status": "processed",
        "url": f"https://lob-assets.example.com/{line['sid']}.pdf", "deleted": False,
    }  # fmt: skip


def event(line: dict[str, Any], kind: str, *, number: int) -> dict[str, Any]:
    """Return what is posted for an event of a letter."""
    return {
        "id": f"evt_{line['sid']}_{number}", "object": "event", "reference_id": line["sid"],
        "event_type": {"id": kind, "object": "event_type"}, "date_created": line["at"], "body": resource(line),
    }  # fmt: skip


def has_metadata(line: dict[str, Any], wanted: dict[str, str]) -> bool:
    """Say whether a letter carries these metadata."""
    held = line["told"].get("metadata", {})
    return all(str(held.get(name)) == value for name, value in wanted.items())


def unnested(form: dict[str, str]) -> dict[str, Any]:
    """Return a form such as `to[name]=…` as JSON has it."""
    told: dict[str, Any] = {}
    for name, value in form.items():
        outer, bracket, inner = name.partition("[")
        if bracket:
            told.setdefault(outer, {})[inner.rstrip("]")] = value
        else:
            told[outer] = value
    return told
