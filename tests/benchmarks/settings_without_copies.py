"""Settings of a benchmark that makes every page anew, however often it is asked for."""

from tests.benchmarks.settings import *  # noqa: F403
from tests.benchmarks.settings import CACHES

CACHES = CACHES | {"pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
