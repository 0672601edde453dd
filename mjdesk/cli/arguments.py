"""What may be typed: commands, options and their help."""

from __future__ import annotations

import argparse
from pathlib import Path

from mjdesk.cli.making_options import add_answer_options, add_edit_options, add_film_options
from mjdesk.cli.references import add_options
from mjdesk.cli.sentences import CODES

COMMANDS = (
    *("imagine", "act", "film", "edit", "answer", "seed"),
    *("fetch", "list", "ledger", "serve-studio", "doctor"),
)


def parser() -> argparse.ArgumentParser:
    """Everything but the options of `serve-studio`, which are the studio's own."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--home", type=Path, help="folder that everything is kept in (default: the user's own)"
    )
    common.add_argument("--json", action="store_true", help="one JSON object per line")
    gateway = argparse.ArgumentParser(add_help=False)
    gateway.add_argument(
        "--key-env", metavar="NAME", help="environment variable that holds the key (default: the keychain)"
    )
    studio = argparse.ArgumentParser(add_help=False)
    studio.add_argument("--pace", type=float, help=argparse.SUPPRESS)
    online = [common, gateway, studio]
    paying = argparse.ArgumentParser(add_help=False)
    paying.add_argument("--over-cap", action="store_true", help="send it beyond the daily cap too")
    top = argparse.ArgumentParser(
        prog="mjdesk-cli",
        description="Midjourney through your gateway or the built-in studio, without a window.",
        epilog=CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    imagine = commands.add_parser("imagine", parents=[*online, paying], help="four pictures from words")
    imagine.add_argument("prompt", help="words and parameters, as Midjourney takes them")
    imagine.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    imagine.add_argument(
        "--gateway", default="", help="studio, an address, or the name of a gateway (default: the one in use)"
    )
    imagine.add_argument("--speed", choices=["relax", "fast", "turbo"], default="", help="speed mode")
    add_options(imagine)

    act = commands.add_parser("act", parents=[*online, paying], help="press a button of a finished task")
    act.add_argument("task", help="id, or its beginning")
    act.add_argument("action", help="U1 to U4, V1 to V4, reroll, another action's name, or its custom id")
    act.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    act.add_argument("--prompt", default="", help="words for an action that asks for some")
    act.add_argument("--mask", type=Path, help="PNG for Vary Region: white is painted anew")

    film = commands.add_parser("film", parents=[*online, paying], help="a film from a picture, or more of it")
    add_film_options(film)
    add_edit_options(
        commands.add_parser("edit", parents=[*online, paying], help="a picture changed by words")
    )
    add_answer_options(
        commands.add_parser("answer", parents=online, help="say what a gateway waits for before it goes on")
    )
    seed = commands.add_parser("seed", parents=online, help="the seed of a finished task")
    seed.add_argument("task", help="id, or its beginning")

    fetch = commands.add_parser("fetch", parents=online, help="wait for a task, get its pictures")
    fetch.add_argument("task", help="id, or its beginning")
    fetch.add_argument("--out", type=Path, help="folder for the pictures (default: say where they are kept)")

    listing = commands.add_parser("list", parents=[common], help="tasks, newest first")
    listing.add_argument("text", nargs="?", default="", help="only those with these words")
    listing.add_argument("--limit", type=int, default=20, help="at most so many (default: %(default)s)")

    ledger = commands.add_parser("ledger", parents=[common], help="what was spent, by the prices you set")
    ledger.add_argument("--days", type=int, default=7, help="so many days back (default: %(default)s)")
    ledger.add_argument(
        "--charged",
        action="store_true",
        help="what was charged without a picture, with evidence for a refund",
    )

    commands.add_parser("serve-studio", help="the built-in gateway, for any client", add_help=False)
    commands.add_parser("doctor", parents=[common, studio], help="where things are, and whether they work")
    return top
