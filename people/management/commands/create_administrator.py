"""Makes the first administrator, or one more."""

import getpass
import os
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from people import services
from people.models import User

PASSWORD_VARIABLE = "PORTAL_ADMINISTRATOR_PASSWORD"


class Command(BaseCommand):
    """`manage.py create_administrator EMAIL --name NAME`."""

    help = (
        "Creates an administrator, or makes the person with this e-mail address one. "
        f"The password is asked for, or read from {PASSWORD_VARIABLE}."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address the administrator signs in with")
        parser.add_argument("--name", default="", help="the name shown to others; the address if left out")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email!r} is not an e-mail address.") from error
        with transaction.atomic():
            user = User.objects.filter(email__iexact=email).first()
            created = user is None
            if user is None:
                user = self._new_user(email, options["name"] or email)
            services.set_administrator(actor=None, user=user, administrator=True)
        self.stdout.write(f"{'Created' if created else 'Changed'}: {email} is an administrator.")

    def _new_user(self, email: str, name: str) -> User:
        password = os.environ.get(PASSWORD_VARIABLE) or getpass.getpass("Password: ")
        try:
            validate_password(password, User(email=email, name=name))
        except ValidationError as error:
            raise CommandError("This password cannot be used. " + " ".join(error.messages)) from error
        return services.create_person(email=email, password=password, name=name)
