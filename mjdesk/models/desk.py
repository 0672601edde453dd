"""The verbs that a screen may say. Each starts a named task and returns at once.

One long class on purpose: it lists the verbs, each in a few lines.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mjdesk.domain.errors import WishInvalid
from mjdesk.domain.frozen import dataclass
from mjdesk.services.delivery import attempted, delivered
from mjdesk.services.notices import Notice, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from mjdesk.domain.action import Action
    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.gateway import Findings, GatewayProfile
    from mjdesk.domain.picture import Picture
    from mjdesk.domain.request import Request
    from mjdesk.domain.task import Task
    from mjdesk.domain.upload_plan import UploadPlan
    from mjdesk.services.collector import Collector
    from mjdesk.services.image_library import ImageLibrary
    from mjdesk.services.notices import Notices
    from mjdesk.services.ports import Clock
    from mjdesk.services.session import Session
    from mjdesk.services.submitter import Submitter
    from mjdesk.services.task_scope import TaskScope
    from mjdesk.services.task_store import TaskStore
    from mjdesk.services.watcher import Watcher


@dataclass(frozen=True, slots=True, kw_only=True)
class OverCap:
    """A wish that the day's limit holds back; nothing was sent or written."""

    cap: Decimal
    spent: Decimal
    price: Decimal
    currency: str
    go: Callable[[], None]
    """Send it all the same."""


