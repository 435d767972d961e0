"""The course's mistakes as checks of Django, so that `manage.py check` and every start show them."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from lessons.loading import ContentError, load_course


@register()
def the_course_is_sound(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report the first mistake in the course's files."""
    try:
        load_course()
    except ContentError as error:
        return [Error(str(error), hint="Mend this line of the course.", id="lessons.E001")]
    return []
