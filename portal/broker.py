"""The queue of files, with messages that appear whole or not at all."""

import time
import uuid
from pathlib import Path

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """kombu's channel, but for how a message is put."""

    def _put(self, queue: str, payload: object, **kwargs: object) -> None:  # type: ignore[override]  # two bases disagree
        """Write a message beside its place and move it there.

        kombu writes it in place: a worker that looked at that moment read an empty file and ended with a JSONDecodeError.
        """
        name = f"{time.monotonic() * 1000:.0f}_{uuid.uuid4()}.{queue}.msg"
        place = Path(self.data_folder_out) / name
        draft = place.with_name(f"{name}.part")  # the name of no queue: nobody picks it up
        try:
            draft.write_bytes(str_to_bytes(dumps(payload)))
            draft.replace(place)
        except OSError as error:
            raise ChannelError(f"Cannot add file {place} to the queue") from error


class Transport(filesystem.Transport):
    """Named for filesystem:// in portal.celery."""

    Channel = Channel
