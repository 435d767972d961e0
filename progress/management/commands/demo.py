"""Fills the portal with demo data and prints the demo's accounts."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from progress.demo.filling import fill


class Command(BaseCommand):
    """`manage.py demo`."""

    help = "Creates a demo team with a learner, a trainer and an administrator; doing it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="also in production")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION and not options["force"]:
            raise CommandError(
                "This portal runs in production: demo accounts don't belong here. --force makes them anyway."
            )
        for account in fill():
            self.stdout.write(f"{account.part:<14} {account.email:<28} {account.password}")
