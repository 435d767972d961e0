"""The same site for an ASGI server."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_asgi_application()

from portal.checks import refuse_to_start  # noqa: E402  Django has to be set up first

refuse_to_start()