class Desk(QObject):
    """Owns nothing but the way from a wish to the service that grants it."""

    submitted = Signal(object)
    """`tuple[Task, ...]`: written down, so a screen can show where they are."""
    grown = Signal(object)
    """`tuple[Task, ...]`: children of a task whose button was pressed; what one looks at stays."""
    cap_reached = Signal(object)
    """An `OverCap`: ask, and say `go` when the answer is yes."""
    seed_changed = Signal(str)
    """Id of a task whose seed is asked for now, or no longer."""
    trashed = Signal(object)
    """`tuple[str, ...]`: ids that a screen may offer to bring back."""

    def __init__(
        self,
        *,
        store: TaskStore,
        submitter: Submitter,
        watcher: Watcher,
        collector: Collector,
        images: ImageLibrary,
        session: Session,
        notices: Notices,
        scope: TaskScope,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._submitter = submitter
        self._watcher = watcher
        self._collector = collector
        self._images = images
        self._session = session
        self._notices = notices
        self._scope = scope
        self._clock = clock
        self._count = 0
        self._seeking: set[str] = set()

    def submit(self, request: Request) -> None:
        """Send a wish to the active gateway."""

        def again() -> None:
            wish = self._submitter.submit(request, over_cap=True)
            self._start("submit", delivered(wish, self.submitted.emit))

        self._wish("submit", self._submitter.submit(request), self.submitted.emit, again)

    def act(
        self,
        task_id: str,
        action: Action,
        *,
        prompt: str = "",
        mask: bytes | None = None,
        ended: Callable[[], object] = lambda: None,
    ) -> None:
        """Press a button of a finished task; `ended` hears that it is written down, refused or held back."""

        def again() -> None:
            wish = self._submitter.act(task_id, action, prompt=prompt, mask=mask, over_cap=True)
            self._start("act", delivered(wish, self.grown.emit))

        wish = self._submitter.act(task_id, action, prompt=prompt, mask=mask)

        def grown(tasks: tuple[Task, ...]) -> None:
            ended()
            self.grown.emit(tasks)

        self._wish("act", wish, grown, again, ended)

    def answer(self, task_id: str, *, prompt: str, mask: bytes | None = None) -> None:
        """Answer a task that asks."""
        self._start("answer", self._submitter.answer(task_id, prompt=prompt, mask=mask))

    def cancel(self, task_id: str) -> None:
        self._start("cancel", self._submitter.cancel(task_id))

    def retry(self, task_id: str) -> None:
        """Make the same wish again, because a person said so."""

        def again() -> None:
            wish = self._submitter.retry(task_id, over_cap=True)
            self._start("retry", delivered(wish, self.submitted.emit))

        self._wish("retry", self._submitter.retry(task_id), self.submitted.emit, again)

    def check_again(self, task_id: str) -> None:
        """Ask the gateway once more about a task that has ended here."""
        self._start("check", self._watcher.check_again(task_id))

    def collect_again(self, task_id: str) -> None:
        """Try once more to bring a task's pictures home."""
        self._start("collect", self._collector.collect_again(task_id))

    def fetch_seed(self, task_id: str) -> None:
        """Ask for a task's seed, which may take a minute; once at a time."""
        if task_id in self._seeking:
            return

        def ended(error: DeskError | None = None) -> None:
            self._seeking.discard(task_id)
            self.seed_changed.emit(task_id)
            if error is not None:
                raise error

        self._seeking.add(task_id)
        self._start("seed", attempted(self._submitter.fetch_seed(task_id), lambda _: ended(), ended))
        self.seed_changed.emit(task_id)

    def is_seeking(self, task_id: str) -> bool:
        """The gateway is being asked for the seed of this task."""
        return task_id in self._seeking

    def rate(self, task_id: str, stars: int) -> None:
        """0 to 5."""
        self._change(task_id, lambda task: replace(task, rating=max(0, min(5, stars))))

    def trash(self, task_ids: Sequence[str]) -> None:
        now = self._clock.now()
        for task_id in task_ids:
            self._change(task_id, lambda task: replace(task, trashed_at=now))
        self.trashed.emit(tuple(task_ids))

    def restore(self, task_ids: Sequence[str]) -> None:
        for task_id in task_ids:
            self._change(task_id, lambda task: replace(task, trashed_at=None))

    def save_picture(self, picture: Picture, task: Task, destination: str) -> None:
        """Copy an original to a file, with its prompt inside."""
        self._start(
            "export",
            delivered(
                self._images.export(picture, task, destination),
                lambda path: self._tell("saved", {"path": path}),
            ),
        )

    def picture_path(self, digest: str) -> str | None:
        """The original's file, for dragging out and *show in folder*."""
        return self._images.path(digest)

    def named_file(self, picture: Picture, task: Task) -> str | None:
        """The original under a name that says what it is; None when it is not there."""
        return self._images.named_file(picture, task)

    def load_task(self, task_id: str, to: Callable[[Task | None], object]) -> None:
        """A task from memory or the library; None when it is gone."""
        self._start("load", delivered(self._store.load(task_id), to))

    def load_original(self, digest: str, to: Callable[[bytes | None], object]) -> None:
        """Bytes of an original; None when it is gone."""
        self._start("original", delivered(self._images.original(digest), to))

    def load_preview(self, url: str, to: Callable[[bytes | None], object]) -> None:
        """A partial result; None when it cannot be had."""
        self._start("preview", delivered(self._images.preview(url), to))

    def bring_in_file(self, path: str, to: Callable[[Picture], object]) -> None:
        """Take a dropped or chosen file into the library as a reference."""
        self._start("bring in", delivered(self._images.bring_in(path), to))

    def bring_in_bytes(self, data: bytes, name: str, to: Callable[[Picture], object]) -> None:
        self._start("bring in", delivered(self._images.bring_in_bytes(data, name), to))

    def plan_upload(
        self,
        picture: Picture,
        to: Callable[[UploadPlan | DeskError], object],
        *,
        account: str = "",
        keeps_clear: bool = False,
    ) -> None:
        """Tell what sending this picture will send, to this gateway or to the one in use, or why it cannot.

        `keeps_clear`: for an edit whose clear parts say what is to be repainted.
        """
        work = self._images.plan(picture.digest, account, keeps_clear=keeps_clear)
        self._start("plan upload", attempted(work, to, to))

    def use_gateway(self, profile_id: str) -> None:
        self._scope.start(self._session.use(profile_id), name="use gateway", replace=True)

    def check_gateway(self) -> None:
        self._scope.start(self._session.check(), name="check gateway", replace=True)

    def test_gateway(
        self,
        profile: GatewayProfile,
        key: str | None,
        *,
        found: Callable[[Findings], object],
        failed: Callable[[DeskError], object],
    ) -> None:
        """Free calls only; exactly one of the two is called, unless another test replaces this one."""
        self._scope.start(
            attempted(self._session.test(profile, key), found, failed), name="test gateway", replace=True
        )

    def save_gateway(
        self,
        profile: GatewayProfile,
        key: str | None,
        *,
        saved: Callable[[], object],
        failed: Callable[[DeskError], object],
    ) -> None:
        """Keep a gateway, and its key in the keychain; None leaves the key as it is.

        Exactly one of the two is called; after `failed` nothing has changed.
        """
        work = self._session.save_gateway(profile, key)
        self._start("save gateway", attempted(work, lambda _: saved(), failed))

    def forget_learned(self, profile_id: str) -> None:
        """Try again what a gateway once said that it lacks."""
        self._session.forget_learned(profile_id)

    def forget_gateway(self, profile_id: str) -> None:
        self._start("forget gateway", self._session.forget_gateway(profile_id))

    def move_keys(
        self, place: str, *, moved: Callable[[], object], failed: Callable[[DeskError], object]
    ) -> None:
        """Keep all keys in `memory` or in a `file`; exactly one of the two is called."""
        self._start("move keys", attempted(self._session.move_keys(place), lambda _: moved(), failed))

    def find_missing_key(self, missing: Callable[[], object]) -> None:
        """Call `missing` when the gateway in use needs a key that is not there."""

        def found(is_missing: bool) -> None:
            if is_missing:
                missing()

        self._start("missing key", delivered(self._session.lacks_key(), found))

    def _wish(
        self,
        name: str,
        work: Coroutine[object, object, tuple[Task, ...]],
        to: Callable[[tuple[Task, ...]], object],
        again: Callable[[], None],
        failing: Callable[[], object] = lambda: None,
    ) -> None:
        def failed(error: DeskError) -> None:
            failing()
            if not isinstance(error, WishInvalid) or error.reason != "over-cap":
                raise error
            numbers = dict(error.numbers)
            self.cap_reached.emit(
                OverCap(
                    cap=Decimal(numbers["cap"]),
                    spent=Decimal(numbers["spent"]),
                    price=Decimal(numbers["price"]),
                    currency=numbers["currency"],
                    go=again,
                )
            )

        self._start(name, attempted(work, to, failed))

    def _change(self, task_id: str, change: Callable[[Task], Task]) -> None:
        self._start("mark", self._store.update(task_id, change))

    def _tell(self, kind: str, arguments: dict[str, str]) -> None:
        self._notices.tell(
            Notice(id=kind, severity=Severity.DONE, kind=kind, arguments=tuple(arguments.items()))
        )

    def _start(self, name: str, work: Coroutine[object, object, object]) -> None:
        self._count += 1
        self._scope.start(work, name=f"{name} {self._count}")
