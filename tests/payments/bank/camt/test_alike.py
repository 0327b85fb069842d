"""Entries read by their look say what they say as trees, however oddly a document is written."""

import random
from collections.abc import Callable

import pytest
from lxml import etree

from goodstanding.payments.bank.camt.alike import Cut, _Looks, cut_alike
from goodstanding.payments.bank.camt.document import _stream, read_camt
from goodstanding.payments.bank.statement import FileRefused
from goodstanding.payments.bank.written import Faults
from tests.payments.bank.camt.documents import PARTY, balance, detail, document, entry, statement
from tests.payments.bank.shared_files import folder

MANY = 300
NAMES = ("<Nm>Erika</Nm>", "<Nm> Erika\tM </Nm>", "<Nm></Nm>", "<Nm> </Nm>", "<Nm>A &amp; B</Nm>", "<Nm>&#228;</Nm>",
         "<Nm><![CDATA[<Nm>x</Nm>]]></Nm>", "<Nm><!-- c -->E</Nm>", "<Pty><Nm>\u00e9 > \U0001f600</Nm></Pty>", "<Nm/>",
         "<Nm>a\r\nb</Nm>", "<Nm a='>'>q</Nm>", "<Nm xmlns='urn:x'>foreign</Nm>", "mixed<Nm>E</Nm>",
         "<Nm>&quot;&lt;b>&apos;</Nm>", "<Nm>\u00a0</Nm>")  # fmt: skip
INNER = ("", "<Refs><EndToEndId>E1</EndToEndId></Refs>", "<RmtInf><Ustrd>one</Ustrd><Ustrd>two</Ustrd></RmtInf>",
         "<RmtInf><Ustrd>" + "x" * 700 + "</Ustrd><Ustrd>" + "y" * 700 + "</Ustrd></RmtInf>",
         "<Amt Ccy='EUR'>1.00</Amt>", "<Amt Ccy='eur'>1.00</Amt>",
         "<AmtDtls><TxAmt><Amt Ccy='SEK'>9</Amt></TxAmt></AmtDtls>", "<Ntry>inner</Ntry>",
         "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>", "<AddtlTxInf>more</AddtlTxInf>")  # fmt: skip


def as_trees(data: bytes) -> tuple[object, ...]:
    """What a document says when no look is taken from it."""
    faults = Faults()
    try:
        return tuple(_stream(Cut(data), faults)), faults.told()
    except etree.XMLSyntaxError:
        return ("broken",)
    except FileRefused as refusal:
        return (str(refusal),)


def as_read(data: bytes) -> tuple[object, ...]:
    try:
        file = read_camt(data)
    except FileRefused as refusal:
        if "broken" in str(refusal):
            return ("broken",)
        return ((), ()) if "holds no statement" in str(refusal) else (str(refusal),)
    return file.statements, file.faults


def made_by(dice: random.Random) -> bytes:
    """A document of a few looks, some of them odd."""
    known = [
        "".join(detail(PARTY.format(dice.choice(NAMES)) + dice.choice(INNER)) for _ in range(dice.choice((0, 1, 1, 2))))
        for _ in range(4)
    ]
    parts = [
        entry(f"{dice.choice(('', ' '))}{dice.randint(1, 99_999) / 100:.2f}", dice.choice(("CRDT", "DBIT", " CRDT ")),
              details=dice.choice(known), more=dice.choice(("", "", "<NtryRef>7</NtryRef>")))
        for _ in range(dice.randint(1, 9))
    ]  # fmt: skip
    if dice.random() < 0.2:
        parts.insert(0, "<CreDtTm>2026-11-20T00:00:00</CreDtTm>")
        parts = [part.replace("BookgDt", "Booked").replace("ValDt", "Valued") for part in parts]
    data = document(statement(balance("OPBD", "1.00"), *parts), statement(*parts[:2], name="S2"))
    for change in dice.sample(CHANGES, k=dice.choice((0, 0, 1, 2))):
        data = change(data)
    return data


