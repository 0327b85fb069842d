"""Measures the reading of a bank file: a camt.053 statement of so many entries, checked to its closing balance."""

import random
import resource
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from goodstanding.cli.commands.bench_books import DAY
from goodstanding.payments.bank.reading import read

OPENING_MINOR = 1_000_000
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>BENCH</MsgId><CreDtTm>2026-06-30T23:00:00</CreDtTm></GrpHdr>
<Stmt><Id>BENCH-1</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>2026-06-30T23:00:00</CreDtTm>
<Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>
"""
_BALANCE = (
    "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>{amount}</Amt>"
    "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>\n"
)
_ENTRY = (
    "<Ntry><NtryRef>{n}</NtryRef><Amt Ccy='EUR'>{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
    "<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt><AcctSvcrRef>REF{n:09d}</AcctSvcrRef>"
    "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>"
    "<NtryDtls><TxDtls>{details}</TxDtls></NtryDtls></Ntry>\n"
)
_REFS = "<Refs><EndToEndId>E2E{n}</EndToEndId></Refs><Amt Ccy='EUR'>{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
_NAME = "<RltdPties><Dbtr><Pty><Nm>{name} {n}</Nm></Pty></Dbtr>{account}</RltdPties>"
_IBAN = "<DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct>"
_WORDS = "<RmtInf><Ustrd>P{n:09d} thank you</Ustrd></RmtInf>"
_STRUCTURED = "<RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>"
_LOOKS = (
    _REFS + _NAME.format(n="{n}", name="Payer", account="") + _WORDS,
    _REFS + _NAME.format(n="{n}", name="Payer", account=_IBAN) + _WORDS,
    _REFS + _NAME.format(n="{n}", name="Payer", account=_IBAN) + _STRUCTURED,
    _REFS + _WORDS,
    _NAME.format(n="{n}", name="Payer", account="")
    + _WORDS.replace("</RmtInf>", "<Ustrd>second line</Ustrd></RmtInf>"),
    _REFS + _NAME.format(n="{n}", name="Payer &amp; Sons", account="") + _WORDS,
)
_SHARES = (50, 70, 80, 90, 97, 100)
"""Of a hundred entries, how many are of the looks up to each; three have an entity in a name."""


def run(_folder: Path, *, rows: int) -> dict[str, Any]:
    """Write a statement of so many credits, read it as every bank file is read, and return the figures."""
    content = _statement(rows)
    before_mb = _peak_mb()
    begun = time.perf_counter()
    found = read(content)
    seconds = time.perf_counter() - begun
    (statement,) = found.statements
    assert not found.faults, f"The file is sound, and still {found.faults[:1]} was said of it."
    assert (len(statement.entries), statement.off_minor) == (rows, 0), "The statement was not read as it was written."
    return {
        "bank_entries_read": rows,
        "bank_file_mb": round(len(content) / 1024 / 1024, 1),
        "bank_read_s": round(seconds, 2),
        "bank_entries_per_s": round(rows / seconds),
        "bank_read_grew_mb": round(_peak_mb() - before_mb),
    }


def _statement(rows: int) -> bytes:
    day, total_minor, parts = (DAY - timedelta(days=1)).isoformat(), OPENING_MINOR, [_HEAD]
    parts.append(_BALANCE.format(code="OPBD", amount=_written(OPENING_MINOR), day=day))
    amounts = [500 + number * 37 % 90_000 for number in range(1, rows + 1)]
    total_minor += sum(amounts)
    parts.append(_BALANCE.format(code="CLBD", amount=_written(total_minor), day=day))
    dice = random.Random(rows)  # noqa: S311 - an invented file, the same every time.
    for number, minor in enumerate(amounts, start=1):
        (details,) = dice.choices(_LOOKS, cum_weights=_SHARES)
        told = {"n": number, "amount": _written(minor), "day": day}
        parts.append(_ENTRY.format(details=details.format(**told), **told))
    parts.append("</Stmt></BkToCstmrStmt></Document>")
    return "".join(parts).encode()


def _written(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02d}"


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
