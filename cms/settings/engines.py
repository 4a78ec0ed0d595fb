"""The settings of the search engine: the embedded one of one machine, or an Elasticsearch cluster."""

import ipaddress
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from cms.settings.env import PREFIX, ROOT, read, refusal

ENGINE_MEANING: Final = "tantivy for the embedded engine of one machine, or elasticsearch for a cluster"


@dataclass(frozen=True)
class Part:
    """One setting of the cluster."""

    name: str
    meaning: str
    kind: str = "str"
    default: Any = ""
    fits: Callable[[Any], bool] = lambda value: True

    @property
    def variable(self) -> str:
        """Its name in full."""
        return f"{PREFIX}{self.name}"

    def read(self) -> Any:
        """Its value, or ``None`` where it is not given; refused where it does not fit by itself."""
        return read(
            self.kind, self.name, self.meaning, check=lambda value: value is None or self.fits(value), default=None
        )


PARTS: Final = {
    "hosts": Part("ELASTICSEARCH_HOSTS", "https://host:port or http://host:port of every node, separated by commas"),
    "prefix": Part(
        "ELASTICSEARCH_PREFIX",
        "what the names of all indices begin with: at most 40 lowercase letters, digits and hyphens, a letter first, "
        "no hyphen last",
        default="kennis",
        fits=lambda text: len(text) <= 40 and re.fullmatch(r"[a-z]([a-z0-9-]*[a-z0-9])?", text) is not None,
    ),
    "username": Part(
        "ELASTICSEARCH_USERNAME", "the name of this process's user of the cluster, given together with its password"
    ),
    "password": Part(
        "ELASTICSEARCH_PASSWORD", "the password of this process's user of the cluster, given together with its name"
    ),
    "ca": Part(
        "ELASTICSEARCH_CA", "a PEM file with the certificate that signed those of the nodes, for hosts with https://"
    ),
    "read_seconds": Part(
        "ELASTICSEARCH_READ_TIMEOUT",
        "how many seconds one try of a search may take, of three at most: above 0, at most 60",
        kind="float",
        default=0.9,
        fits=lambda seconds: 0 < seconds <= 60,
    ),
    "write_seconds": Part(
        "ELASTICSEARCH_WRITE_TIMEOUT",
        "how many seconds a change of the index may take: above 0, at most 600",
        kind="float",
        default=30.0,
        fits=lambda seconds: 0 < seconds <= 600,
    ),
}
"""By their keys in ``settings.ELASTICSEARCH``."""


def elasticsearch() -> dict[str, Any] | None:
    """What the process needs to talk to the cluster, or ``None`` where the embedded engine is used.

    The keys are ``hosts`` (a tuple), ``prefix``, ``username``, ``password``, ``ca`` (a path; each of these three may be
    ``""``), ``read_seconds`` and ``write_seconds``.

    Raises:
        ImproperlyConfigured: one of the settings is wrong, or two of them contradict each other.
    """
    engine: str = read(
        "str",
        "SEARCH_ENGINE",
        ENGINE_MEANING,
        check=lambda name: name in {"tantivy", "elasticsearch"},
        default="tantivy",
    )
    given = {key: part.read() for key, part in PARTS.items()}
    if engine == "tantivy":
        for key, value in given.items():
            if value is not None:
                problem = f"it is given while {PREFIX}SEARCH_ENGINE is tantivy"
                raise wrong(key, problem, f"left out, or {PREFIX}SEARCH_ENGINE set to elasticsearch")
        return None
    found = {key: PARTS[key].default if value is None else value for key, value in given.items()}
    found["hosts"] = hosts(found["hosts"])
    check_login(found)
    if found["ca"]:
        found["ca"] = str(certificates(found["ca"], found["hosts"]))
    return found


def wrong(key: str, problem: str, instead: str = "") -> ImproperlyConfigured:
    """The refusal of one setting of the cluster, by its key."""
    return refusal(PARTS[key].variable, problem, instead or PARTS[key].meaning)


