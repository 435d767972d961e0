"""Addresses of people and teams."""

from django.urls import path

from people.views import account, invitations, teams, tokens

app_name = "people"
urlpatterns = [
    path("account/", account.account, name="account"),
    path("preferences/", account.preferences, name="preferences"),
    path("language/", account.language, name="language"),
    path("theme/", account.theme, name="theme"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<uuid:public_id>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("teams/", teams.teams, name="teams"),
    path("teams/new/", teams.team_create, name="team_create"),
    path("teams/<uuid:public_id>/", teams.team, name="team"),
    path("teams/<uuid:public_id>/edit/", teams.team_edit, name="team_edit"),
    path("teams/<uuid:public_id>/archive/", teams.team_archive, name="team_archive"),
    path("teams/<uuid:public_id>/leave/", teams.team_leave, name="team_leave"),
    path("teams/<uuid:public_id>/invite/", invitations.invite, name="invite"),
    path("teams/<uuid:public_id>/members/<uuid:user_id>/role/", teams.member_role, name="member_role"),
    path("teams/<uuid:public_id>/members/<uuid:user_id>/remove/", teams.member_remove, name="member_remove"),
    path("invitations/<uuid:public_id>/revoke/", invitations.invitation_revoke, name="invitation_revoke"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
]