def indented(data: bytes) -> bytes:
    return data.replace(b"><", b">\r\n   <")


def prefixed(data: bytes) -> bytes:
    named = data.replace(b"</", b"\1").replace(b"<", b"<n:").replace(b"\1", b"</n:").replace(b"<n:?xml", b"<?xml")
    return named.replace(b"xmlns=", b"xmlns:n=", 1)


def half_prefixed(data: bytes) -> bytes:
    return data.replace(b"<Nm>Erika</Nm>", b"<n:Nm>Erika</n:Nm>").replace(b"<Document ", b"<Document xmlns:n='urn:n' ")


CHANGES: tuple[Callable[[bytes], bytes], ...] = (
    indented,
    prefixed,
    half_prefixed,
    lambda data: data.replace(b"</Ntry>", b"</Ntry >"),
    lambda data: data.replace(b"<Ntry>", b"<Ntry so-many-alike='1'>", 1),
    lambda data: data.replace(b"<Ntry>", b"<Ntry>\n", 3),
    lambda data: data.replace(b"?>", b" encoding='UTF-8'?>", 1),
    lambda data: data.decode().encode("utf-16"),
    lambda data: b"\xef\xbb\xbf" + data,
    lambda data: data[: len(data) // 2],
    lambda data: data.replace(b"</Ntry>", b"</Ntry><?pi <Ntry> ?>", 1),
    lambda data: data.replace(b"<Ntry>", b"<Ntry/><Ntry>", 1),
    lambda data: data.replace(b"Erika", b"Er\0ka", 1),
    lambda data: data.replace(b"Erika", b"Er]]>ka", 1),
    lambda data: data.replace(b"Erika", b"Er&nope;ka", 1),
    lambda data: data.replace(b"Erika", b"Er & ka", 1),
    lambda data: data.replace(b"</Sts>", b"</Stz>", 1),
    lambda data: data.replace(b"<Sts>", b"", 2).replace(b"</Sts>", b"", 2),
    lambda data: data.replace(b" Ccy=", b"  Ccy=", 1),
    lambda data: data.replace(b"Ccy=\"EUR\"", b"Ccy=\"EUR\" Ccy=\"EUR\"", 1),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(MANY))
def test_a_document_says_the_same_read_either_way(seed: int) -> None:
    data = made_by(random.Random(seed))
    assert as_read(data) == as_trees(data)


@pytest.mark.parametrize("change", [indented, prefixed, lambda data: data], ids=["indented", "prefixed", "plain"])
def test_entries_alike_leave_the_document(change: Callable[[bytes], bytes]) -> None:
    parts = [entry(f"{number}.00", details=detail(PARTY.format("<Nm>A &amp; B</Nm>"))) for number in range(1, 8)]
    cut = cut_alike(change(document(statement(*parts[:4]), statement(*parts[4:], name="S2"))))
    assert cut.taken == len(parts)
    assert b"A &amp; B" not in cut.document


MANY_WORDS = "".join(f"<Ustrd>w{number}</Ustrd>" for number in range(300))


@pytest.mark.parametrize(
    "inner",
    ["<Ntry/>", "<Ntry>x</Ntry>", "<Stmt/>", "<Rpt>x</Rpt>", "<Document/>", f"<RmtInf>{MANY_WORDS}</RmtInf>",
     "<a>" * 253 + "</a>" * 253, "<a>" * 48 + "</a>" * 48, "<x:Ntry xmlns:x='urn:x' so-many-alike='2'/>",
     "<Ustrd>so-many-alike</Ustrd>", "<Ustrd>]]&gt; ]] ></Ustrd>"],
    ids=range(11),
)  # fmt: skip
def test_what_stands_inside_an_entry_is_read_as_it_was(inner: str) -> None:
    data = document(statement(entry("1.00", details=detail(inner)), entry("2.00")), statement(entry("3.00"), name="S2"))
    assert as_read(data) == as_trees(data)


@pytest.mark.parametrize(
    "between",
    ["<x:Ntry xmlns:x='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02' so-many-alike='2'/>",
     "<Ntry so-many-alike='1'/>", "<Ntry so-many-alike='x'/>", "<x:Ntry xmlns:x='urn:x' so-many-alike='-2'/>",
     "<!-- <Ntry> -->", "<![CDATA[<Ntry></Ntry>]]>", "<?p <Ntry></Ntry> ?>", "\u00a0", "so-many-alike", "<Ntry>"],
    ids=range(10),
)  # fmt: skip
def test_what_stands_between_entries_is_read_as_it_was(between: str) -> None:
    data = document(
        statement(entry("1.00"), between), statement(entry("5.00"), between, entry("6.00"), entry("7.00"), name="S2")
    )
    assert as_read(data) == as_trees(data)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [("encoding = 'ISO-8859-1'", "latin-1"), ("encoding\n=\n'ISO-8859-1'", "latin-1"), ("encoding='US-ASCII'", "utf-8"),
     ("encoding='utf-8'", "utf-8"), ("encoding='UTF-8' standalone='no'", "utf-8"), ("standalone='no'", "utf-8"),
     ("encoding='ISO-8859-1'", "utf-8"), ("encoding='utf-8'", "latin-1"), ("foo='utf-8'", "utf-8")],
)  # fmt: skip
def test_a_document_is_decoded_as_its_head_says(head: str, encoding: str) -> None:
    text = document(statement(entry("1.00", details=detail(PARTY.format("<Nm>M\u00fcller</Nm>"))))).decode()
    data = text.replace('<?xml version="1.0"?>', f'<?xml version="1.0" {head}?>').encode(encoding)
    assert as_read(data) == as_trees(data)


