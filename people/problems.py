"""Why something people asked for cannot be done, in words they can act on."""


class Refused(Exception):
    """A wish that the portal has a reason to turn down; `reason` is a finished, translated sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
