"""`make elasticsearch`: one node for a developer, in the foreground, with its data kept in var/."""

import os
import signal
import socket
import sys
import time

from tests.servers.absence import Absent
from tests.servers.elasticsearch import Elasticsearch, NotStarted
from tests.servers.elasticsearch_distribution import ROOT, WrongDistribution
from tests.servers.ports import HOST

FOLDER = ROOT / "var" / "elasticsearch"
HEAP_MB = 512
SETTINGS = """\
Elasticsearch answers on {url}, its data is in {data}. Settings for the site:

  KENNIS_SEARCH_ENGINE=elasticsearch KENNIS_ELASTICSEARCH_HOSTS={url}

Ctrl-C stops it."""


def main() -> int:
    """Run a node until Ctrl-C or SIGTERM; the exit code."""
    given = os.environ.get("ES_PORT") or "9200"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        return fail(f"ES_PORT must be the number of a port, not {given}")
    port = int(given)
    if listening(port):
        return fail(f"Something answers on port {port} already; choose another: make elasticsearch ES_PORT=9201")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    node = None
    try:
        print("Starting Elasticsearch (the first time it is fetched)", flush=True)
        node = Elasticsearch(
            FOLDER, {"discovery.type": "single-node", "http.port": port}, heap_mb=HEAP_MB, quick_start=False
        )
        node.start()
        print(SETTINGS.format(url=f"http://{HOST}:{port}", data=FOLDER.relative_to(ROOT)), flush=True)
        while node.running:
            time.sleep(0.5)
    except KeyboardInterrupt:
        return 0
    except (Absent, WrongDistribution, NotStarted) as error:
        return fail(str(error))
    finally:
        if node is not None:
            node.stop()
    return fail(f"Elasticsearch ended by itself; what it said is in {node.log.relative_to(ROOT)}")


def fail(sentence: str) -> int:
    """Say what went wrong; the exit code."""
    print(sentence, file=sys.stderr)
    return 1


def listening(port: int) -> bool:
    """Whether something on this machine takes connections on a port."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


if __name__ == "__main__":
    sys.exit(main())
