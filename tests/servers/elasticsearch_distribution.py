"""Elasticsearch's own server, fetched once by Maven, checked, and kept unpacked in `.state` for every later run.

It is the distribution without a Java of its own and with few modules: what this site uses of a cluster is in it.
Missing are, among others, API keys and native users, `_delete_by_query`, and analyzers of languages.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from tests.servers.absence import Absent

ROOT = Path(__file__).resolve().parents[2]
VERSION = "8.19.0"
SHA256 = "14833b2d86c30656901f92049f81fb5777a8e4545413c8656cd1a21b55173033"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
OLDEST_JAVA = 17
FETCH_SECONDS = 900


class WrongDistribution(Exception):
    """What was fetched is not the file that this project knows; it was not used."""


def distribution(folder: Path = ROOT / ".state" / "elasticsearch") -> Path:
    """Elasticsearch, unpacked, only to be read; fetched into ``folder`` when it is not there yet.

    Raises:
        Absent: it is not there, and Maven is missing or could not fetch it.
        WrongDistribution: something else was fetched.
    """
    home = folder / VERSION
    if home.is_dir():
        return home
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another run may be fetching it: wait, then find it there
        if not home.is_dir():
            with tempfile.TemporaryDirectory(dir=folder, prefix="draft-") as draft:
                fetched = fetch(Path(draft))
                verify(fetched)
                unpack(fetched, Path(draft) / "unpacked").rename(home)
    return home


def fetch(folder: Path) -> Path:
    """Let Maven copy the distribution into ``folder``, with a repository of its own; the file.

    Raises:
        Absent: there is no Maven, or it failed; its last words are in the message.
    """
    maven = shutil.which("mvn")
    if maven is None:
        raise Absent(
            "Elasticsearch was not fetched yet and Maven is not on this machine (Debian: apt-get install maven)"
        )
    # It runs in a folder without a pom.xml: the settings of such a file would win over these.
    options = (f"-Dmaven.repo.local={folder / 'repository'}", f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder}")
    try:
        done = subprocess.run(
            [maven, "--batch-mode", "--quiet", "--strict-checksums", GOAL, *options],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=FETCH_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Absent(f"Maven could not fetch Elasticsearch {VERSION} in {FETCH_SECONDS} seconds") from None
    if done.returncode:
        raise Absent(f"Maven could not fetch Elasticsearch {VERSION}: {last_words(done.stdout)}")
    return folder / f"elasticsearch-{VERSION}.zip"


def last_words(output: str) -> str:
    """The first sentence in which Maven says what went wrong, else the last line of all."""
    lines = [line.strip() for line in re.sub(r"\x1b\[[0-9;]*m", "", output).splitlines() if line.strip()]
    errors = [line.removeprefix("[ERROR]").strip() for line in lines if line.startswith("[ERROR]")]
    return next(iter(errors), lines[-1] if lines else "it said nothing")


def verify(archive: Path, expected: str = SHA256) -> None:
    """See that a file is the one that this project knows.

    Raises:
        WrongDistribution: it is another one.
    """
    with archive.open("rb") as content:
        found = hashlib.file_digest(content, "sha256").hexdigest()
    if found != expected:
        raise WrongDistribution(
            f"{archive.name} is not the file that this project knows and was not used: "
            f"its SHA-256 is {found}, it should be {expected}."
        )


def unpack(archive: Path, target: Path) -> Path:
    """Unpack into ``target``, readable by everybody, programs as programs; the folder of the server in it."""
    with zipfile.ZipFile(archive) as content:
        content.extractall(target)
        for entry in content.infolist():
            runs = entry.is_dir() or (entry.external_attr >> 16) & 0o100
            (target / entry.filename).chmod(0o755 if runs else 0o644)
    return target / f"elasticsearch-{VERSION}"


def java_home() -> Path:
    """The folder of a Java that Elasticsearch can run on: ``ES_JAVA_HOME``, ``JAVA_HOME``, or `java` on the path.

    Raises:
        Absent: there is none, or it is too old.
    """
    named = [Path(home, "bin", "java") for name in ("ES_JAVA_HOME", "JAVA_HOME") if (home := os.environ.get(name))]
    program = next((path for path in named if path.is_file()), None) or shutil.which("java")
    advice = f"(version {OLDEST_JAVA} or newer; Debian: apt-get install default-jre-headless)"
    if program is None:
        raise Absent(f"Java, which Elasticsearch runs on, is not on this machine {advice}")
    command = [program, "-XshowSettings:properties", "-version"]
    said = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False).stderr
    properties = dict(re.findall(r"^\s+(java\.home|java\.specification\.version) = (.+)$", said, re.MULTILINE))
    version = properties.get("java.specification.version", "0")
    if "java.home" not in properties or float(version) < OLDEST_JAVA:
        raise Absent(f"The Java at {program} is too old for Elasticsearch, or does not run {advice}")
    return Path(properties["java.home"])