def search_dir(default: Path, cluster: dict[str, Any] | None) -> Path:
    """The folder of the embedded index; it is not used where there is a cluster.

    Raises:
        ImproperlyConfigured: it is given beside a cluster.
    """
    given: str | None = read("str", "SEARCH_DIR", "a folder for the embedded search index", default=None)
    if given is not None and cluster is not None:
        raise refusal(
            f"{PREFIX}SEARCH_DIR",
            f"it is given while {PREFIX}SEARCH_ENGINE is elasticsearch",
            f"left out, or {PREFIX}SEARCH_ENGINE set to tantivy",
        )
    return ROOT / (given or default)


def hosts(given: str) -> tuple[str, ...]:
    """The addresses of the nodes, from a list with commas.

    Raises:
        ImproperlyConfigured: there are none, or one is no address. What may hold a password is not repeated.
    """
    if not given:
        raise wrong("hosts", f"it is not given while {PREFIX}SEARCH_ENGINE is elasticsearch")
    if "@" in given:
        login = f"{PARTS['username'].variable} and {PARTS['password'].variable}"
        meaning = f"{PARTS['hosts'].meaning}; name and password stand in {login}"
        raise wrong("hosts", "an address in it holds a name or a password", meaning)
    addresses = [address.strip() for address in given.split(",")]
    for address in addresses:
        if problem := problem_of_host(address):
            raise wrong("hosts", problem)
    if len({is_secure(address) for address in addresses}) > 1:
        raise wrong("hosts", "it mixes http:// and https://, and a cluster answers to one of them")
    return tuple(address.lower() for address in addresses)


def problem_of_host(address: str) -> str:
    """What is wrong with the address of a node, or ``""``."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return f"{address} has no port that is a number, or is no address"
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return f"{address or 'an empty place between commas'} is no address with http:// or https://"
    if parts.path or parts.query or parts.fragment:
        return f"{address} has a path behind the host"
    if not port:
        return f"{address} has no port, usually 9200"
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    as_it_is_read = f"{parts.scheme}://{host}:{port}"
    if address.lower() != as_it_is_read or not re.fullmatch(r"[a-z0-9._:\[\]-]+", host):
        return f"{address} has characters that no host has"
    return ""


def check_login(found: dict[str, Any]) -> None:
    """See that name and password come together, and that nobody on the way can read the password.

    Raises:
        ImproperlyConfigured: they do not, or somebody can.
    """
    for key, other in (("password", "username"), ("username", "password")):
        if found[other] and not found[key]:
            raise wrong(key, f"it is not given while {PARTS[other].variable} is")
    readable = [address for address in found["hosts"] if not (is_secure(address) or is_this_machine(address))]
    if found["password"] and readable:
        problem = f"the password would go to {readable[0]} for everybody on the way to read"
        raise wrong("hosts", problem, "https://host:port of every node, where a password is given")


def is_secure(address: str) -> bool:
    """Whether what is said to this address is encrypted."""
    return address.lower().startswith("https://")


def is_this_machine(address: str) -> bool:
    """Whether what is said to this address never leaves the machine."""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def certificates(given: str, addresses: tuple[str, ...]) -> Path:
    """The file of the certificates that nodes are known by.

    Raises:
        ImproperlyConfigured: it cannot be read, has no certificate, or the nodes show none.
    """
    path = ROOT / given
    if not all(is_secure(address) for address in addresses):
        problem = f"it is given while {PARTS['hosts'].variable} has http://"
        raise wrong("ca", problem, f"left out, or {PARTS['hosts'].variable} with https://host:port")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cafile=path)
    except ssl.SSLError:
        raise wrong("ca", f"there is no certificate in {path}") from None
    except OSError as error:
        raise wrong("ca", f"{path} cannot be read ({error.strerror})") from None
    return path
