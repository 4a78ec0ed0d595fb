"""Settings of the test suite: those of production, with fast passwords and data in a folder of its own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("KENNIS_SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("KENNIS_DATA_DIR", tempfile.mkdtemp(prefix="kennis-test-"))
os.environ.setdefault("KENNIS_DEMO", "true")

from cms.settings import *  # noqa: E402, F403
from cms.settings import DATA_DIR  # noqa: E402

Path(DATA_DIR).mkdir(parents=True, exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EDITION_TRIGGERS = False
