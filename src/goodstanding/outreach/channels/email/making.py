"""Making the adapters that carry mail of a setting, and the options each takes."""

from pathlib import Path

from goodstanding.outreach.channels.email import dress
from goodstanding.outreach.channels.email.address import domain_of
from goodstanding.outreach.channels.email.smtp import SmtpProvider, SmtpServer
from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.outreach.channels.setting import Adapter, Setting
from goodstanding.wire.address import is_this_machine
from goodstanding.wire.option import Option

PORTS = {"none": 25, "starttls": 587, "tls": 465}
PATIENCE_S = 60
MAILS = 200

SMTP_OPTIONS: tuple[Option, ...] = (
    *dress.OPTIONS,
    Option("host", "The mail server.", required=True, example="mail.example.com", kind="host"),
    Option("port", "Its port; 587, or 465 for tls.", example="587", kind="number", least=1, most=65_535),
    Option(
        "security", "How the conversation is kept private.", example="starttls", kind="choice", default="starttls",
        choices=("starttls", "tls", "none"),
    ),
    Option("user", "The name we sign in with; the secret is the password.", example="accounts@example.com"),
    Option(
        "patience_s", "Seconds one mail may take.", example="60", kind="number", default=PATIENCE_S, least=1, most=600
    ),
    Option(
        "mails_per_connection", "After how many mails a new connection is made.", example="200", kind="number",
        default=MAILS, least=1, most=100_000,
    ),
    Option("bounce_address", "Where servers return mail, if not to the sender.", example="bounces@example.com",
           kind="email"),
)  # fmt: skip


def make_smtp(setting: Setting, _folder: Path) -> SmtpProvider:
    """Make the adapter that speaks SMTP; raises ChannelRefused for mail in the clear to another machine."""
    options = setting.options
    host, security = str(options["host"]), str(options.get("security") or "starttls")
    if security == "none" and not is_this_machine(host):
        raise ChannelRefused(f"Mail to {host} would go in the clear; set security to starttls or tls.")
    return SmtpProvider(
        SmtpServer(
            host=host,
            port=int(options.get("port") or PORTS[security]),
            security=security,
            user=str(options.get("user") or ""),
            password=setting.secret,
            patience_s=float(options.get("patience_s") or PATIENCE_S),
            mails_per_connection=int(options.get("mails_per_connection") or MAILS),
            hello=domain_of(str(options["from_address"])) or "localhost",
            bounce_address=str(options.get("bounce_address") or ""),
        )
    )


SMTP = Adapter(
    channel="email",
    provider="smtp",
    meaning="Any mail server, by SMTP.",
    make=make_smtp,
    options=SMTP_OPTIONS,
    secret="The password that goes with user.",  # noqa: S106  Words about it, not one.
)
