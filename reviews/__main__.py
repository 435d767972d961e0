"""`python -m reviews PATH...`: the terminal command without Django."""

import argparse
import io
import sys

from reviews.terminal.arguments import DESCRIPTION, add_arguments
from reviews.terminal.command import run


def main() -> int:
    """Reviews what the command line names; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show Japanese still gets a report
    parser = argparse.ArgumentParser(prog="python -m reviews", description=DESCRIPTION)
    add_arguments(parser)
    return run(parser.parse_args(), sys.stdin.buffer, sys.stdout, sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
