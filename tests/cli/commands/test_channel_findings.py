"""What the doctor says of channels."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.channel_findings import findings
from goodstanding.compliance.operations import say_collector_kind
from goodstanding.outreach.channels.operations import set_channel

pytestmark = pytest.mark.django_db


def test_a_channel_that_can_be_used_no_longer_is_told_with_its_remedy(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "keys").mkdir()
    settings.DATA_FOLDER = tmp_path
    assert findings() == []
    at = datetime.now(UTC) - timedelta(minutes=1)
    say_collector_kind("original_creditor", client_id=None, by=OPERATOR, at=at)
    options = {
        "account": "AC" + "0" * 32, "route": "toll_free", "from_number": "+18885550100",
        "base_address": "http://127.0.0.1:4010",
    }  # fmt: skip
    set_channel("sms", provider="twilio", options=options, secret="token", by=OPERATOR, at=at)
    (well,) = findings()
    assert (well.ok, well.sentence) == (True, "Every channel that is set can be used: sms.")
    say_collector_kind("third_party", client_id=None, by=OPERATOR, at=datetime.now(UTC))
    (fault,) = findings()
    assert (fault.ok, "Texts cannot go by twilio" in fault.sentence, "30863" in fault.sentence) == (False, True, True)
    assert "goodstanding channels set sms" in fault.remedy
