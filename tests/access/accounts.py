"""Who gets what from signing in, passwords, second steps and devices: allauth's addresses."""

from tests.access import EVERYBODY_200, SIGNED_IN_200, SIGNED_IN_302, Row

# The columns: stranger learner colleague trainer outsider other_trainer administrator disabled
ONLY_SIGNED_OUT = "200 302 302 302 302 302 302 200"
SIGNED_IN_404 = "in 404 404 404 404 404 404 in"
NOBODY = "404 " * 8


def _form(get: str, post: str, **fields: object) -> Row:
    """A form of allauth's, which takes PUT as it takes POST."""
    return Row(GET=get, POST=post, PUT=post, **fields)


ROWS = {
    "account_login": _form(ONLY_SIGNED_OUT, ONLY_SIGNED_OUT),
    "account_signup": _form(ONLY_SIGNED_OUT, ONLY_SIGNED_OUT, PATCH=ONLY_SIGNED_OUT, DELETE=ONLY_SIGNED_OUT),
    "account_logout": Row(GET="302 200 200 200 200 200 200 302", POST="302 " * 8),
    "account_inactive": Row(GET=EVERYBODY_200),
    "account_confirm_email": Row(GET=EVERYBODY_200, POST=NOBODY, args=["not-a-key"]),
    "account_confirm_login_code": _form(SIGNED_IN_302, SIGNED_IN_302),
    "account_email_verification_sent": Row(GET=EVERYBODY_200),
    "account_email": _form(SIGNED_IN_200, SIGNED_IN_302),
    "account_change_password": _form(SIGNED_IN_200, SIGNED_IN_200),
    "account_set_password": _form(SIGNED_IN_302, SIGNED_IN_302),
    "account_reauthenticate": _form(SIGNED_IN_200, SIGNED_IN_200),
    "account_reset_password": _form(EVERYBODY_200, EVERYBODY_200),
    "account_reset_password_done": Row(GET=EVERYBODY_200),
    "account_reset_password_from_key": _form(
        EVERYBODY_200, EVERYBODY_200, PATCH=EVERYBODY_200, DELETE=EVERYBODY_200, args=["1", "not-a-key"]
    ),
    "account_reset_password_from_key_done": Row(GET=EVERYBODY_200),
    "usersessions_list": _form(SIGNED_IN_200, SIGNED_IN_302),
    # The second step: what changes it asks for the password again (302), what is not set up isn't there.
    "mfa_index": Row(GET=SIGNED_IN_200),
    "mfa_authenticate": _form(SIGNED_IN_302, SIGNED_IN_302),
    "mfa_reauthenticate": _form(SIGNED_IN_302, SIGNED_IN_302),
    "mfa_activate_totp": _form(SIGNED_IN_302, SIGNED_IN_302),
    "mfa_deactivate_totp": _form(SIGNED_IN_404, SIGNED_IN_404),
    "mfa_view_recovery_codes": Row(GET=SIGNED_IN_404),
    "mfa_download_recovery_codes": Row(GET=SIGNED_IN_404),
    "mfa_generate_recovery_codes": _form(SIGNED_IN_302, SIGNED_IN_302),
    "mfa_list_webauthn": Row(GET=SIGNED_IN_200),
    "mfa_add_webauthn": _form(SIGNED_IN_302, SIGNED_IN_302),
    "mfa_edit_webauthn": _form(SIGNED_IN_302, SIGNED_IN_302, args=[1]),
    "mfa_remove_webauthn": _form(SIGNED_IN_302, SIGNED_IN_302, args=[1]),
    "mfa_reauthenticate_webauthn": _form(SIGNED_IN_302, SIGNED_IN_302),
    # The organisation's own sign-in, where none is configured.
    "openid_connect_login": Row(GET=NOBODY, args=["oidc"]),
    "openid_connect_callback": Row(GET=NOBODY, args=["oidc"]),
    "socialaccount_connections": _form(SIGNED_IN_200, SIGNED_IN_200),
    "socialaccount_signup": _form("in " * 8, "in " * 8),
    "socialaccount_login_cancelled": Row(GET=EVERYBODY_200),
    "socialaccount_login_error": Row(GET="401 " * 8),
}
