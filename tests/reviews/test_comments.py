"""Questions, comments, verdicts and objections: who has to act next, and what is refused."""

import pytest

from activity.models import Event
from people.models import Team, User
from reviews import commenting
from reviews.models import SavedComment, Thread
from reviews.problems import Refused
from reviews.reviewing import review_next
from tests.reviews.handing_in import hand_in

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def problem_of(call) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.problem.id


def ask(revision, person: User, **lines) -> Thread:
    return commenting.start_thread(revision=revision, person=person, text="Why?", **lines)


def test_the_authors_is_a_question_and_anybody_elses_a_comment(aiko: User, chie: User, harbour: Team) -> None:
    revision = hand_in(aiko, harbour)
    question = ask(revision, aiko, file="web.yaml", first_line=3)
    comment = ask(revision, chie)
    assert (question.kind, question.last_line, comment.kind, comment.file) == ("question", 3, "comment", "")
    assert list(Thread.objects.unanswered_questions()) == [question]
    assert Event.objects.get(kind="reviews.asked").target == f"thread:{question.public_id}"


def test_a_question_is_taken_answered_and_asked_again(aiko: User, chie: User, harbour: Team) -> None:
    thread = ask(hand_in(aiko, harbour), aiko)
    assert commenting.take(thread=thread, person=chie).taken_by == chie
    assert problem_of(lambda: commenting.take(thread=thread, person=aiko)) == "thread-taken"
    commenting.reply(thread=thread, person=chie, text="Because.")
    assert thread.state == "answered"
    assert not Thread.objects.unanswered_questions().exists()
    commenting.reply(thread=thread, person=aiko, text="But why?")
    assert thread.state == "open"
    assert commenting.mark_answered(thread=thread, person=aiko).state == "answered"
    assert commenting.reopen(thread=thread, person=aiko).taken_by is None


@pytest.mark.parametrize(
    ("file", "first", "last"), [("no.yaml", 1, 1), ("web.yaml", 0, 1), ("web.yaml", 15, 16), ("web.yaml", 2, 1)]
)
def test_lines_that_do_not_exist_are_told(aiko: User, harbour: Team, file: str, first: int, last: int) -> None:
    revision = hand_in(aiko, harbour)
    assert problem_of(lambda: ask(revision, aiko, file=file, first_line=first, last_line=last)) == "no-such-line"


def test_the_last_line_is_a_line(aiko: User, harbour: Team) -> None:
    assert ask(hand_in(aiko, harbour), aiko, file="web.yaml", first_line=14, last_line=15).pk


def test_no_words_and_too_many_words_are_told(aiko: User, harbour: Team) -> None:
    revision = hand_in(aiko, harbour)
    assert problem_of(lambda: commenting.start_thread(revision=revision, person=aiko, text=" \n")) == "no-words"
    most = commenting.MAX_WORDS_CHARACTERS
    thread = commenting.start_thread(revision=revision, person=aiko, text="x" * most)
    assert problem_of(lambda: commenting.reply(thread=thread, person=aiko, text="x" * (most + 1))) == "too-many-words"


def test_a_trainer_gives_a_verdict_and_nobody_on_their_own_work(aiko: User, chie: User, harbour: Team) -> None:
    revision = hand_in(aiko, harbour)
    commenting.give_verdict(revision=revision, person=chie, result="changes_requested", note="The tag.")
    commenting.give_verdict(revision=revision, person=chie, result="accepted")
    assert [verdict.result for verdict in revision.verdicts.all()] == ["accepted", "changes_requested"]
    own = hand_in(chie, harbour)
    assert problem_of(lambda: commenting.give_verdict(revision=own, person=chie, result="accepted")) == "own-work"


def test_an_objection_is_raised_once_answered_and_taken_back(aiko: User, chie: User, harbour: Team) -> None:
    revision = hand_in(aiko, harbour)
    review_next()
    finding = revision.latest_review().findings.first()
    first = commenting.object_to(finding=finding, person=aiko, text="It is fine.")
    second = commenting.object_to(finding=finding, person=aiko, text="It is fine, since ...")
    assert (first.pk, second.text) == (second.pk, "It is fine, since ...")
    assert commenting.answer_objection(objection=second, person=chie, agreed=False, answer="No.").state == "declined"
    third = commenting.object_to(finding=finding, person=aiko, text="Look again.")
    assert third.pk != second.pk
    assert commenting.withdraw_objection(objection=third, person=aiko).state == "withdrawn"


def test_words_are_kept_in_both_languages(chie: User, harbour: Team) -> None:
    save = {"team": harbour, "person": chie, "title": "Tags"}
    assert problem_of(lambda: commenting.save_comment(**save)) == "no-words"
    commenting.save_comment(**save, text_en="Name a version.")
    saved = commenting.save_comment(**save, text_en="Name a version.", text_ja="バージョンを指定してください。")
    assert SavedComment.objects.get() == saved
    commenting.forget_comment(saved=saved)
    assert not SavedComment.objects.exists()
