"""Texts as Twilio takes them: `/2010-04-01/Accounts/{sid}/Messages.json`."""

import re
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

E164 = re.compile(r"\+[1-9]\d{6,14}")
GSM = set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
          "abcdefghijklmnopqrstuvwxyzäöñüà")  # fmt: skip
TWICE = set("^{}\\[~]|€\f")
USUAL = ["sent", "delivered"]


def fault_of(form: dict[str, str], *, stopped: list[str]) -> tuple[int, int, str] | None:
    """Return status, code and sentence for a request that Twilio would not take."""
    to = form.get("To", "")
    if not to:
        return 400, 21604, "A 'To' phone number is required."
    if not E164.fullmatch(to):
        return 400, 21211, f"Invalid 'To' Phone Number: {to}"
    if not form.get("Body", "").strip():
        return 400, 21602, "Message body is required."
    if not (form.get("From") or form.get("MessagingServiceSid")):
        return 400, 21603, "A 'From' phone number is required."
    if len(form["Body"]) > 1600:
        return 400, 21617, "The concatenated message body exceeds the 1600 character limit."
    if to in stopped:
        return 400, 21610, "Attempt to send to unsubscribed recipient"
    return None


def resource(line: dict[str, Any], *, status: str, error_code: str = "") -> dict[str, Any]:
    """Return a message as it is shown."""
    form, sid, made = line["form"], line["sid"], datetime.fromisoformat(line["at"])
    is_sent = status not in {"accepted", "queued", "sending"}
    return {
        "account_sid": line["account"], "api_version": "2010-04-01", "body": form["Body"],
        "date_created": stamp(made), "date_sent": stamp(made) if is_sent else None, "date_updated": stamp(made),
        "direction": "outbound-api", "error_code": int(error_code) if error_code else None, "error_message": None,
        "from": form.get("From"), "messaging_service_sid": form.get("MessagingServiceSid"), "num_media": "0",
        "num_segments": str(segments(form["Body"])), "price": "-0.00790" if is_sent else None, "price_unit": "USD",
        "sid": sid, "status": status, "to": form["To"],
        "uri": f"/2010-04-01/Accounts/{line['account']}/Messages/{sid}.json",
    }  # fmt: skip


def callback_form(line: dict[str, Any], status: str, *, error_code: str = "") -> list[tuple[str, str]]:
    """Return what is posted to the StatusCallback."""
    form = [
        ("AccountSid", line["account"]), ("ApiVersion", "2010-04-01"), ("From", line["form"].get("From", "")),
        ("MessageSid", line["sid"]), ("MessageStatus", status), ("SmsSid", line["sid"]), ("SmsStatus", status),
        ("To", line["form"]["To"]),
    ]  # fmt: skip
    return [*form, ("ErrorCode", error_code)] if error_code and status in {"failed", "undelivered"} else form


def inbound_form(told: dict[str, Any], *, account: str, sid: str) -> list[tuple[str, str]]:
    """Return what is posted for a text that came in."""
    return [
        ("AccountSid", account), ("ApiVersion", "2010-04-01"), ("Body", str(told.get("body", ""))),
        ("From", str(told["from"])), ("MessageSid", sid), ("NumMedia", "0"), ("NumSegments", "1"),
        ("SmsMessageSid", sid), ("SmsSid", sid), ("SmsStatus", "received"), ("To", str(told["to"])),
    ]  # fmt: skip


def segments(body: str) -> int:
    """Return in how many pieces a body goes."""
    if all(letter in GSM or letter in TWICE for letter in body):
        length = sum(2 if letter in TWICE else 1 for letter in body)
        return 1 if length <= 160 else -(-length // 153)
    units = len(body.encode("utf-16-le")) // 2
    return 1 if units <= 70 else -(-units // 67)


def stamp(at: datetime) -> str:
    """Return an instant as Twilio writes it."""
    return format_datetime(at.astimezone(UTC).replace(microsecond=0))
