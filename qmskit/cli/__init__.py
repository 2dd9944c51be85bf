"""The command line: parse, call, print, exit code."""

import gettext
import os
import sys
from collections.abc import Sequence
from copy import copy
from importlib import import_module
from itertools import pairwise

import click

import qmskit
from qmskit.language import LANGUAGES, LOCALE, marked, speaking
from qmskit.language import translate as _
from qmskit.problems import InvalidInputError, QmskitError

DONE, LOOK, USAGE, FAILED = 0, 1, 2, 3

# Commands load their module when they are called: `--version` and `--help` stay quick.
_COMMANDS = {
    "add": "qmskit.cli.adding",
    "announce": "qmskit.cli.announcing",
    "approve": "qmskit.cli.approving",
    "build": "qmskit.cli.building",
    "check": "qmskit.cli.checking",
    "confirm": "qmskit.cli.confirming",
    "diff": "qmskit.cli.diffing",
    "distribute": "qmskit.cli.distributing",
    "explain": "qmskit.cli.explaining",
    "handover": "qmskit.cli.handing_over",
    "log": "qmskit.cli.ledger",
    "new": "qmskit.cli.creating",
    "release": "qmskit.cli.releasing",
    "remove": "qmskit.cli.removing",
    "restore": "qmskit.cli.restoring",
    "schema": "qmskit.cli.schemas",
    "status": "qmskit.cli.status",
    "template": "qmskit.cli.templates",
    "today": "qmskit.cli.today",
    "undo": "qmskit.cli.undoing",
    "unlock": "qmskit.cli.unlocking",
    "update": "qmskit.cli.updating",
    "verify": "qmskit.cli.verifying",
    "withdraw": "qmskit.cli.withdrawing",
}


class _Commands(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, sorted."""
        del ctx
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None where nobody has the name."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[cmd_name]).command
        return _translated(command)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=marked(
        "Lập và quản lý tài liệu hệ thống quản lý chất lượng của cơ quan hành chính nhà nước."
    ),
)
@click.version_option(
    qmskit.__version__, prog_name="qmskit", help=marked("In số phiên bản rồi thoát.")
)
@click.option(
    "--lang", type=click.Choice(LANGUAGES), envvar="QMSKIT_LANG", default=LANGUAGES[0],
    help=marked("Ngôn ngữ thông báo."),
)  # fmt: skip
@click.pass_context
def cli(context: click.Context, lang: str) -> None:
    """Speak the language asked for."""
    context.with_resource(speaking(lang))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    0 done; 1 done, and there is something to look at; 2 wrong usage; 3 the input is not usable or
    the work could not be done.
    """
    _use_utf8()
    arguments = list(sys.argv[1:] if argv is None else argv)
    chosen = _language(arguments)
    _let_click_speak(chosen)
    try:
        with speaking(chosen):
            return _run(arguments)
    except click.Abort:
        click.echo("", err=True)
        return FAILED


def _run(arguments: list[str]) -> int:
    try:
        code: int | None = _translated(cli).main(
            arguments, prog_name="qmskit", standalone_mode=False
        )
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except InvalidInputError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        click.echo(_("{count} lỗi; chưa ghi gì.").format(count=len(error.problems)), err=True)
        return FAILED
    except QmskitError as error:
        click.echo(f"qmskit: {error}", err=True)
        return FAILED
    return code or DONE


def _translated(command: click.Command) -> click.Command:
    """Return a command whose help is in the language in use; commands are shared, so a copy."""
    shown = copy(command)
    shown.help = _(command.help) if command.help else None
    shown.short_help = (shown.help or "").split(". ")[0].split(" (")[0].rstrip(".")
    shown.params = [_translated_option(param) for param in command.params]
    if isinstance(shown, click.Group) and shown.commands:
        shown.commands = {name: _translated(one) for name, one in shown.commands.items()}
    return shown


def _translated_option(param: click.Parameter) -> click.Parameter:
    if not isinstance(param, click.Option) or not param.help:
        return param
    shown = copy(param)
    shown.help = _(param.help)
    return shown


def _language(arguments: list[str]) -> str:
    """Return the language of messages printed after the command's own context has ended."""
    chosen = os.environ.get("QMSKIT_LANG", LANGUAGES[0])
    for option, value in pairwise((*arguments, "")):
        if option == "--lang":
            chosen = value
        elif option.startswith("--lang="):
            chosen = option.removeprefix("--lang=")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def _let_click_speak(chosen: str) -> None:
    """Give click's own words (usage, options, errors) in the language in use.

    click asks gettext's default domain, in the languages of the environment.
    """
    gettext.bindtextdomain("messages", LOCALE)
    os.environ["LANGUAGE"] = chosen


def _use_utf8() -> None:
    """Let a Windows console of another code page print Vietnamese instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.encoding or "").lower() != "utf-8":
            reconfigure(encoding="utf-8", errors="replace")
