"""Posts as mail providers sign them, for tests: real payloads where the reference files are there, own ones anyway."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.inbox.telling import Post

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
AUTH = "house:a long password"
KEY = "a signing key of tests"
WEB = "https://books.example.com"
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())
SVIX = "whsec_" + base64.b64encode(KEY.encode()).decode()


def _public(key: Any) -> str:
    pem = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return "".join(pem.decode().splitlines()[1:-1])


SECRETS: Mapping[str, str] = {
    "mailersend": f"signing_secret={KEY}",
    "mailgun": f"webhook_signing_key={KEY}",
    "mailtrap": f"tracking_secret={KEY}",
    "mandrill": f"webhook_key={KEY}",
    "postal": f"webhook_key={_public(RSA_KEY)}",
    "resend": f"signing_secret={SVIX}",
    "sendgrid": f"tracking_webhook_verification_key={_public(EC_KEY)}",
    "unisender_go": KEY,
}
"""What each provider that signs was given; the others show a password."""


def setting(name: str, *, secret: str = "") -> Setting:
    """The mail channel as it is set for a provider."""
    told = secret or SECRETS.get(name, f"webhook_auth={AUTH}")
    return Setting("email", "anymail", {"esp_name": name, "web_address": WEB}, told)


def post(name: str, payload: Any, *, received_at: datetime = AT) -> Post:
    """A post of a provider, signed as it signs, with a payload of its own shape."""
    body, headers = _body(name, payload)
    headers |= _signed(name, body)
    return Post(f"/webhooks/{name}/", headers, body, received_at)


def _body(name: str, payload: Any) -> tuple[bytes, dict[str, str]]:
    if name == "mandrill":
        return urlencode({"mandrill_events": json.dumps(payload)}).encode(), {
            "content-type": "application/x-www-form-urlencoded"
        }
    if name == "mailgun":
        return _mailgun(payload)
    if name == "amazon_ses":
        told = {"Type": "Notification", "MessageId": "19ba9823-d7f2-53c1-860e-cb10e0d13dfc",
                "Message": json.dumps(payload), "Timestamp": "2018-03-26T17:58:59.675Z"}  # fmt: skip
        return json.dumps(told).encode(), {
            "content-type": "text/plain; charset=UTF-8", "x-amz-sns-message-type": "Notification",
            "x-amz-sns-message-id": told["MessageId"],
        }  # fmt: skip
    if name == "unisender_go":
        body = json.dumps(payload | {"auth": "0" * 32}).encode()
        signed = hashlib.md5(body.replace(b"0" * 32, KEY.encode())).hexdigest()  # noqa: S324  Theirs, not ours.
        return body.replace(b"0" * 32, signed.encode()), {"content-type": "application/json"}
    return json.dumps(payload).encode(), {"content-type": "application/json"}


def _mailgun(payload: dict[str, Any]) -> tuple[bytes, dict[str, str]]:
    if "event-data" in payload:
        told = payload.get("signature", {"timestamp": "1534108637", "token": "t0ken"})
        signature = hmac.new(KEY.encode(), f"{told['timestamp']}{told['token']}".encode(), "sha256").hexdigest()
        return json.dumps(payload | {"signature": told | {"signature": signature}}).encode(), {
            "content-type": "application/json"
        }
    fields = {"token": "t0ken", "timestamp": "1461261330"} | payload
    last = {name: one[-1] if isinstance(one, list) else one for name, one in fields.items()}
    signature = hmac.new(KEY.encode(), f"{last['timestamp']}{last['token']}".encode(), "sha256").hexdigest()
    return urlencode(fields | {"signature": signature}, doseq=True).encode(), {
        "content-type": "application/x-www-form-urlencoded"
    }


def _signed(name: str, body: bytes) -> dict[str, str]:
    if name == "mailersend":
        return {"signature": hmac.new(KEY.encode(), body, "sha256").hexdigest()}
    if name == "mailtrap":
        return {"mailtrap-signature": hmac.new(KEY.encode(), body, "sha256").hexdigest()}
    if name == "mandrill":
        from_form = dict(parse_qsl(body.decode(), keep_blank_values=True))
        told = f"{WEB}/webhooks/mandrill/" + "".join(f"{key}{from_form[key]}" for key in sorted(from_form))
        return {"x-mandrill-signature": base64.b64encode(hmac.digest(KEY.encode(), told.encode(), "sha1")).decode()}
    if name == "postal":
        signature = RSA_KEY.sign(body, padding.PKCS1v15(), hashes.SHA1())  # noqa: S303  Theirs, not ours.
        return {"x-postal-signature": base64.b64encode(signature).decode()}
    if name == "resend":
        signed = hmac.digest(KEY.encode(), b"msg_2W2D3qXLS5fOaPja1GDg7rF2CwB.1696000000." + body, "sha256")
        return {
            "svix-id": "msg_2W2D3qXLS5fOaPja1GDg7rF2CwB", "svix-timestamp": "1696000000",
            "svix-signature": "v1,abc= v1," + base64.b64encode(signed).decode(),
        }  # fmt: skip
    if name == "sendgrid":
        signed = EC_KEY.sign(b"1600112492" + body, ec.ECDSA(hashes.SHA256()))
        return {
            "x-twilio-email-event-webhook-signature": base64.b64encode(signed).decode(),
            "x-twilio-email-event-webhook-timestamp": "1600112492",
        }
    if name in {"mailgun", "unisender_go"}:
        return {}
    return {"authorization": basic()}


def basic(auth: str = AUTH) -> str:
    """The header of a password."""
    return "Basic " + base64.b64encode(auth.encode()).decode()
