"""The course's pages."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lessons.loading import course
from reviews.checker import rules


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the chapters."""
    language = lesson_language(request)
    chapters = [
        {
            "chapter": chapter,
            "title": chapter.title.in_language(language),
            "rules": len(_rules(language, chapter=chapter.number)),
        }
        for chapter in course().chapters
    ]
    return render(request, "lessons/index.html", {"chapters": chapters, "language": language})


@login_required
@require_safe
def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a chapter teaches, and the rules that check it."""
    shown = course().chapter(slug)
    if shown is None:
        raise Http404
    language = lesson_language(request)
    before, after = course().around(shown)
    practices = [
        {"practice": practice, "rules": _rules(language, practice=practice.id)} for practice in shown.practices
    ]
    context = {
        "chapter": shown,
        "title": shown.title.in_language(language),
        "practices": practices,
        "more_rules": _rules(language, chapter=shown.number, practice=None),
        "before": before and {"slug": before.slug, "title": before.title.in_language(language)},
        "after": after and {"slug": after.slug, "title": after.title.in_language(language)},
        "language": language,
    }
    return render(request, "lessons/chapter.html", context)


@login_required
@require_safe
def practice(request: HttpRequest, practice_id: str) -> HttpResponse:
    """Go to the place in the course that teaches a practice; rules and findings link here."""
    found = course().chapter_of(practice_id)
    if found is None:
        raise Http404
    return redirect(f"{reverse('lessons:chapter', args=[found.slug])}#{practice_id}")


def lesson_language(request: HttpRequest) -> str:
    """The language this person reads lessons in."""
    return request.user.lesson_language or get_language() or "en"


ANY = object()


def _rules(language: str, *, chapter: int | None = None, practice: object = ANY) -> list[dict[str, str]]:
    """The rules of a chapter or a practice, titled in this language; practice None: those that name none."""
    chosen = [
        rule
        for rule in rules().values()
        if (chapter is None or rule.chapter == chapter)
        and (practice is ANY or practice in rule.practices or (practice is None and not rule.practices))
    ]
    return [{"id": rule.id, "title": rule.title.ja if language.startswith("ja") else rule.title.en} for rule in chosen]
