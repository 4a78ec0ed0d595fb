"""`make bench`: measure, print the table, and write it into docs/performance.md.

python -m tests.benchmarks                        everything; only this is written into the documentation
python -m tests.benchmarks pages rebuild          these parts
python -m tests.benchmarks pages tantivy          on this engine alone
"""

import importlib
import os
import signal
import sys
from types import ModuleType

import django
from tqdm import tqdm

from tests.benchmarks import place, table
from tests.benchmarks.parts import ORDER

ENGINES = ("tantivy", "elasticsearch")


def chosen(words: list[str]) -> tuple[list[str], list[str]]:
    """The parts and the engines that the command line names; all where it names none."""
    unknown = set(words) - {*ORDER, *ENGINES}
    if unknown:
        sys.exit(f"There is no {', '.join(sorted(unknown))}. Parts: {', '.join(ORDER)}. Engines: {', '.join(ENGINES)}.")
    return [name for name in ORDER if name in words] or list(ORDER), [e for e in ENGINES if e in words] or list(ENGINES)


def part(name: str) -> ModuleType:
    """A part by its name."""
    return importlib.import_module(f"tests.benchmarks.parts.{name}")


def main() -> None:
    """Measure one part after the other: two at once would measure each other."""
    names, engines = chosen(sys.argv[1:])
    folder = place.folder()
    os.environ.update(place.environment(folder))
    django.setup()
    bench = importlib.import_module("tests.benchmarks.bench")  # needs Django
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # servers of ours are stopped on the way out
    before = os.getloadavg()[0]
    measured = {}
    with bench.Bench(folder, engines) as run:
        for name in tqdm(names, desc="Measuring", unit="part", disable=None):
            measured[part(name).TITLE] = list(part(name).measurements(run))
    text = table.report(measured, (before, os.getloadavg()[0]))
    print(text)
    if names == list(ORDER) and engines == list(ENGINES):
        table.write(text)


if __name__ == "__main__":
    main()
