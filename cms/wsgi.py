"""The WSGI application that the server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
application = get_wsgi_application()


def warm_up() -> None:
    """Load what is read at first use (addresses, templates, the word list), so that no visitor waits for it."""
    from django.template import engines  # noqa: PLC0415  # needs the application to be there
    from django.urls import get_resolver  # noqa: PLC0415

    from search.analysis import analyse  # noqa: PLC0415

    analyse("leraren")
    _ = get_resolver().url_patterns
    for name in ("search/page.html", "reports/report.html", "website/home.html"):
        engines["jinja2"].get_template(name)


warm_up()
