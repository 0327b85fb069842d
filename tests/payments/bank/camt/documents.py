"""Camt documents made for tests."""

PARTY = "<RltdPties><Dbtr>{0}</Dbtr><DbtrAcct><Id><IBAN>DE99 1</IBAN></Id></DbtrAcct></RltdPties>"


def amount(text: str, side: str = "CRDT", currency: str = "EUR") -> str:
    return f'<Amt Ccy="{currency}">{text}</Amt><CdtDbtInd>{side}</CdtDbtInd>'


def balance(kind: str, text: str, side: str = "CRDT", currency: str = "EUR") -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>{amount(text, side, currency)}"
        "<Dt><Dt>2026-11-20</Dt></Dt></Bal>"
    )


def entry(text: str, side: str = "CRDT", *, details: str = "", standing: str = "BOOK", more: str = "") -> str:
    return (
        f"<Ntry>{amount(text, side)}{more}<Sts>{standing}</Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt>"
        f"<ValDt><Dt>2026-11-21</Dt></ValDt><AcctSvcrRef>B-1</AcctSvcrRef><NtryDtls>{details}</NtryDtls></Ntry>"
    )


def detail(inner: str) -> str:
    return f"<TxDtls>{inner}</TxDtls>"


def statement(*parts: str, name: str = "S1", account: str = "<IBAN>DE02</IBAN>") -> str:
    return f"<Stmt><Id>{name}</Id><Acct><Id>{account}</Id><Ccy>EUR</Ccy></Acct>{''.join(parts)}</Stmt>"


def document(*statements: str, version: str = "camt.053.001.02", head: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{head}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{version}">'
        f"<BkToCstmrStmt>{''.join(statements)}</BkToCstmrStmt></Document>"
    ).encode()
