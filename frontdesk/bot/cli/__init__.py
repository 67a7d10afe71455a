"""The command `frontdesk`."""

import sys

from frontdesk.bot.cli.commands import app
from frontdesk.bot.cli.output import print_error
from frontdesk.errors import FrontdeskError

__all__ = ["main"]


def main() -> None:
    """Run the command. An error that frontdesk raised on purpose is printed without a traceback: exit code 2."""
    try:
        app()
    except FrontdeskError as error:
        print_error(error)
        sys.exit(2)
