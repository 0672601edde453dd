"""The window's program, from first line to last.

Start: arguments, QApplication, theme; the loop; settings and library; models; the window is shown; only then
what is slow or may fail: the library's rows, the gateway, what was running when we left.
End: the window asks to close; sizes and draft are kept; models stop listening; the scope cancels what runs
and waits for it; clients, studio and library close in the reverse order of their birth.

Qt, qasync and the services meet here and nowhere else. Errors have three doors, and all are set here: the
loop's handler, `sys.excepthook` (Qt gives it the exceptions of slots) and Qt's own messages (`mishaps.py`).
Longer than most modules: the end undoes the start step by step, and both are read as one story.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Self

os.environ.setdefault("QT_API", "pyside6")

from PySide6.QtCore import (
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from mjdesk import __version__
from mjdesk.assembly import Assembly, Parts
from mjdesk.domain.frozen import dataclass
from mjdesk.domain.parameters import ParameterTable
from mjdesk.domain.settings import Look
from mjdesk.mishaps import Mishaps
from mjdesk.models.ensemble import Ensemble
from mjdesk.services.notices import Notice, Severity
from mjdesk.storage.locations import Locations
from mjdesk.sweeper import Sweeper
from mjdesk.theme import STYLE_ARGUMENTS, Scheme, Theme
from mjdesk.views.language import LANGUAGES, fall_silent, speak, tr
from mjdesk.views.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence
    from types import TracebackType

    from mjdesk.services.ports import Clock, Secrets
    from mjdesk.tour import Hands

_log = logging.getLogger("mjdesk")
_SCHEMES = {Look.DARK: Scheme.DARK, Look.LIGHT: Scheme.LIGHT, Look.SYSTEM: Scheme.SYSTEM}
_ROWS_PATIENCE = 0.1
"""Seconds at most that the window waits for the first rows, so that it need not be painted twice."""
_BEGINS_AFTER = 0.15
"""Seconds after the window is on screen."""
_ACTIVATION = "XDG_ACTIVATION_TOKEN"
_TOUR_PACE = 0.7
"""The studio's waiting on a tour: quick, and still to be watched where painting is not slow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line says."""

    home: Path | None = None
    tour: Path | None = None
    look: Look | None = None
    language: str = ""
    """A name of `views.language.LANGUAGES`; empty is the person's choice, and without one the system's."""
    pace: float | None = None
    """Speed of the studio's jobs; None is its own."""
    files: tuple[str, ...] = ()
    """Pictures that were opened with this program."""


def main(argv: Sequence[str] | None = None, *, hands: Hands | None = None) -> int:
    """Run the window until it is closed; the process's exit status. `hands` drive the tour."""
    options = _options(sys.argv[1:] if argv is None else argv)
    locations = Locations.below(options.home) if options.home else Locations.of_this_system()
    if options.tour is None and _is_open_already(locations, options.files):
        return 0
    mishaps = Mishaps(locations, qt=qVersion())
    mishaps.open_log()
    qInstallMessageHandler(_on_qt_message)
    sys.excepthook = mishaps.on_uncaught
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = _new_application()
    app.setApplicationName("MJ Desk")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("mjdesk")
    app.setQuitOnLastWindowClosed(False)
    if options.tour is not None:
        return _run(app, mishaps, _tour(app, mishaps, options.tour, options, hands))
    try:
        return _run(app, mishaps, _live(app, locations, options, mishaps))
    except Exception as error:  # noqa: BLE001 (the window is gone or never came: the person must hear why)
        mishaps.on_uncaught(type(error), error, error.__traceback__)
        _run(app, mishaps, _last_words(app, mishaps, locations, options.language))
        return 1


def _is_open_already(locations: Locations, files: tuple[str, ...]) -> bool:
    """Whether a window of this person's took over; only where there is a sign of one anything is loaded."""
    sign = _sign(locations)
    if not sign.exists():
        return False
    from mjdesk.doorman import knock

    return knock(sign, files, os.environ.get(_ACTIVATION, ""))


def _sign(locations: Locations) -> Path:
    return locations.logs / "window.json"


def _new_application() -> QApplication:
    if sys.platform == "darwin":
        from mjdesk.views.application import Application

        return Application(["mjdesk", *STYLE_ARGUMENTS])
    return QApplication(["mjdesk", *STYLE_ARGUMENTS])


def _run(app: QApplication, mishaps: Mishaps, story: Awaitable[int]) -> int:
    async def told() -> int:
        asyncio.get_running_loop().set_exception_handler(mishaps.on_loop_error)
        return await story

    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        return runner.run(told())


