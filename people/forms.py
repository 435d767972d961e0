"""What people may type about themselves, their teams and invitations."""

from functools import cache
from zoneinfo import available_timezones

from allauth.core import context
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from people.invitations import is_for
from people.models import ApiToken, Role, Team, User

MAX_INVITATIONS_AT_ONCE = 100


@cache
def time_zones() -> list[tuple[str, str]]:
    """The zones of this machine's database, by name."""
    return [(name, name.replace("_", " ")) for name in sorted(available_timezones())]


class SignupForm(forms.Form):
    """What allauth's sign-up asks beside address and password."""

    name = forms.CharField(label=_("Name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        invitation = self._invitation()
        if invitation and invitation.email:
            self.initial.setdefault("email", invitation.email)

    def clean(self) -> dict[str, object] | None:
        """Refuse another address than the invited one while it can still be mended."""
        cleaned = super().clean()
        invitation = self._invitation()
        email = self.cleaned_data.get("email")
        if invitation and email and not is_for(invitation, email):
            self.add_error(
                "email", _("The invitation is for %(email)s: use that address.") % {"email": invitation.email}
            )
        return cleaned

    def signup(self, request: object, user: User) -> None:
        """allauth asks for this method; the adapter has saved the name and joined the team by now."""

    def _invitation(self):
        # people.adapter imports the models, and allauth imports this module while it builds its own forms.
        from people.adapter import pending_invitation

        return pending_invitation(context.request) if context.request else None


class ProfileForm(forms.ModelForm):
    """The name that others see."""

    class Meta:
        model = User
        fields = ["name"]
        widgets = {"name": forms.TextInput({"autocomplete": "name"})}


class PreferencesForm(forms.ModelForm):
    """Languages, look, time zone, shortcuts."""

    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)

    class Meta:
        model = User
        fields = [
            "interface_language",
            "lesson_language",
            "second_language",
            "theme",
            "time_zone",
            "shortcuts_enabled",
        ]
        labels = {
            "interface_language": _("Language of the pages"),
            "lesson_language": _("Language of lessons and findings"),
            "second_language": _("Second language"),
            "theme": _("Theme"),
            "shortcuts_enabled": _("Keyboard shortcuts with single keys"),
        }
        help_texts = {
            "second_language": _("Shown beside the first one on request."),
            "shortcuts_enabled": _("Switch them off if you speak to your computer or if keys get in your way."),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = [("", _("As the portal")), *time_zones()]
        self._name_the_empty_choice("interface_language", _("As the browser"))
        self._name_the_empty_choice("lesson_language", _("As the pages"))
        self._name_the_empty_choice("second_language", _("None"))

    def _name_the_empty_choice(self, field: str, label: object) -> None:
        choices = [choice for choice in self.fields[field].choices if choice[0]]
        self.fields[field].choices = [("", label), *choices]


class TeamForm(forms.ModelForm):
    """A team's name and what its members see of each other."""

    class Meta:
        model = Team
        fields = ["name", "members_see_each_other"]
        labels = {
            "name": _("Name"),
            "members_see_each_other": _("Team-mates can see and comment on manifests that somebody shares"),
        }


class NewTeamForm(forms.ModelForm):
    """A new team's name."""

    class Meta:
        model = Team
        fields = ["name"]
        labels = {"name": _("Name")}


class InvitationForm(forms.Form):
    """Whom to invite, as what. Without addresses: one link to pass on."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.LEARNER)
    emails = forms.CharField(
        label=_("E-mail addresses"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("One a line, or with commas between. Leave it empty to get one link that you pass on yourself."),
    )

    def clean_emails(self) -> list[str]:
        """The addresses, each once, in the order they were typed."""
        words = self.cleaned_data["emails"].replace(",", " ").replace(";", " ").lower().split()
        emails = list(dict.fromkeys(words))
        if len(emails) > MAX_INVITATIONS_AT_ONCE:
            raise ValidationError(
                _("These are %(count)d addresses; send at most %(limit)d at a time."),
                params={"count": len(emails), "limit": MAX_INVITATIONS_AT_ONCE},
            )
        for email in emails:
            try:
                validate_email(email)
            except ValidationError as error:
                raise ValidationError(
                    _("%(text)s is not an e-mail address. Mend it and send the list again."), params={"text": email}
                ) from error
        return emails


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class TokenForm(forms.ModelForm):
    """A new API token's name."""

    class Meta:
        model = ApiToken
        fields = ["name"]
        labels = {"name": _("Name")}
        help_texts = {"name": _("Where it is used, for example: CI of the web shop.")}
