"""Real Elasticsearch nodes for one test run: own folder, free ports, small memory, gone afterwards."""

import base64
import json
import os
import pwd
import shutil
import signal
import ssl
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from tests.servers.elasticsearch_distribution import distribution, java_home
from tests.servers.ports import HOST

HEAP_MB = 192
SHARED_HEAP_MB = 512
"""For a node that hundreds of tests share: with less, its memory fills up, and it refuses whoever comes next."""
START_SECONDS = 180
STOP_SECONDS = 30
PROCESS_FILES = ("pid", "logs/http.ports")
SETTINGS: dict[str, Any] = {
    "network.host": HOST,
    "transport.port": 0,
    "node.portsfile": True,
    "cluster.routing.allocation.disk.threshold_enabled": False,
    "xpack.security.enabled": False,
}
# Elasticsearch's own list writes into the folder of the distribution, which all nodes share.
JAVA_OPTIONS = """\
-Djava.io.tmpdir=${{ES_TMPDIR}}
-XX:+UseSerialGC
-XX:-AlwaysPreTouch
-XX:TieredStopAtLevel={compilers}
-XX:+ExitOnOutOfMemoryError
-XX:ErrorFile={folder}/logs/java-error.log
"""
LOGGING = """\
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1}] %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
"""


class Account(NamedTuple):
    """Whom a node runs as, in the words of `subprocess`; three times ``None`` is ourselves."""

    user: int | None = None
    group: int | None = None
    groups: list[int] | None = None

    @classmethod
    def of_nodes(cls) -> "Account":
        """Ourselves when we are an ordinary user, ``nobody`` when we are root, as which a node refuses to run."""
        if os.geteuid() != 0:
            return cls()
        nobody = pwd.getpwnam("nobody")
        return cls(nobody.pw_uid, nobody.pw_gid, [])

    def may_enter(self, path: Path) -> bool:
        """Whether it may go into a folder, or run a program."""
        command = ["test", "-x", str(path)]
        done = subprocess.run(command, cwd="/", user=self.user, group=self.group, extra_groups=self.groups, check=False)
        return done.returncode == 0


class NotStarted(Exception):
    """A server is on this machine and did not start; what it said is in the message."""