async def _live(app: QApplication, locations: Locations, options: Options, mishaps: Mishaps) -> int:
    loop = asyncio.get_running_loop()
    try:
        async with Desktop(app, locations, options, mishaps=mishaps) as desktop:
            mishaps.keys = desktop.parts.session.known_keys
            mishaps.listener = lambda: loop.call_soon_threadsafe(desktop.show_mishap)
            desktop.parts.scope.start(_beside(app, desktop, options, mishaps), name="beside")
            await desktop.until_closed()
            mishaps.listener = None
    finally:
        mishaps.close()
    return 0


async def _beside(app: QApplication, desktop: Desktop, options: Options, mishaps: Mishaps) -> None:
    """What a window does beside its work, once it can be used: files, an icon, the door, an old crash."""
    await asyncio.sleep(2 * _BEGINS_AFTER)
    from mjdesk.doorman import Doorman, be_seen_by_the_uninstaller
    from mjdesk.views.application import Application, window_icon
    from mjdesk.views.mishap_dialog import CRASHED

    be_seen_by_the_uninstaller()
    app.setWindowIcon(window_icon())
    if options.files:
        desktop.receive(options.files)
    if isinstance(app, Application):
        app.hand_over(lambda path: desktop.receive((path,)))
    if not desktop.parts.sole_use.take():
        return
    if crash := mishaps.watch_for_crashes():
        desktop.show_mishap(mishaps.report(crash), CRASHED)
    async with Doorman(_sign(desktop.parts.locations), desktop.receive):
        if desktop.parts.settings.value.looks_for_newer:
            await _look_for_newer(desktop)
        await asyncio.Event().wait()


async def _look_for_newer(desktop: Desktop) -> None:
    """Only for who chose so: a word and a way to the releases page; nothing is downloaded."""
    from mjdesk.api.releases import newer_version
    from mjdesk.views.settings.origin import open_releases, releases_page

    if (page := releases_page()) and (found := await newer_version(page, __version__)):
        title = tr("MJ Desk {version} is there", version=found)
        text = tr("This is {version}.", version=__version__)
        desktop.window.news.offer("newer", title, text, tr("Open page"), open_releases)


async def _last_words(app: QApplication, mishaps: Mishaps, locations: Locations, language: str) -> int:
    """Why the window is gone or never came: on a screen in a dialog, and wherever there is a terminal."""
    report = mishaps.report()
    if sys.stderr is not None:  # pyright: ignore[reportUnnecessaryComparison] (None in a program without a console)
        sys.stderr.write(report + "\n")
    if app.platformName() in {"offscreen", "minimal"}:
        return 1
    from mjdesk.views.mishap_dialog import CANNOT_START, MishapDialog

    theme = Theme(Scheme.SYSTEM)
    theme.apply(app)
    speak(app, language)
    closed = asyncio.Event()
    dialog = MishapDialog(theme, CANNOT_START, report, str(locations.log))
    dialog.closed.connect(closed.set)
    dialog.open()
    await closed.wait()
    return 1


async def _tour(app: QApplication, mishaps: Mishaps, folder: Path, told: Options, hands: Hands | None) -> int:
    """The journey on the built-in studio, in a library of its own unless a home was named.

    What nobody expected makes it a failure, even where every step showed what it should.
    """
    from tempfile import TemporaryDirectory

    from mjdesk.tour import Tour

    with TemporaryDirectory(prefix="mjdesk-tour-", ignore_cleanup_errors=True) as home:
        pace = _TOUR_PACE if told.pace is None else told.pace
        options = Options(look=Look.DARK, language=told.language, pace=pace)
        places = Locations.below(told.home or Path(home))
        tour = Tour(lambda: Desktop(app, places, options, mishaps=mishaps), folder, hands)
        try:
            status = await tour.take()
        except Exception as error:  # noqa: BLE001 (a package without a console shows it in a box and waits)
            mishaps.on_task_error("tour", error)
            status = 1
        if mishaps.last is None:
            return status
        if sys.stdout is not None:  # pyright: ignore[reportUnnecessaryComparison] (no console, as above)
            sys.stdout.write(f"FAILED: something unexpected happened\n{mishaps.report()}\n")
        return 1


