from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.outreach.channels.email.address import AddressRefused
from goodstanding.outreach.channels.email.mail import built, copy_of
from goodstanding.outreach.channels.provider import Consignment, Part
from tests.outreach.channels.email.consigned import CONSIGNMENT, dressed

PDF = bytes(range(256)) * 40


def read(consignment: Consignment) -> EmailMessage:
    content = built(consignment)
    content.decode("ascii")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 998
    mail = message_from_bytes(content, policy=default)
    assert isinstance(mail, EmailMessage)
    assert not [part.defects for part in mail.walk() if part.defects]
    return mail


def test_a_mail_holds_text_html_beside_it_and_attachments() -> None:
    mail = read(dressed(parts=(Part("statement.pdf", "application/pdf", PDF), Part("Estado ñ.pdf", "x/y z", b"1"))))
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == CONSIGNMENT.text
    assert "€" in html.get_content()
    first, second = mail.iter_attachments()
    assert (first.get_filename(), first.get_content_type(), first.get_content()) == (
        "statement.pdf", "application/pdf", PDF,
    )  # fmt: skip
    assert (second.get_filename(), second.get_content_type()) == ("Estado ñ.pdf", "application/octet-stream")


def test_a_mail_of_text_alone_has_one_part() -> None:
    mail = read(dressed(html=""))
    assert not mail.is_multipart()
    assert mail["To"].addresses[0].display_name == "Juniper Ångström-Sample"


def test_the_same_consignment_makes_the_same_bytes_and_another_key_another_boundary() -> None:
    assert built(dressed()) == built(dressed())
    assert built(dressed()) != built(replace(dressed(), key="act:18"))


@settings(max_examples=60)
@given(st.text(max_size=200), st.text(max_size=80), st.text(max_size=80), st.text(max_size=30))
def test_what_anybody_wrote_makes_no_header_and_no_part(text: str, name: str, subject: str, file: str) -> None:
    attached = Part(file, "text/plain", text.encode("utf-8", "replace"))
    consignment = dressed(to_name=name, subject=subject, text=text, html=text or "x", parts=(attached,))
    mail = read(consignment)
    assert mail.keys().count("To") == 1
    assert "Bcc" not in mail
    assert [one.addr_spec for one in mail["To"].addresses] == ["juniper.sample@example.com"]
    assert len(list(mail.walk())) == 5


@pytest.mark.parametrize(
    "evil", ["x\r\nBcc: all@example.com", "x\n\n<script>", "=?utf-8?q?=0D=0ABcc:_all@example.com?="]
)
def test_a_line_end_in_a_name_or_subject_injects_nothing(evil: str) -> None:
    mail = read(dressed(to_name=evil, subject=evil, options={"from_name": evil}))
    assert set(mail.keys()) == set(read(dressed()).keys())


def test_nobody_can_be_written_to_at_what_is_no_address() -> None:
    with pytest.raises(AddressRefused):
        built(dressed(to="rowan@example.com\r\nBcc: all@example.com"))


def test_a_copy_is_the_mail_as_it_went() -> None:
    assert copy_of(b"x") == Part("mail", "message/rfc822", b"x")
