"""The queue of files: what a worker takes from it is a whole message."""

from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from portal.broker import Transport


class LooksAround:
    """Part of a message; while it is written, somebody else asks the queue for one."""

    def __init__(self, channel) -> None:
        self.channel = channel

    def __json__(self) -> str:
        with pytest.raises(Empty):
            self.channel._get("celery")
        return "written"


def test_a_message_that_is_being_written_is_nobodys_yet(tmp_path: Path) -> None:
    folder = str(tmp_path)
    options = {"data_folder_in": folder, "data_folder_out": folder, "control_folder": folder}
    with Connection("filesystem://localhost", transport_options=options) as connection:
        assert isinstance(connection.transport, Transport)
        channel = connection.channel()
        channel._put("celery", {"body": LooksAround(channel)})

        assert channel._get("celery") == {"body": "written"}
        assert list(tmp_path.iterdir()) == []
