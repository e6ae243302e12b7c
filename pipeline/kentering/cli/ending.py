"""How a command ends: its exit code, and one line where it could not go on."""

from __future__ import annotations

import gc
import os
import signal
import sys

import typer

from kentering.cli import output
from kentering.errors import KenteringError

INTERRUPTED = 130
"""The exit code after Ctrl-C."""

STOPPED = "stopped; what was finished is kept, run the same command again to go on"


def run(app: typer.Typer) -> None:
    """Run the command that was asked for; an error that a user can mend is one line and exit code 1."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    gc.set_threshold(50_000, 20, 20)  # tables are made of many small things, hardly any in circles
    try:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        app(prog_name="kentering")
    except KenteringError as error:
        output.complain(error)
        sys.exit(1)
    except SystemExit as end:
        if end.code == INTERRUPTED:
            output.say(STOPPED)
        raise
    except (KeyboardInterrupt, EOFError):
        output.say(STOPPED)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except (OSError, MemoryError) as error:
        output.complain(output.of_the_machine(error))
        sys.exit(1)


def end_with(to_mend: bool) -> None:  # noqa: FBT001
    """Exit code 1 where there is something to mend."""
    if to_mend:
        raise typer.Exit(1)
