"""Settings: production first, everything that differs between installations comes from the environment."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cms.settings.demo_key import demo_key
from cms.settings.engines import elasticsearch, search_dir
from cms.settings.env import ROOT, is_site_address, read, read_file, refusal, refuse_unknown
from cms.settings.logs import configure_structlog, logging_config
from cms.settings.services import database, mail

read_file()

# --- installation ---------------------------------------------------------------------------------------------------
DEBUG: bool = read("bool", "DEBUG", "true on a developer's machine, else false", default=False)
SITE_URL: str = read(
    "str",
    "SITE_URL",
    "the site's own address, as https://kennis.voorbeeld.nl, without a path or a slash at the end",
    check=is_site_address,
    default="http://127.0.0.1:8000",
)
HTTPS = SITE_URL.startswith("https:")
ALLOWED_HOSTS: list[str] = read(
    "list",
    "ALLOWED_HOSTS",
    "the host names that the site answers to, separated by commas",
    check=lambda hosts: bool(hosts) and all(hosts),
    default=[urlsplit(SITE_URL).hostname, "localhost", "127.0.0.1"],
)
BEHIND_PROXY: bool = read(
    "bool",
    "BEHIND_PROXY",
    "true where a proxy stands in front that always sets X-Forwarded-Proto itself, else false",
    default=False,
)
HSTS_SECONDS: int = read(
    "int",
    "HSTS_SECONDS",
    "how many seconds a browser must keep to https for this site; 0 for no such promise",
    check=lambda seconds: seconds >= 0,
    default=365 * 24 * 3600 if HTTPS else 0,
)
DATA_DIR: Path = ROOT / read(
    "str", "DATA_DIR", "a folder for database, files and index that this process may write in", default="var"
)
try:
    DATA_DIR.mkdir(parents=True, exist_ok=True)
except OSError as error:
    raise refusal("KENNIS_DATA_DIR", str(error), "a folder that this process may write in") from None
DEMO: bool = read("bool", "DEMO", "true where all content is fictional and must say so, else false", default=False)
SECRET_KEY: str = read(
    "str",
    "SECRET_KEY",
    "a random text of at least 50 characters, kept secret",
    check=lambda key: len(key) >= 50,
    **({"default": demo_key(DATA_DIR)} if DEMO else {}),
)
ELASTICSEARCH: dict[str, Any] | None = elasticsearch()
SEARCH_DIR: Path = search_dir(DATA_DIR / "index", ELASTICSEARCH)
WORKER_POLL_SECONDS: float = read(
    "float",
    "WORKER_POLL_SECONDS",
    "how often the worker looks for work that it was not woken for: seconds, at least 1",
    check=lambda seconds: seconds >= 1,
    default=15.0,
)
LOG_LEVEL: str = read(
    "str",
    "LOG_LEVEL",
    "DEBUG, INFO, WARNING or ERROR",
    check=lambda level: level in {"DEBUG", "INFO", "WARNING", "ERROR"},
    default="INFO",
)
LOG_FORMAT: str = read(
    "str",
    "LOG_FORMAT",
    "json for machines or text for people",
    check=lambda form: form in {"json", "text"},
    default="text" if DEBUG else "json",
)

# --- applications ---------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "cms",
    "search",
    "lessons",
    "wagtail.sites",
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
    "cms.desk.middleware.AdminPolicy",
    "django_htmx.middleware.HtmxMiddleware",
    "cms.desk.borders.Borders",
    "cms.desk.middleware.OneTransaction",  # last: it answers the request itself
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
DATABASES: dict[str, dict[str, Any]] = {"default": database(str(DATA_DIR / "kennis.sqlite3"))}

# --- language and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
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
FORCE_SCRIPT_NAME = ""  # the site stands at the root of its address, whatever a request's headers say
CACHES = {  # apart: many pages, of some 13 kB each, do not push out what Wagtail keeps
    name: {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": name,
        "TIMEOUT": 3600,  # seconds
        "OPTIONS": {"MAX_ENTRIES": 500},
    }
    for name in ("default", "pages")
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # half the files to compress, and no old one under a lasting name
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a long report posts some thousand fields

# --- security -------------------------------------------------------------------------------------------------------
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = HSTS_SECONDS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^gezond/$", "^gereed/$"]  # asked from inside, over http
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [SITE_URL]
X_FRAME_OPTIONS = "SAMEORIGIN"  # the preview panel frames our own pages
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
# Wagtail's editor needs inline scripts and styles, and frames the preview. Nothing from another host here either.
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": ["'self'"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "frame-src": ["'self'"],
    "object-src": ["'none'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'self'"],
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
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.desk.finish.publish_approved"
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # one, so that nobody is asked; browsers do not know all that a server has
WAGTAIL_DATE_FORMAT = "%d-%m-%Y"
WAGTAIL_DATETIME_FORMAT = "%d-%m-%Y %H:%M"
WAGTAILADMIN_USER_LOGIN_FORM = "cms.accounts.forms.LoginForm"
WAGTAIL_FRONTEND_LOGIN_URL = "wagtailadmin_login"
WAGTAILIMAGES_IMAGE_MODEL = "lessons.PlatformImage"
WAGTAILDOCS_DOCUMENT_MODEL = "lessons.PlatformDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]  # what materials need
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}


# --- mail -----------------------------------------------------------------------------------------------------------
_mail = mail()
EMAIL_BACKEND = "cms.desk.mail.AfterCommit"
EMAIL_DELIVERY_BACKEND: str = _mail["EMAIL_BACKEND"]
EMAIL_HOST: str = _mail["EMAIL_HOST"]
EMAIL_PORT: int | None = _mail["EMAIL_PORT"]
EMAIL_HOST_USER: str = _mail["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD: str = _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS: bool = _mail["EMAIL_USE_TLS"]
EMAIL_USE_SSL: bool = _mail["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20  # seconds; a mail server that hangs must not hold an editor's click
DEFAULT_FROM_EMAIL: str = read(
    "str",
    "EMAIL_FROM",
    "the address that mail comes from, as redactie@voorbeeld.nl",
    check=lambda address: "@" in address,
    default="redactie@example.org",
)
SERVER_EMAIL = WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = DEFAULT_FROM_EMAIL

# --- logging --------------------------------------------------------------------------------------------------------
configure_structlog()
LOGGING = logging_config(LOG_LEVEL, as_json=LOG_FORMAT == "json")

# --- checks ---------------------------------------------------------------------------------------------------------
SILENCED_SYSTEM_CHECKS: list[str] = [
    "security.W005",  # other sites under the same domain name are not ours to promise https for
    "security.W021",  # nor to put on the browsers' list
    "security.W019",  # the preview panel frames our own pages
    "staticfiles.W004",  # collectstatic itself stops when a style sheet names a file that is not there
]

# The trigger that refuses changes to editions; tests of its own install it themselves.
EDITION_TRIGGERS = True

refuse_unknown()
