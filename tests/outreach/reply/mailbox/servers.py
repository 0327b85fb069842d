"""Two mail servers to fetch from: a small one of our own, and Dovecot where it is installed."""

import os
import pwd
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DOVECOT = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")
USER, PASSWORD = "help@example.com", "juniper-berries"
_LITERAL = re.compile(r"UID FETCH (\d+) \(UID BODY\.PEEK\[\]<0\.(\d+)>\)")


class Served(NamedTuple):
    """A mail server that runs: where it listens, and how a mail is put into its mailbox."""

    port: int
    deliver: Callable[[bytes], None]


class SmallServer(ThreadingTCPServer):
    """Answers what a reader of a mailbox asks, over TLS, and nothing else."""

    allow_reuse_address, daemon_threads = True, True

    def __init__(self, certificate: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.mails: dict[int, bytes] = {}
        self.validity, self.next_uid = 7, 1
        self.breaks_after = -1
        """After so many mails the connection breaks off."""
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate)

    def get_request(self) -> tuple[socket.socket, Any]:
        plain, address = super().get_request()
        return self.context.wrap_socket(plain, server_side=True), address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no fault of ours."""

    def deliver(self, mail: bytes) -> None:
        self.mails[self.next_uid] = mail
        self.next_uid += 1


class _Session(StreamRequestHandler):
    server: SmallServer

    def handle(self) -> None:
        self._say(b"* OK ready")
        served = 0
        while line := self.rfile.readline().decode("ascii", "replace").strip():
            tag, _, command = line.partition(" ")
            if command.upper().startswith("UID FETCH") and served == self.server.breaks_after:
                return
            served += command.upper().startswith("UID FETCH")
            done = self._answer(command)
            self._say(f"{tag} {done}".encode())
            if command.upper().startswith("LOGOUT"):
                return

    def _answer(self, command: str) -> str:
        upper = command.upper()
        if upper.startswith("CAPABILITY"):
            self._say(b"* CAPABILITY IMAP4rev1")
            return "OK Done."
        if upper.startswith("LOGIN"):
            return "OK Done." if f'"{PASSWORD}"' in command else "NO [AUTHENTICATIONFAILED] Wrong name or password."
        if upper.startswith("EXAMINE"):
            if '"INBOX"' not in command and "INBOX" not in upper.split()[1:]:
                return "NO There is no such folder"
            self._say(f"* {len(self.server.mails)} EXISTS".encode())
            self._say(f"* OK [UIDVALIDITY {self.server.validity}]".encode())
            return "OK [READ-ONLY] Done."
        if upper.startswith("UID SEARCH"):
            first = int(upper.split()[-1].split(":")[0])
            known = sorted(self.server.mails)
            # As RFC 3501 has it: what begins after the last mail still names the last.
            found = [one for one in known if one >= first] or known[-1:]
            self._say(" ".join(["* SEARCH", *map(str, found)]).encode())
            return "OK Done."
        return self._fetch(upper) if upper.startswith("UID FETCH") else "OK Done."

    def _fetch(self, upper: str) -> str:
        asked = _LITERAL.match(upper)
        if asked is None:
            return "BAD What?"
        mail = self.server.mails.get(int(asked[1]))
        if mail is not None:
            part = mail[: int(asked[2])]
            self._say(f"* 1 FETCH (UID {asked[1]} BODY[]<0> {{{len(part)}}}".encode(), part, b")")
        return "OK Done."

    def _say(self, *pieces: bytes) -> None:
        first, *rest = pieces
        self.wfile.write(first + b"\r\n" + b"".join(rest) + (b"\r\n" if rest else b""))


@contextmanager
def small_server(folder: Path) -> Iterator[SmallServer]:
    """Run the small server while the block lasts."""
    with SmallServer(certificate_in(folder)) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


@contextmanager
def dovecot(folder: Path) -> Iterator[Served]:
    """Run Dovecot with a mailbox of its own while the block lasts."""
    assert DOVECOT is not None
    for one in (folder, *folder.parents):
        # Accounts of its own have to find their way in.
        if one.owner() == _name_of(os.getuid()) and one != Path(one.anchor) and one.stat().st_mode & 0o077 == 0:
            one.chmod(0o711)
    port, mail = _free_port(), folder / "mail"
    for name in ("cur", "new", "tmp"):
        (mail / name).mkdir(parents=True)
    for one in (mail, *mail.iterdir()):
        os.chown(one, _mail_owner().pw_uid, _mail_owner().pw_gid)
    settings = folder / "dovecot.conf"
    settings.write_text(_settings(folder, port=port))
    program = subprocess.Popen(
        [DOVECOT, "-F", "-c", str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    count = iter(range(1_000))

    def deliver(content: bytes) -> None:
        number = next(count)
        (mail / "new" / f"{1_700_000_000 + number}.{number}.example").write_bytes(content)

    try:
        _wait_for(port, program, folder)
        yield Served(port, deliver)
    finally:
        program.terminate()
        program.wait(10)


def certificate_in(folder: Path) -> Path:
    """Write a key and a certificate for this machine into one file, and return it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    return path


def _settings(folder: Path, *, port: int) -> str:
    certificate, user, owner = certificate_in(folder), _name_of(os.getuid()), _mail_owner()
    # Its programs give up root's rights for accounts of its own; run by anybody else they keep what they have.
    accounts = (
        ""
        if os.getuid() == 0
        else (f"default_internal_user = {user}\ndefault_internal_group = {user}\ndefault_login_user = {user}\n")
    )
    return f"""{accounts}
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{certificate}
first_valid_uid = 0
mail_location = maildir:{folder}/mail
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={owner.pw_uid} gid={owner.pw_gid} home={folder}/mail
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def _mail_owner() -> pwd.struct_passwd:
    """Return whose the mails are: ours, or nobody's where we are root, whose mail Dovecot does not serve."""
    return pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())


def _name_of(number: int) -> str:
    return pwd.getpwuid(number).pw_name


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int, program: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(200):
        if program.poll() is not None:
            break
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    log = folder / "log"
    raise AssertionError(f"Dovecot does not answer: {log.read_text() if log.exists() else program.poll()}")
