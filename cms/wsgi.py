"""The WSGI application that the server runs."""

import gc
import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
application = get_wsgi_application()


def refuse_misconfigured() -> None:
    """End this process in one sentence when the search engine needs another setting; only say what comes and goes."""
    import structlog  # noqa: PLC0415  # all of these need the application to be there
    from django.db import connections  # noqa: PLC0415

    from search.engines.base import EngineMisconfigured  # noqa: PLC0415
    from search.index.connection import check_engine  # noqa: PLC0415

    try:
        if trouble := check_engine():
            structlog.get_logger(__name__).warning("the search engine cannot answer for now", cause=trouble)
    except EngineMisconfigured as refusal:
        sys.exit(str(refusal))  # it names the setting; where in the code is no help
    finally:
        connections.close_all()  # requests are answered by other threads, with connections of their own


def warm_up() -> None:
    """Load what is read at first use (addresses, templates, the word list), so that no visitor waits for it."""
    from django.template import engines  # noqa: PLC0415  # needs the application to be there
    from django.urls import get_resolver  # noqa: PLC0415

    from search.analysis import load  # noqa: PLC0415

    load()
    _ = get_resolver().url_patterns
    for name in ("search/page.html", "reports/report.html", "website/home.html"):
        engines["jinja2"].get_template(name)
    gc.collect()
    gc.freeze()  # what stays for ever is not looked through again and again


refuse_misconfigured()
warm_up()