class Desktop:
    """Owns one running window with everything behind it; also what the tour drives."""

    def __init__(
        self,
        app: QApplication,
        locations: Locations,
        options: Options,
        *,
        secrets: Secrets | None = None,
        clock: Clock | None = None,
        mishaps: Mishaps | None = None,
    ) -> None:
        """`secrets` takes the place of the system's keychain, `clock` that of the system's time."""
        self._mishaps = mishaps or Mishaps(locations)
        self._app = app
        self._options = options
        self._assembly = Assembly(
            locations, clock=clock, secrets=secrets, studio_pace=options.pace, on_error=self._on_error
        )
        self._closed = asyncio.Event()
        self._sweeper = Sweeper()
        self.parts: Parts
        self.theme: Theme
        self.models: Ensemble
        self.window: MainWindow

    async def __aenter__(self) -> Self:
        self._sweeper.begin()
        parts = self.parts = await self._assembly.__aenter__()
        ahead = parts.feed.read_ahead()
        await asyncio.sleep(0)  # now it is on its way, while everything else is built
        settings = parts.settings.value
        self._spoken = speak(self._app, self._options.language or settings.language)
        self.theme = Theme(
            _SCHEMES[self._options.look or settings.look], reduced_motion=settings.has_reduced_motion
        )
        self.theme.apply(self._app, with_sheet=False)
        self.models = Ensemble(
            store=parts.store,
            submitter=parts.submitter,
            watcher=parts.watcher,
            collector=parts.collector,
            images=parts.images,
            feed=parts.feed,
            session=parts.session,
            ledger=parts.ledger,
            queue=parts.queue,
            settings=parts.settings,
            notices=parts.notices,
            scope=parts.scope,
            clock=parts.clock,
            table=ParameterTable.load(),
            key_place=lambda: parts.secrets.place,
            albums=parts.albums,
            uploads=parts.uploads,
        )
        self.models.draft.from_json(settings.draft)
        self.window = MainWindow(self.theme, self.models, _paths(parts.locations))
        self.window.closing.connect(self._closed.set)
        self.window.news.report_requested.connect(lambda: self.show_mishap())
        self.theme.dress(self._app)
        self.window.gallery.open_all()
        await asyncio.sleep(0)
        await asyncio.wait({ahead}, timeout=_ROWS_PATIENCE)
        await asyncio.sleep(0)
        self.window.show()
        self.window.open()
        # The first rows go before what was running when the program was left.
        self._beginning = asyncio.get_running_loop().call_later(_BEGINS_AFTER, parts.begin)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._beginning.cancel()
        self.window.remember()
        self.models.close()
        self.window.hide()
        await self._assembly.__aexit__(kind, error, trace)
        self.window.deleteLater()
        fall_silent(self._app, self._spoken)
        self._sweeper.end()

    async def until_closed(self) -> None:
        """Wait until the person leaves."""
        await self._closed.wait()

    def _on_error(self, name: str, error: Exception) -> None:
        """What nobody expected: the log has it whole, the person a sentence; the program goes on."""
        self._mishaps.on_task_error(name, error)
        self.parts.notices.tell(
            Notice(
                id="unexpected",
                severity=Severity.ERROR,
                kind="unexpected",
                arguments=(("error", type(error).__name__),),
            )
        )

    def receive(self, files: Sequence[str] = (), token: str = "") -> None:
        """Another start of the program, or another program, brings pictures: the window comes to the front.

        `token` is the desktop's leave to do so, which Qt reads from the environment.
        """
        if token:
            os.environ[_ACTIVATION] = token
        self.window.receive(files)

    def show_mishap(self, report: str = "", words: tuple[str, str] | None = None) -> None:
        """Open the report of what nobody expected, by default of the last; one at a time.

        `words` are marked, as `MishapDialog` takes them.
        """
        from mjdesk.views.mishap_dialog import GOES_ON, MishapDialog

        if self.window.findChild(MishapDialog) is None:
            log = str(self.parts.locations.log)
            report = report or self._mishaps.report()
            MishapDialog(self.theme, words or GOES_ON, report, log, self.window).open()


def _paths(locations: Locations) -> dict[str, str]:
    names = ("library", "originals", "thumbnails", "trash", "settings", "log")
    return {name: str(getattr(locations, name)) for name in names}


def _options(words: Sequence[str]) -> Options:
    if not words:
        return Options()  # the usual start; the parser would cost it ten milliseconds
    import argparse

    parser = argparse.ArgumentParser(prog="mjdesk", description="The window of MJ Desk.")
    parser.add_argument("--home", type=Path, help="keep everything below this folder")
    parser.add_argument("--look", type=Look, choices=list(Look), help="dark, light or as the system says")
    parser.add_argument(
        "--language",
        choices=list(LANGUAGES),
        default="",
        help="what the window speaks; else as the system does",
    )
    parser.add_argument("--pace", type=float, help="speed of the built-in studio; 0 is at once")
    parser.add_argument(
        "--tour", type=Path, metavar="DIR", help="walk through the main job and save pictures"
    )
    parser.add_argument("--version", action="version", version=f"MJ Desk {__version__}")
    parser.add_argument("files", nargs="*", metavar="FILE", help="pictures to use as references")
    found = parser.parse_args(words)
    files = tuple(str(Path(name).absolute()) for name in found.files)
    return Options(
        home=found.home,
        look=found.look,
        language=found.language,
        pace=found.pace,
        tour=found.tour,
        files=files,
    )


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if message.startswith("This plugin does not support"):
        return  # the offscreen platform says so of each window
    levels = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO}
    _log.log(levels.get(kind, logging.WARNING), "Qt: %s", message)
