"""Whether what a person typed or chose can be accepted, and why not."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.access import teams_of
from people.models import Team, User
from reviews import profiles
from reviews.checker import DEFAULT_KUBERNETES, KUBERNETES_VERSIONS
from reviews.commenting import MAX_WORDS_CHARACTERS
from reviews.models import VerdictResult
from reviews.models.submissions import NAME_LENGTH, TITLE_LENGTH
from reviews.problems import Refused
from reviews.uploads import Upload, read_upload

NOTE_LENGTH = 2000


class FilesInput(forms.ClearableFileInput):
    """Lets several files be chosen at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; none is a list of none."""

    widget = FilesInput

    def clean(self, value: Any, initial: Any = None) -> list[Any]:
        """The uploaded files, each checked alone."""
        chosen = [value] if value and not isinstance(value, (list, tuple)) else list(value or ())
        # An empty file is told with the other texts of the upload, by its contents.
        return [file for file in chosen if file]


class TextForm(forms.Form):
    """Files, archives, or a pasted text. After validation `upload` holds what may be stored."""

    files = FilesField(  # type: ignore[assignment]  # Django's own `files` is set on the instance, this one on the class
        label=_("Files"),
        required=False,
        help_text=_(
            "YAML, JSON, Dockerfiles, or a .zip or .tar.gz of them. Up to 2 MiB a file, 5 MiB an archive, 200 files."
        ),
    )
    pasted = forms.CharField(
        label=_("Or paste a manifest"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"class": "code-input", "spellcheck": "false", "rows": 10}),
    )
    pasted_name = forms.CharField(label=_("Name of the pasted text"), required=False, max_length=NAME_LENGTH)

    upload: Upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            self.upload = read_upload(
                files=cleaned.get("files", ()),
                pasted=cleaned.get("pasted", ""),
                pasted_name=cleaned.get("pasted_name", ""),
            )
        except Refused as refused:
            raise forms.ValidationError(str(refused.problem), code=refused.problem.id) from refused
        return cleaned


class SubmitForm(TextForm):
    """A new piece of work."""

    title = forms.CharField(label=_("Title"), required=False, max_length=TITLE_LENGTH)
    team: Any = forms.ModelChoiceField(queryset=None, label=_("Team"), required=False, to_field_name="public_id")
    kubernetes = forms.ChoiceField(
        label=_("Kubernetes version"),
        choices=[(version, version) for version in reversed(KUBERNETES_VERSIONS)],
        initial=DEFAULT_KUBERNETES,
    )
    profile = forms.ChoiceField(label=_("Rule profile"), required=False)

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = teams_of(person)
        last = person.submissions.filter(team__in=teams).order_by("-pk").first()
        chosen = last.team if last else teams.first()
        team: Any = self.fields["team"]
        team.queryset = teams
        self._usual_team = chosen
        team.empty_label = None if chosen else _("no team")
        team.initial = chosen.public_id if chosen else None
        profile: Any = self.fields["profile"]
        offered = {choice.name: choice.label for own in [None, *teams] for choice in profiles.choices(own)}
        profile.choices = list(offered.items())
        profile.initial = profiles.choices(chosen)[0].name

    def clean_team(self) -> Team | None:
        """The team of the last submission where none was chosen."""
        return self.cleaned_data["team"] or self._usual_team

    def clean_profile(self) -> str:
        """The team's default where none was chosen."""
        return self.cleaned_data["profile"] or self.fields["profile"].initial


class RevisionForm(TextForm):
    """Better text for an earlier submission."""

    note = forms.CharField(label=_("What changed"), required=False, max_length=NOTE_LENGTH, widget=forms.Textarea)


class RenameForm(forms.Form):
    """Another title."""

    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH)


class ThreadForm(forms.Form):
    """A question or comment about lines; without a file about the revision as a whole."""

    file = forms.CharField(required=False, max_length=NAME_LENGTH, widget=forms.HiddenInput)
    first_line = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    last_line = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    finding = forms.UUIDField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What would you like to say?"), max_length=MAX_WORDS_CHARACTERS, widget=forms.Textarea
    )

    def clean_first_line(self) -> int:
        """0 where no line was named."""
        return self.cleaned_data["first_line"] or 0

    def clean_last_line(self) -> int:
        """0 where no line was named."""
        return self.cleaned_data["last_line"] or 0


class ReplyForm(forms.Form):
    """More words in a conversation."""

    text = forms.CharField(label=_("Reply"), max_length=MAX_WORDS_CHARACTERS, widget=forms.Textarea)


class VerdictForm(forms.Form):
    """A trainer's decision."""

    result = forms.ChoiceField(label=_("Verdict"), choices=VerdictResult.choices)
    note = forms.CharField(label=_("Note"), required=False, max_length=MAX_WORDS_CHARACTERS, widget=forms.Textarea)


class ObjectionForm(forms.Form):
    """Why a finding is not right."""

    text = forms.CharField(label=_("Why is this not right?"), max_length=MAX_WORDS_CHARACTERS, widget=forms.Textarea)
