"""Making messages from what the books know: texts in force, facts, addresses and threads, read for all at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from goodstanding.outreach.channels.provider import Consignment
from goodstanding.outreach.sending.house import House, Waiting, Weighed


def prepared(
    messages: Sequence[Waiting], weighed: Mapping[int, Weighed], house: House, at: datetime
) -> dict[int, Consignment | str]:
    """TEMPORARY."""
    raise NotImplementedError
