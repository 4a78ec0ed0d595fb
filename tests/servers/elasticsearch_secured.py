"""A node as in production: passwords, TLS with an authority of its own, and the two roles that the site needs."""

import base64
import hashlib
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.absence import Absent
from tests.servers.elasticsearch import HEAP_MB, Elasticsearch, temporary_folder
from tests.servers.elasticsearch_distribution import ROOT

ROLES = ROOT / "docs" / "elasticsearch-roles.yml"
# Named like their roles; the last may do everything, for tests that prepare something.
USERS = {"kennis_web": "kennis_web", "kennis_indexer": "kennis_indexer", "beheer": "superuser"}
ITERATIONS = 10_000
TLS = {
    "xpack.security.enabled": True,
    "xpack.security.http.ssl.enabled": True,
    "xpack.security.http.ssl.certificate": "server.crt",
    "xpack.security.http.ssl.key": "server.key",
    "xpack.security.http.ssl.certificate_authorities": ["authority.crt"],
}


@dataclass(frozen=True)
class Secured:
    """A node that lets nobody in without a password, and speaks TLS only."""

    node: Elasticsearch
    """It is asked as ``beheer``, who may do everything."""
    authority: Path
    """The certificate of the authority that signed the node's own: what a client must trust."""
    other_authority: Path
    """One that did not sign it: whoever trusts this one must refuse the node."""
    passwords: dict[str, str]
    """By name of the user; ``kennis_web`` and ``kennis_indexer`` have the role of that name."""

    @property
    def url(self) -> str:
        """Its address; the certificate is valid for ``localhost`` and ``127.0.0.1``."""
        return self.node.url


def openssl(*arguments: str, folder: Path) -> None:
    """Run OpenSSL.

    Raises:
        Absent: it is not on this machine.
        subprocess.CalledProcessError: it failed; what it said is in the error's output.
    """
    program = shutil.which("openssl")
    if program is None:
        raise Absent("OpenSSL, for a node with TLS, is not on this machine (Debian: apt-get install openssl)")
    command = [program, *arguments]
    subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True)


def make_authority(folder: Path, name: str) -> Path:
    """Make an authority's key and certificate; the certificate."""
    usage = ("-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign")
    openssl(*certificate(name), "-subj", f"/CN=kennis test {name}", *usage, folder=folder)
    return folder / f"{name}.crt"


def make_server_certificate(folder: Path, authority: str) -> None:
    """Make ``server.key`` and ``server.crt`` for this machine's own names, signed by an authority in the folder."""
    names = ("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-addext", "basicConstraints=CA:FALSE")
    signed = ("-CA", f"{authority}.crt", "-CAkey", f"{authority}.key")
    openssl(*certificate("server"), "-subj", "/CN=localhost", *names, *signed, folder=folder)


def certificate(name: str) -> tuple[str, ...]:
    """OpenSSL's arguments for a new key and a certificate of it that is valid for two days."""
    kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    return ("req", "-x509", *kind, "-days", "2", "-keyout", f"{name}.key", "-out", f"{name}.crt")


def hashed(password: str) -> str:
    """A password as the file of users holds it (Elasticsearch's own form of PBKDF2 with SHA-512)."""
    salt = secrets.token_bytes(32)
    key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ITERATIONS, dklen=32)
    return f"{{PBKDF2}}{ITERATIONS}${base64.b64encode(salt).decode()}${base64.b64encode(key).decode()}"


@contextmanager
def secured_elasticsearch(*, heap_mb: int = HEAP_MB) -> Iterator[Secured]:
    """Run one node with users, roles and TLS.

    Raises:
        Absent: there is no Elasticsearch and it cannot be fetched, no Java to run it on, or no OpenSSL.
        NotStarted: it did not start; what it said is in the message.
    """
    with temporary_folder() as folder:
        authority, other = make_authority(folder, "authority"), make_authority(folder, "other")
        make_server_certificate(folder, "authority")
        node = Elasticsearch(folder / "node", {"discovery.type": "single-node"} | TLS, heap_mb=heap_mb)
        for name in ("authority.crt", "server.crt", "server.key"):
            node.configure(name, (folder / name).read_text())
        passwords = {user: secrets.token_urlsafe(12) for user in USERS}
        node.configure("roles.yml", ROLES.read_text())
        node.configure("users", "".join(f"{user}:{hashed(password)}\n" for user, password in passwords.items()))
        node.configure("users_roles", "".join(f"{role}:{user}\n" for user, role in USERS.items()))
        node.log_in("beheer", passwords["beheer"], authority)
        try:
            node.start()
            yield Secured(node, authority, other, passwords)
        finally:
            node.stop()
