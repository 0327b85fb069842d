"""How we are known to Twilio: what goes along with every ask, and where what is ours lies.

For texts and for calls. Source: Twilio's description of its REST API (2010-04-01).
"""

import base64
import re
from urllib.parse import quote

E164 = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def headers(account: str, token: str) -> dict[str, str]:
    """Return the headers of every ask.

    >>> headers("AC", "t")["Authorization"]
    'Basic QUM6dA=='
    """
    known = base64.b64encode(f"{account}:{token}".encode()).decode()
    return {"Authorization": f"Basic {known}", "Accept": "application/json"}


def ours(account: str) -> str:
    """Return the path below which everything of an account lies."""
    return f"/2010-04-01/Accounts/{quote(account, safe='')}"
