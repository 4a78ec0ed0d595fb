"""Settings of the benchmarks: those of production, and one ordinary Wagtail page to compare with."""

from cms.settings.production import *  # noqa: F403
from cms.settings.production import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.benchmarks.stock"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
