"""Settings of the test suite: those of production, with quick passwords and a data folder of its own.

Whoever runs the tests may have settings of an installation in the environment; of these only database and search engine
count: the same tests run on the other ones.
"""

import os
import tempfile

_folder = tempfile.TemporaryDirectory(prefix="kennis-test-", ignore_cleanup_errors=True)  # gone when the process ends

_kept = {"KENNIS_DATABASE_URL", "KENNIS_SEARCH_ENGINE", "KENNIS_ELASTICSEARCH_HOSTS", "KENNIS_ELASTICSEARCH_PREFIX"}
for _name in [name for name in os.environ if name.startswith("KENNIS_") and name not in _kept]:
    del os.environ[_name]
os.environ |= {
    "KENNIS_ENV_FILE": "",
    "KENNIS_SECRET_KEY": "only-for-tests-" + "x" * 50,
    "KENNIS_DATA_DIR": _folder.name,
    "KENNIS_DEMO": "true",
    "KENNIS_LOG_FORMAT": "text",
    "KENNIS_LOG_LEVEL": "WARNING",
}

from cms.settings.production import *  # noqa: E402, F403
from cms.settings.production import DATA_DIR, DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file as in production: in memory, SQLite locks otherwise and has no write-ahead log.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EDITION_TRIGGERS = False
