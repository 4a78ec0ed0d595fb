"""Settings: production first, everything that differs between installations comes from the environment."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from cms.settings.env import ROOT, read

# --- installation ---------------------------------------------------------------------------------------------------
DEBUG: bool = read("bool", "DEBUG", "true on a developer's machine, else false", default=False)
SECRET_KEY: str = read("str", "SECRET_KEY", "a random text of at least 50 characters, kept secret")
ALLOWED_HOSTS: list[str] = read(
    "list", "ALLOWED_HOSTS", "host names, separated by commas", default=["localhost", "127.0.0.1"]
)
SITE_URL: str = read("str", "SITE_URL", "the site's own address, without a slash at the end", default="http://127.0.0.1:8000")
DATA_DIR: Path = Path(read("str", "DATA_DIR", "a folder for database, files and index", default=str(ROOT / "var")))
DEMO: bool = read("bool", "DEMO", "true where all content is fictional and must say so", default=False)
DATABASE_URL: str = read(
    "str", "DATABASE_URL", "sqlite:///<file> or postgresql://user:password@host:port/name", default=f"sqlite:///{DATA_DIR}/kennis.sqlite3"
)
SEARCH_DIR: Path = Path(read("str", "SEARCH_DIR", "a folder for the embedded index", default=str(DATA_DIR / "index")))
WORKER_POLL_SECONDS: float = read("float", "WORKER_POLL_SECONDS", "seconds, at least 1", default=15.0)
LOG_LEVEL: str = read("str", "LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR", default="INFO")

if WORKER_POLL_SECONDS < 1:
    raise ImproperlyConfigured("Setting KENNIS_WORKER_POLL_SECONDS is wrong. It should be: seconds, at least 1.")

# --- applications ---------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "cms",
    "search",
    "lessons",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "cms.website.jinja.environment",
            "extensions": ["wagtail.jinja2tags.core", "wagtail.images.jinja2tags.images"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates" / "django"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- database -------------------------------------------------------------------------------------------------------
SQLITE_OPTIONS = {
    # Write-ahead log and immediate transactions: readers never wait, and a read-then-write never fails on a lock.
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; "
    "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY",
}


def database(url: str) -> dict[str, Any]:
    """Django's settings for the database at ``url``.

    Raises:
        ImproperlyConfigured: the address is neither SQLite nor PostgreSQL.
    """
    if not url.startswith(("sqlite:", "postgresql:", "postgres:")):
        raise ImproperlyConfigured(
            f"Setting KENNIS_DATABASE_URL is wrong: {url!r}. "
            "It should be: sqlite:///<file> or postgresql://user:password@host:port/name."
        )
    found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=None))
    if found["ENGINE"] == "django.db.backends.sqlite3":
        found["OPTIONS"] = SQLITE_OPTIONS
    return found


DATABASES: dict[str, dict[str, Any]] = {"default": database(DATABASE_URL)}

# --- language and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

# --- files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "build" / "collected"
STATICFILES_DIRS = [
    ROOT / "build" / "static",
    ("fonts", ROOT / "node_modules" / "@fontsource-variable" / "source-sans-3" / "files"),
    ("fonts", ROOT / "node_modules" / "@fontsource" / "bricolage-grotesque" / "files"),
]
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
# Files that editions name, kept by their content; served only through the view that asks the edition.
EDITION_FILES = DATA_DIR / "edition-files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a long report posts some thousand fields

# --- security -------------------------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the preview panel frames our own pages
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https:")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'self'"],
    }
}

# --- Wagtail --------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Kennisplatform onderwijsregio's"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_I18N_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_AUTOSAVE_INTERVAL = 2000  # milliseconds
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False
WAGTAILIMAGES_IMAGE_MODEL = "lessons.PlatformImage"
WAGTAILDOCS_DOCUMENT_MODEL = "lessons.PlatformDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
SILENCED_SYSTEM_CHECKS: list[str] = []

# The trigger that refuses changes to editions; tests of its own install it themselves.
EDITION_TRIGGERS = True
