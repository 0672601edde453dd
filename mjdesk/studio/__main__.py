"""`python -m mjdesk.studio`: a studio as a process of its own, for the window and anybody else."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from mjdesk.studio.config import Family, Speed, StudioConfig
from mjdesk.studio.dialects import DIALECTS
from mjdesk.studio.faults import Fault, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SECRET_VARIABLE = "MJDESK_STUDIO_SECRET"  # noqa: S105  the name of a variable, not a secret


def arguments() -> argparse.ArgumentParser:
    """The options, for `serve-studio` to share."""
    parser = argparse.ArgumentParser(
        prog="mjdesk-studio",
        description="A gateway on this machine that speaks the Midjourney proxy protocol and paints.",
        epilog="Words such as fail:moderated in a prompt make a job fail (see mjdesk/studio/prompts.py).",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0 takes a free one")
    parser.add_argument("--data", type=Path, help="folder for jobs and pictures (default: a temporary one)")
    parser.add_argument(
        "--secret", default=None, help=f"key that clients must show (default: ${SECRET_VARIABLE}, or none)"
    )
    parser.add_argument(
        "--family",
        choices=[family.value for family in Family],
        default=Family.NEW_API.value,
        help="server family to behave like (default: %(default)s)",
    )
    parser.add_argument(
        "--dialect",
        choices=sorted(DIALECTS),
        help="speak as one of five published interface pages says; its family comes with it",
    )
    parser.add_argument("--pace", type=_factor, default=1.0, help="factor on all waiting; 0 for none")
    parser.add_argument(
        "--speed", default="1", help="fast, relax or turbo; or a number: so many times as fast as usual"
    )
    parser.add_argument(
        "--trouble",
        default="",
        help="NAME[:RATE or :COUNTx],... of: " + ", ".join(fault.value for fault in Fault),
    )
    parser.add_argument("--trouble-seed", type=int, default=0, help="another course of the same trouble")
    parser.add_argument("--slots", type=int, default=3, help="jobs that run at once (default: %(default)s)")
    parser.add_argument("--queue", type=int, default=10, help="jobs that may wait (default: %(default)s)")
    parser.add_argument("--balance", type=float, default=100.0, help="what the key may spend (new-api)")
    parser.add_argument("--remix", action="store_true", help="ask for a prompt before variations")
    parser.add_argument("--row-age", type=float, default=0.0, help="seconds between looks (new-api: 15)")
    parser.add_argument("--stock", action="store_true", help="new-api: only what the unpatched relay knows")
    parser.add_argument("--singles", action="store_true", help="trueai: also name the four quadrants")
    parser.add_argument("--keep-days", type=_factor, default=30.0, help="age at which pictures are removed")
    parser.add_argument(
        "--die-with-stdin", action="store_true", help="leave when standard input ends: never outlive a parent"
    )
    return parser


def config_from(options: argparse.Namespace) -> StudioConfig:
    """Raises ValueError with a sentence for the user."""
    speed, pace = Speed.FAST, float(options.pace)
    if str(options.speed).lower() in {mode.value for mode in Speed}:
        speed = Speed(str(options.speed).lower())
    else:
        try:
            times = float(options.speed)
        except ValueError:
            raise ValueError(f"--speed is fast, relax, turbo or a number, not {options.speed!r}") from None
        if times <= 0:
            raise ValueError("--speed must be more than 0")
        pace /= times
    secret = options.secret if options.secret is not None else os.environ.get(SECRET_VARIABLE, "")
    dialect = DIALECTS[options.dialect] if options.dialect else None
    return StudioConfig(
        family=dialect.family if dialect else Family(options.family),
        dialect=dialect,
        secret=secret,
        host=options.host,
        port=options.port,
        data=options.data,
        pace=pace,
        speed=speed,
        slots=max(1, options.slots),
        queue=max(0, options.queue),
        balance=options.balance,
        remix=options.remix,
        row_age=options.row_age,
        stock=options.stock,
        singles=options.singles,
        keep_days=options.keep_days,
        log_length=0,
        trouble=Trouble.parse(options.trouble, seed=options.trouble_seed),
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until told to stop.

    Exit codes: 0 left cleanly, 1 could not listen or write, 2 wrong arguments.
    """
    parser = arguments()
    options = parser.parse_args(argv)
    try:
        config = config_from(options)
    except ValueError as error:
        parser.error(str(error))
    try:
        asyncio.run(_serve(config, die_with_stdin=options.die_with_stdin))
    except OSError as error:
        sys.stderr.write(f"mjdesk-studio: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


async def _serve(config: StudioConfig, *, die_with_stdin: bool) -> None:
    from mjdesk.studio.server import StudioServer  # after the arguments: --help need not wait for a server

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    _stop_on_signals(loop, stop)
    async with StudioServer(config) as studio:
        sys.stdout.write(json.dumps({"url": studio.url, "pid": os.getpid()}) + "\n")
        sys.stdout.flush()
        if die_with_stdin:
            line = _stdin_to_ourselves()
            watch = threading.Thread(target=_watch, args=(line, loop, stop), daemon=True, name="stdin")
            watch.start()
        await stop.wait()


def _stop_on_signals(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, stop.set)
        except (NotImplementedError, RuntimeError):  # Windows' loop has none; another thread may not
            if threading.current_thread() is threading.main_thread():
                signal.signal(number, _on_signal(loop, stop))


def _on_signal(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> Callable[[int, object], None]:
    def stop_soon(_number: int, _frame: object) -> None:
        loop.call_soon_threadsafe(stop.set)

    return stop_soon


def _stdin_to_ourselves() -> int:
    """Standard input under another number; in its place is nothing, which is always at its end.

    Windows lets nobody ask anything of a pipe that somebody waits for, and libraries ask what standard input
    is when they are loaded: numpy, at the first picture, would wait for our parent to leave.
    """
    line = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    if sys.platform == "win32":
        import ctypes
        import msvcrt

        # A program without a console has the handle beside the number.
        ctypes.windll.kernel32.SetStdHandle(-10, ctypes.c_void_p(msvcrt.get_osfhandle(0)))
    return line


def _watch(line: int, loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    # os.read, not a file: a buffered reader's lock would be held when the interpreter ends.
    try:
        while os.read(line, 4096):
            pass
    except OSError:
        pass
    try:
        loop.call_soon_threadsafe(stop.set)
    except RuntimeError:
        return  # the loop was quicker


def _factor(text: str) -> float:
    value = float(text)
    if not 0 <= value < 1e6:
        raise argparse.ArgumentTypeError("must be 0 or more")
    return value


if __name__ == "__main__":
    sys.exit(main())
