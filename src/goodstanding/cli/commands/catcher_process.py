"""The mail catcher beside the demo: a process of its own, and e-mail set to go there and nowhere else."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands import serving
from goodstanding.cli.commands.mail_catcher import HOST, PORT
from goodstanding.cli.commands.worker_process import STARTS, stop
from goodstanding.outreach.channels.operations import set_channel
from goodstanding.outreach.channels.queries import setting_of

SENDER = "accounts@collections.example.com"


def set_catcher(*, web_address: str, at: datetime) -> bool:
    """Let e-mail go to the catcher, unless somebody has set it otherwise; say whether it goes there."""
    setting = setting_of("email", at=at)
    if setting is None:
        options = {
            "from_address": SENDER, "host": HOST, "port": str(PORT), "security": "none", "web_address": web_address,
        }  # fmt: skip
        set_channel("email", provider="smtp", options=options, by=OPERATOR, at=at)
        return True
    return setting.provider == "smtp" and (setting.options.get("host"), setting.options.get("port")) == (HOST, PORT)


@contextmanager
def beside(*, wanted: bool) -> Iterator[None]:
    """Catch mail for as long as this is open, if it is wanted; raises ServingRefused where the port is taken."""
    if not wanted:
        yield
        return
    serving.refuse_taken_port(PORT)
    words = [sys.executable, "-m", STARTS, "mail-catcher", "--quiet", "--until-parent-ends"]
    child = subprocess.Popen(words, env=dict(os.environ), stdin=subprocess.PIPE)
    try:
        yield
    finally:
        stop(child)