class Elasticsearch:
    """One node: a server that can be asked, killed, stopped in mid-air and started again on the same data."""

    def __init__(self, folder: Path, settings: dict[str, Any], *, heap_mb: int = HEAP_MB, quick_start: bool = True):
        """Write the node's configuration; nothing runs yet.

        Args:
            folder: of this node alone; its data is kept in it.
            settings: beside and before ``SETTINGS``; ``http.port`` 0 or left out takes a free one at the first start.
            heap_mb: memory for Java objects, in MB; the process takes about 200 MB more.
            quick_start: no compiler that costs much and pays only after minutes of work.

        Raises:
            Absent: there is no Elasticsearch, or no Java to run it on.
        """
        self.folder = folder
        self.log = folder / "log"
        self.data = folder / "data"
        self.headers: dict[str, str] = {}
        self.trust: ssl.SSLContext | None = None
        self.port = int(settings.get("http.port", 0))
        self._java, self._home, self._account = java_home(), distribution(), Account.of_nodes()
        self._heap_mb = heap_mb
        self._process: subprocess.Popen[bytes] | None = None
        for name in ("config", "data", "logs", "tmp"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        paths = {"path.data": str(self.data), "path.logs": str(folder / "logs")}
        lines = [f"{name}: {json.dumps(value)}\n" for name, value in (SETTINGS | paths | settings).items()]
        self.configure("elasticsearch.yml", "".join(lines))
        self.configure("jvm.options", JAVA_OPTIONS.format(folder=folder, compilers=1 if quick_start else 4))
        self.configure("log4j2.properties", LOGGING)

    def configure(self, name: str, content: str) -> None:
        """Write a file of the node's configuration; it counts from the next start on."""
        path = self.folder / "config" / name
        path.write_text(content)
        path.chmod(0o600)

    @property
    def url(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"{'https' if self.trust else 'http'}://{HOST}:{self.port}"

    @property
    def pid(self) -> int:
        """The server's process (not that of the launcher, which waits for it)."""
        return int((self.folder / "pid").read_text())

    def log_in(self, user: str, password: str, authority: Path) -> None:
        """Ask as this user and over TLS from now on, trusting the certificates of one authority."""
        self.headers["Authorization"] = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        self.trust = ssl.create_default_context(cafile=authority)

    def ask(self, method: str, path: str, body: Any = None, *, timeout: float = 10) -> Any:
        """One request; ``path`` begins with a slash, ``body`` is sent as JSON. What the node answered, read as JSON.

        ``None`` where it answered without a word (``HEAD``).

        Raises:
            urllib.error.HTTPError: the node answered with an error.
            OSError: it did not answer in ``timeout`` seconds, or is not there.
        """
        content = None if body is None else json.dumps(body).encode()
        headers = self.headers | {"Content-Type": "application/json"}
        request = urllib.request.Request(self.url + path, content, headers, method=method)  # noqa: S310  # our own node
        handlers = [urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=self.trust)]
        with urllib.request.build_opener(*handlers).open(request, timeout=timeout) as answer:
            content = answer.read()
        return json.loads(content) if content else None

    def launch(self) -> None:
        """Start the process; :meth:`wait` says when it answers.

        Raises:
            NotStarted: it may not be in its own folder.
        """
        for name in PROCESS_FILES:
            (self.folder / name).unlink(missing_ok=True)
        give(self.folder, self._account)
        if not self._account.may_enter(self.folder):
            raise NotStarted(
                "Elasticsearch refuses to run as root; the user nobody, as whom it runs instead, may not enter "
                f"{self.folder}. Run this as an ordinary user, or from a folder that everybody may enter."
            )
        home = self._reachable_home()
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.folder),
            "ES_JAVA_HOME": str(self._java),
            "ES_JAVA_OPTS": f"-Xms{self._heap_mb}m -Xmx{self._heap_mb}m",
            "ES_PATH_CONF": str(self.folder / "config"),
            "ES_TMPDIR": str(self.folder / "tmp"),
        }
        command = [str(home / "bin" / "elasticsearch"), "-p", str(self.folder / "pid"), f"-Ehttp.port={self.port}"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                env=environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for us: we stop it when nobody needs it any more
                user=self._account.user,
                group=self._account.group,
                extra_groups=self._account.groups,
            )

    def wait(self, *, status: str = "yellow", nodes: int = 1, seconds: float = START_SECONDS) -> None:
        """Wait until it answers and says that the cluster is ``status`` (or better) with ``nodes`` nodes (or more).

        Raises:
            NotStarted: it ended, or did not say so in time.
        """
        question = f"/_cluster/health?wait_for_status={status}&wait_for_nodes=ge({nodes})&timeout=1s"
        deadline = time.monotonic() + seconds
        while True:
            with suppress(OSError, ValueError):
                self._read_port()
                if not self.ask("GET", question)["timed_out"]:
                    return
            if not self.running or time.monotonic() > deadline:
                said = self.log.read_text(errors="replace")[-4000:]
                raise NotStarted(f"Elasticsearch did not become {status} in {seconds:.0f} seconds. It said:\n{said}")
            time.sleep(0.1)

    def start(self) -> None:
        """Start it and wait until it answers; at the same address and with the same data as before.

        Raises:
            NotStarted: it did not; what it said is in the message.
        """
        self.launch()
        self.wait()

    @property
    def running(self) -> bool:
        """Whether its process is there, also when it hangs."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """End it as a power cut would (SIGKILL), and wait until it is gone."""
        os.kill(self.pid, signal.SIGKILL)
        self._gone(STOP_SECONDS)

    def hang(self) -> None:
        """Let it stand still (SIGSTOP): it accepts connections and never answers.

        All its threads stand when this ends: the signal alone returns before.
        """
        os.kill(self.pid, signal.SIGSTOP)
        while any(state_of(task) != "T" for task in Path(f"/proc/{self.pid}/task").iterdir()):
            time.sleep(0.01)

    def resume(self) -> None:
        """Let it go on where it stood still."""
        os.kill(self.pid, signal.SIGCONT)

    def stop(self) -> None:
        """Ask it to end; one that does not is killed. Nothing happens when it does not run."""
        if not self.running:
            return
        with suppress(OSError, ValueError):  # still starting: without a process of its own
            os.kill(self.pid, signal.SIGTERM)
            os.kill(self.pid, signal.SIGCONT)
            self._gone(STOP_SECONDS)
        if self._process is not None and self.running:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _gone(self, seconds: float) -> None:
        with suppress(subprocess.TimeoutExpired):
            if self._process is not None:
                self._process.wait(seconds)

    def _read_port(self) -> None:
        if not self.port:
            line = (self.folder / "logs" / "http.ports").read_text().splitlines()[0]
            self.port = int(line.rpartition(":")[2])

    def _reachable_home(self) -> Path:
        """The distribution; a copy in the node's folder when its user may not see the one in this project."""
        if self._account.may_enter(self._home / "bin" / "elasticsearch"):
            return self._home
        copy = self.folder / "distribution"
        if not copy.is_dir():
            shutil.copytree(self._home, copy)
        return copy


def state_of(task: Path) -> str:
    """What a thread does, as a letter of proc(5): "R" it runs, "S" it sleeps, "T" it stands, or ended."""
    try:
        return (task / "stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return "T"


def give(folder: Path, account: Account) -> None:
    """Make a folder and all that is in it the account's own; nothing changes for our own account."""
    if account.user is not None:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, account.user, account.group or -1, follow_symlinks=False)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder for nodes that another user may pass through, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="kennis-elasticsearch-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def elasticsearch(*, heap_mb: int = HEAP_MB) -> Iterator[Elasticsearch]:
    """Run one node without security, on this machine's own address only.

    Raises:
        Absent: there is no Elasticsearch and it cannot be fetched, or there is no Java to run it on.
        WrongDistribution: what was fetched is another file.
        NotStarted: it did not start; what it said is in the message.
    """
    with temporary_folder() as folder:
        node = Elasticsearch(folder / "node", {"discovery.type": "single-node"}, heap_mb=heap_mb)
        try:
            node.start()
            yield node
        finally:
            node.stop()
