"""WSGI entry for granian, gunicorn and friends."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "umsicht.config.settings")
application = get_wsgi_application()
