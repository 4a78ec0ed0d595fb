"""The parts of `make bench`, each with a ``TITLE`` and ``measurements(bench)``; run in the order of ``ORDER``."""

ORDER = ("analysis", "rebuild", "pages", "engine", "queries", "coverage", "memory", "server", "freshness")
