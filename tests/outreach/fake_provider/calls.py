"""Calls as Twilio takes them: `/2010-04-01/Accounts/{sid}/Calls.json`."""

from datetime import datetime
from typing import Any

from tests.outreach.fake_provider.texts import E164, stamp

USUAL = ["initiated", "ringing", "in-progress", "completed"]


def fault_of(form: dict[str, str]) -> tuple[int, int, str] | None:
    """Return status, code and sentence for a request that Twilio would not take."""
    if not E164.fullmatch(form.get("To", "")):
        return 400, 21211, f"Invalid 'To' Phone Number: {form.get('To', '')}"
    if not form.get("From"):
        return 400, 21213, "'From' is required."
    if not (form.get("Url") or form.get("Twiml") or form.get("ApplicationSid")):
        return 400, 21205, "Url parameter is required."
    return None


def resource(line: dict[str, Any], *, status: str, answered_by: str = "") -> dict[str, Any]:
    """Return a call as it is shown."""
    form, sid, made = line["form"], line["sid"], stamp(datetime.fromisoformat(line["at"]))
    is_over = status in {"completed", "busy", "no-answer", "failed", "canceled"}
    return {
        "account_sid": line["account"], "answered_by": answered_by or None, "api_version": "2010-04-01",
        "date_created": made, "date_updated": made, "direction": "outbound-api", "duration": "12" if is_over else None,
        "end_time": made if is_over else None, "from": form["From"], "price": None, "price_unit": "USD", "sid": sid,
        "start_time": made, "status": "queued" if status == "initiated" else status, "to": form["To"],
        "uri": f"/2010-04-01/Accounts/{line['account']}/Calls/{sid}.json",
    }  # fmt: skip


def callback_form(
    line: dict[str, Any], status: str, *, answered_by: str = "", number: int = 0
) -> list[tuple[str, str]]:
    """Return what is posted to the StatusCallback; `number` counts the events of a call."""
    form = [
        ("AccountSid", line["account"]), ("ApiVersion", "2010-04-01"), ("CallSid", line["sid"]),
        ("CallStatus", status), ("CallbackSource", "call-progress-events"), ("Direction", "outbound-api"),
        ("From", line["form"]["From"]), ("SequenceNumber", str(number)), ("To", line["form"]["To"]),
    ]  # fmt: skip
    if status == "completed":
        form.append(("CallDuration", "12"))
    return [*form, ("AnsweredBy", answered_by)] if answered_by else form
