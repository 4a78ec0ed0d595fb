"""`make bench`: run every benchmark of this folder and print one table."""

import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator

import django
from tqdm import tqdm

from tests import benchmarks
from tests.benchmarks.measuring import Measurement

OWN = ("__main__", "measuring", "material")


def modules(chosen: list[str]) -> list[str]:
    """The benchmarks to run: those named on the command line, or all."""
    found = [module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name not in OWN]
    unknown = set(chosen) - set(found)
    if unknown:
        sys.exit(f"There is no benchmark {', '.join(sorted(unknown))}. There are: {', '.join(found)}.")
    return chosen or found


def measured(names: list[str]) -> Iterator[Measurement]:
    """Run the benchmarks, one after the other: two at once would measure each other."""
    for name in tqdm(names, desc="Measuring", disable=None):
        yield from importlib.import_module(f"tests.benchmarks.{name}").measurements()


def line(one: Measurement) -> str:
    """A row of the table."""
    slow = "" if one.slow is None else f"{one.slow:12,.2f}"
    return f"{one.what:52} {one.value:12,.2f} {slow:12} {one.unit}"


def main() -> None:
    """Print the table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()
    rows = list(measured(modules(sys.argv[1:])))
    print(f"{'':52} {'median':>12} {'95 of 100':>12}")
    print("\n".join(map(line, rows)))


if __name__ == "__main__":
    main()