@pytest.mark.parametrize("before", ["\u00a0", "\u2028", " ", "\n"])
def test_only_blanks_of_xml_may_stand_before_the_root(before: str) -> None:
    data = document(statement(entry("1.00"))).decode().replace("?>", f"?>{before}").encode()
    assert as_read(data) == as_trees(data)


@pytest.mark.parametrize(
    "endless", ["<Ntry>" * 5_000, "<Ntry>" * 5_000 + "</Ntry>", ("<Ntry>" * 3 + "</Ntry>") * 2_000]
)
def test_hostile_entries_are_looked_at_once(endless: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    take = _Looks.take

    def counted(self: _Looks, one: str) -> object:
        looked.append(len(one))
        return take(self, one)

    monkeypatch.setattr(_Looks, "take", counted)
    data = document(statement(endless))
    assert cut_alike(data).taken == 0
    assert sum(looked) <= len(data)


def test_a_head_of_blanks_is_no_work() -> None:
    data = b'<?xml version="1.0"' + b' encoding=""' * 50_000 + b"?>" + document(statement(entry("1.00")))[21:]
    assert cut_alike(data).document is data


@pytest.mark.parametrize("odd", ["<Ntry so-many-alike='9'/>", "<!-- <Ntry> -->", "<Ntry\n>x</Ntry>"])
def test_a_document_with_oddities_stays_whole(odd: str) -> None:
    assert cut_alike(document(statement(entry("1.00"), odd))).taken == 0


def test_what_is_broken_is_told_where_it_stands() -> None:
    data = document("\n".join([statement(entry("1.00"), entry("2.00")), "<Stmt></Stmz>"]))
    with pytest.raises(FileRefused, match="line 2, column"):
        read_camt(data)


def test_a_document_of_too_many_looks_is_read() -> None:
    parts = [entry("1.00", details=f"<Look{number}/>") for number in range(600)] + [entry("2.00"), entry("2.00")]
    data = document(statement(*parts))
    assert cut_alike(data).taken == 500
    assert as_read(data) == as_trees(data)


@pytest.mark.shared
def test_files_of_banks_say_the_same_read_either_way() -> None:
    names = sorted(folder("camt").rglob("*.xml"))
    assert names
    for name in names:
        data = name.read_bytes()
        assert as_read(data) == as_trees(data), name.name
