from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from goodstanding.outreach.channels.email import caught
from goodstanding.outreach.channels.email.caught import NoSuchMail
from goodstanding.outreach.channels.email.mail import built
from goodstanding.outreach.channels.provider import Part
from tests.outreach.channels.email.consigned import dressed

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_mail_is_kept_byte_for_byte_and_opened_again(tmp_path: Path) -> None:
    content = built(dressed(parts=(Part("statement.pdf", "application/pdf", b"%PDF"),)))
    name = caught.keep(tmp_path, content, at=AT)
    assert caught.source(tmp_path, name) == content
    assert (tmp_path / caught.FOLDER / name).stat().st_mode & 0o777 == 0o600
    mail = caught.opened(tmp_path, name)
    assert mail.line.subject == "Your account GF-0001"
    assert "please look" in mail.text
    assert "<b>please</b>" in mail.html
    assert dict(mail.headers)["Auto-Submitted"] == "auto-generated"
    assert caught.attachment(tmp_path, name, place=0) == Part("statement.pdf", "application/pdf", b"%PDF")
    with pytest.raises(NoSuchMail):
        caught.attachment(tmp_path, name, place=1)


def test_the_newest_stand_first_and_earlier_ones_behind_a_name(tmp_path: Path) -> None:
    assert caught.caught(tmp_path) == []
    assert not caught.is_there(tmp_path)
    names = [caught.keep(tmp_path, built(dressed()), at=AT + timedelta(seconds=one)) for one in range(5)]
    assert [line.name for line in caught.caught(tmp_path, limit=2)] == [names[4], names[3]]
    assert [line.name for line in caught.caught(tmp_path, before=names[3])] == [names[2], names[1], names[0]]
    assert caught.caught(tmp_path)[0].at == AT + timedelta(seconds=4)


@pytest.mark.parametrize(
    "name", ["", "../keys/web_secret", "x.eml", "20261123T120000000000-abcdef01.eml", "..", "a/b.eml"]
)
def test_no_name_leads_anywhere_else(tmp_path: Path, name: str) -> None:
    caught.keep(tmp_path, b"From: a\r\n\r\nx", at=AT)
    with pytest.raises(NoSuchMail):
        caught.opened(tmp_path, name)


def test_what_is_hardly_a_mail_is_shown_as_far_as_it_can_be(tmp_path: Path) -> None:
    for content in (b"", b"\x00\xff", b"Content-Type: multipart/mixed\r\n\r\nx", b"Subject: =?bad?x?=\r\n\r\n"):
        name = caught.keep(tmp_path, content, at=AT)
        assert caught.opened(tmp_path, name).html == ""
