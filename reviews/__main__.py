"""`python -m reviews PATH...`, installed as `manifest-review`: the terminal command without Django."""

import argparse
import io
import sys
from pathlib import Path

from reviews.terminal.arguments import DESCRIPTION, add_arguments
from reviews.terminal.command import run


def main() -> int:
    """Reviews what the command line names; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show Japanese still gets a report
    program = Path(sys.argv[0]).name
    name = "python -m reviews" if program == "__main__.py" else program
    parser = argparse.ArgumentParser(prog=name, description=DESCRIPTION)
    add_arguments(parser)
    return run(parser.parse_intermixed_args(), sys.stdin.buffer, sys.stdout, sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
