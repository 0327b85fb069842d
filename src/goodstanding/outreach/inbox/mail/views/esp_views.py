"""The webhook views of django-anymail that our readers use, and two that are done here.

anymail knows the shapes and signatures of thirteen providers. Resend's signature, which it leaves to another library,
and Amazon's posts, which it reads only with Amazon's own library, are done here.
"""

import base64
import binascii
import hashlib
import hmac
from typing import Any, ClassVar

from anymail.exceptions import AnymailWebhookValidationFailure
from anymail.webhooks import (
    amazon_ses,
    brevo,
    mailersend,
    mailgun,
    mailjet,
    mailtrap,
    mandrill,
    postal,
    postmark,
    resend,
    sendgrid,
    sparkpost,
    unisender_go,
)  # fmt: skip
from anymail.webhooks.base import AnymailBaseWebhookView
from django.http import HttpRequest

from goodstanding.outreach.inbox.telling import PostRefused

View = Any
"""A webhook view of anymail, which says no types."""


class AmazonView(amazon_ses.AmazonSESTrackingWebhookView):  # type: ignore[misc]  # anymail has no types.
    """Amazon's posts, read without Amazon's library: nothing is fetched, and no subscription confirmed by itself."""

    def __init__(self, **options: Any) -> None:
        self.auto_confirm_enabled = False
        AnymailBaseWebhookView.__init__(self, **options)

    def auto_confirm_sns_subscription(self, sns_message: dict[str, Any]) -> None:
        """Tell a person to open the address that confirms it: whoever asks might not be our provider."""
        raise PostRefused(
            f"Amazon asks whether it may post to us ({str(sns_message.get('TopicArn'))[:120]}). If you set this up, "
            f"open {str(sns_message.get('SubscribeURL'))[:500]}"
        )


class ResendView(AnymailBaseWebhookView):  # type: ignore[misc]  # anymail has no types.
    """Resend's posts, with their signature (the Svix scheme) checked here."""

    esp_name: ClassVar[str] = "Resend"
    warn_if_no_basic_auth: ClassVar[bool] = False

    def __init__(self, *, signing_secret: str = "", **options: Any) -> None:
        self._secret = signing_secret
        super().__init__(**options)

    def validate_request(self, request: HttpRequest) -> None:
        """Raise where the signature is not one of ours."""
        if not self._secret:
            return
        told = request.headers
        signed = f"{told.get('svix-id', '')}.{told.get('svix-timestamp', '')}.".encode() + request.body
        try:
            secret = base64.b64decode(self._secret.removeprefix("whsec_"), validate=True)
        except binascii.Error as fault:
            raise PostRefused("The signing secret of Resend is not the one its pages show.") from fault
        wanted = base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()
        given = [one.partition(",")[2] for one in told.get("svix-signature", "").split() if one.startswith("v1,")]
        if not any(hmac.compare_digest(one.encode(), wanted.encode()) for one in given):
            raise AnymailWebhookValidationFailure("Resend webhook called with incorrect signature")

    def parse_events(self, request: HttpRequest) -> list[Any]:
        """Return its events, read as anymail reads them."""
        return list(
            resend.ResendTrackingWebhookView(webhook_secret=list(self.basic_auth or ["-"])).parse_events(request)
        )


TRACKING: dict[str, Any] = {
    "amazon_ses": AmazonView,
    "brevo": brevo.BrevoTrackingWebhookView,
    "mailersend": mailersend.MailerSendTrackingWebhookView,
    "mailgun": mailgun.MailgunTrackingWebhookView,
    "mailjet": mailjet.MailjetTrackingWebhookView,
    "mailtrap": mailtrap.MailtrapTrackingWebhookView,
    "mandrill": mandrill.MandrillCombinedWebhookView,
    "postal": postal.PostalTrackingWebhookView,
    "postmark": postmark.PostmarkTrackingWebhookView,
    "resend": ResendView,
    "sendgrid": sendgrid.SendGridTrackingWebhookView,
    "sparkpost": sparkpost.SparkPostTrackingWebhookView,
    "unisender_go": unisender_go.UnisenderGoTrackingWebhookView,
}
INBOUND: dict[str, Any] = {
    "mailersend": mailersend.MailerSendInboundWebhookView,
    "mailgun": mailgun.MailgunInboundWebhookView,
    "mailjet": mailjet.MailjetInboundWebhookView,
    "mandrill": mandrill.MandrillCombinedWebhookView,
    "postal": postal.PostalInboundWebhookView,
    "postmark": postmark.PostmarkInboundWebhookView,
    "sendgrid": sendgrid.SendGridInboundWebhookView,
    "sparkpost": sparkpost.SparkPostInboundWebhookView,
}
"""Providers that post whole mails. What has to be fetched from them first is not read here."""
