"""`manage.py review_manifests PATH...`: the terminal command among Django's; the same options, the same answers."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reviews.terminal.arguments import DESCRIPTION, add_arguments
from reviews.terminal.command import run


class Command(BaseCommand):
    """Hands over to the terminal command."""

    help = DESCRIPTION
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        add_arguments(parser)

    def handle(self, *args: object, **options: Any) -> None:
        """Ends with the exit code; nothing where it is 0, so that call_command returns."""
        self.stdout.ending = self.stderr.ending = ""
        self.stderr.style_func = None  # a report in red is no report
        code = run(argparse.Namespace(**options), sys.stdin.buffer, self.stdout, self.stderr)  # type: ignore[arg-type]
        if code:
            sys.exit(code)
