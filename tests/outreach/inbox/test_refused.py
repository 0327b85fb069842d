from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from goodstanding.outreach.inbox.refused import FILE, count_refused, refused_counts


def test_every_refusal_is_counted_even_of_several_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: count_refused(tmp_path, source="mailgun", reason="forged"), range(200)))
    count_refused(tmp_path, source="unknown", reason="unknown")
    assert refused_counts(tmp_path) == {"mailgun": {"forged": 200}, "unknown": {"unknown": 1}}


def test_a_broken_or_missing_file_begins_anew(tmp_path: Path) -> None:
    assert refused_counts(tmp_path) == {}
    (tmp_path / FILE).write_text("{broken")
    count_refused(tmp_path, source="mailgun", reason="forged")
    assert refused_counts(tmp_path) == {"mailgun": {"forged": 1}}
    count_refused(tmp_path / "nowhere", source="mailgun", reason="forged")


def test_a_reason_is_one_of_ours(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        count_refused(tmp_path, source="mailgun", reason="<script>")
