"""Who gets what from the addresses of people and teams."""

from tests.access import EVERYBODY_200, SIGNED_IN_200, SIGNED_IN_302, Row


def _harbour(world):
    return [world.harbour.public_id]


def _ben_in_harbour(world):
    return [world.harbour.public_id, world.people["colleague"].public_id]


# The columns: stranger learner colleague trainer outsider other_trainer administrator disabled
HARBOURS_TRAINERS_200 = "in 404 404 200 404 404 200 in"
HARBOURS_TRAINERS_302 = "in 404 404 302 404 404 302 in"

ROWS = {
    "people:account": Row(GET=SIGNED_IN_200, POST=SIGNED_IN_302, data={"name": "Another name"}),
    "people:preferences": Row(GET=SIGNED_IN_200, POST=SIGNED_IN_302, data={"theme": "dark"}),
    "people:language": Row(POST="302 " * 8, data={"language": "ja"}),
    "people:theme": Row(POST="302 " * 8, data={"theme": "dark"}),
    "people:tokens": Row(GET=SIGNED_IN_200, POST=SIGNED_IN_302, data={"name": "CI"}),
    "people:token_revoke": Row(
        POST="in 302 404 404 404 404 404 in",
        args=lambda world: [world.token.public_id],
    ),
    "people:teams": Row(GET=SIGNED_IN_200),
    "people:team_create": Row(
        GET="in 404 404 200 404 200 200 in",
        POST="in 404 404 302 404 302 302 in",
        data={"name": "Lighthouse"},
    ),
    "people:team": Row(GET="in 200 200 200 404 404 200 in", args=_harbour),
    "people:team_edit": Row(
        GET=HARBOURS_TRAINERS_200, POST=HARBOURS_TRAINERS_302, args=_harbour, data={"name": "Harbour Two"}
    ),
    "people:team_archive": Row(GET=HARBOURS_TRAINERS_200, POST=HARBOURS_TRAINERS_302, args=_harbour),
    "people:team_leave": Row(
        GET="in 200 200 200 404 404 404 in",
        POST="in 302 302 302 404 404 404 in",
        args=_harbour,
    ),
    "people:invite": Row(POST=HARBOURS_TRAINERS_302, args=_harbour, data={"role": "trainer", "emails": ""}),
    "people:member_role": Row(POST=HARBOURS_TRAINERS_302, args=_ben_in_harbour, data={"role": "trainer"}),
    "people:member_remove": Row(GET=HARBOURS_TRAINERS_200, POST=HARBOURS_TRAINERS_302, args=_ben_in_harbour),
    "people:invitation_revoke": Row(POST=HARBOURS_TRAINERS_302, args=lambda world: [world.invitation.public_id]),
    # Whoever has the link may follow it: that is what it is for. A stranger is sent on to make an account.
    "people:invitation": Row(GET=EVERYBODY_200, POST="302 " * 8, args=lambda world: [world.invitation_token]),
}
