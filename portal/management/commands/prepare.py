"""Makes database, cache table and translations ready, so that web, worker and beat can start."""

from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from portal.translations import compile_translations


class Command(BaseCommand):
    """`manage.py prepare [--demo]`; changes nothing where all is ready."""

    help = "Migrates the database, creates the cache table and compiles translations; --demo adds the demo data once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --demo."""
        parser.add_argument("--demo", action="store_true", help="load the demo data if the database is new")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what has not been done."""
        compile_translations()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        if options["demo"] and not get_user_model().objects.exists():
            self.stdout.write("Loading the demo data")
            told = StringIO()
            call_command("demo", stdout=told)
            # Every start prints the accounts again (run.py).
            accounts = settings.DATA_DIR / "demo-accounts"
            accounts.touch(mode=0o600)
            accounts.write_text(told.getvalue(), encoding="utf-8")
