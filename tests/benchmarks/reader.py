"""A process that serves the site and says after each stage how much memory it has: run by the part ``memory``."""

import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

import django

from tests.benchmarks.place import ROOT


def memory(data: str) -> dict[str, float]:
    """Megabytes of this process that are in memory: all, the database's file, the index, and what is in no file."""
    found = dict.fromkeys(("all", "database", "index", "no file"), 0.0)
    kind = ""
    for line in Path("/proc/self/smaps").read_text().splitlines():
        name, *rest = line.split()
        if "-" in name and len(rest) >= 4:
            path = rest[4] if len(rest) > 4 else ""
            kind = "" if not path.startswith(data) else "database" if ".sqlite3" in path else "index"
        elif name == "Rss:":
            found["all"] += int(rest[0]) / 1024
            if kind:
                found[kind] += int(rest[0]) / 1024
        elif name == "Anonymous:":
            found["no file"] += int(rest[0]) / 1024
    return found


def main() -> None:
    """Django alone, then the pages of the mix, then the mix over the generated documents."""
    sys.path.insert(0, str(ROOT))
    django.setup()
    pages = importlib.import_module("tests.benchmarks.pages")  # all of these need Django
    mix = importlib.import_module("tests.benchmarks.questions").requests()
    connection = importlib.import_module("search.index.connection")
    engines = importlib.import_module("tests.benchmarks.engines")
    results = importlib.import_module("search.results.search")
    url_of = importlib.import_module("search.web.page").url_of
    site = pages.Site(connection.engine(), keeping=True)

    def all_pages() -> None:
        for request in mix:
            site.asking(url_of(request))()

    def generated() -> None:
        with engines.tantivy(Path(sys.argv[1])) as tantivy:
            engine = tantivy.open("generated", Path(sys.argv[1]))
            for request in mix:
                results.find(engine, request)

    stages: list[Callable[[], object]] = [site.asking("/beheer/login/"), site.asking("/casus/100/"), all_pages]
    if connection.engine_name() == connection.TANTIVY:
        stages.append(generated)
    said = []
    for stage in stages:
        stage()
        said.append(memory(sys.argv[1]))
    print(json.dumps(said))


if __name__ == "__main__":
    main()
