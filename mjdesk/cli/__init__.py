"""The command line: the same services and the same library as the window, without Qt."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

from mjdesk.cli.arguments import parser
from mjdesk.cli.sentences import Exit

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from mjdesk.cli.report import Report


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; answers its exit code, and never shows a traceback for what can be expected."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["serve-studio"]:
        from mjdesk.studio.__main__ import main as serve

        return serve(words[1:])
    options = parser().parse_args(words)
    from mjdesk.cli.report import Report

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A prompt may hold what this terminal cannot show; programs read JSON in UTF-8 on every system.
            stream.reconfigure(encoding="utf-8" if options.json else None, errors="replace")
    report = Report(is_json=options.json)
    logging.basicConfig(level=logging.CRITICAL)
    try:
        return asyncio.run(_run(options, report))
    except KeyboardInterrupt:
        report.trouble(
            "Interrupted. What the gateway has accepted goes on there; `mjdesk-cli list` shows it and "
            "`mjdesk-cli fetch ID` brings it home."
        )
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone, and the interpreter's last flush must not complain about it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.FAILED


async def _run(options: Namespace, report: Report) -> int:
    from mjdesk.assembly import Assembly
    from mjdesk.cli import commands, making, money
    from mjdesk.cli.sentences import said_of
    from mjdesk.domain.errors import DeskError
    from mjdesk.storage.locations import Locations
    from mjdesk.storage.secrets import KeychainSecrets

    locations = Locations.below(options.home) if options.home else Locations.of_this_system()
    key_name = getattr(options, "key_env", None)
    # Taken out, because the built-in studio inherits what is in there.
    key = os.environ.pop(key_name, "") if key_name else ""
    if key_name and not key:
        report.failure("usage", f"The environment variable {key_name} is not set.")
        return Exit.USAGE
    faults: list[Exception] = []
    assembly = Assembly(
        locations,
        secrets=commands.KeyFromEnvironment(
            KeychainSecrets(locations.keys, uses_file=locations.keys.exists()), key
        ),
        studio_pace=getattr(options, "pace", None),
        is_patient=False,
        on_error=lambda _name, error: faults.append(error),
    )
    command = {
        "imagine": commands.imagine,
        "act": commands.act,
        "film": making.film,
        "edit": making.edit,
        "answer": making.answer,
        "seed": making.seed,
        "fetch": commands.fetch,
        "list": commands.list_tasks,
        "ledger": money.ledger,
        "doctor": commands.doctor,
    }[options.command]
    try:
        async with assembly as parts:
            parts.begin(resumes=False)
            code = await command(parts, options, report)
    except DeskError as error:
        code, sentence = said_of(error)
        report.failure(type(error).__name__, sentence)
    except commands.UsageError as error:
        code = error.code
        report.failure("usage", str(error))
    for fault in faults:
        report.trouble(f"A fault of MJ Desk itself: {type(fault).__name__}: {fault}")
    return code or (Exit.FAILED if faults else Exit.DONE)
