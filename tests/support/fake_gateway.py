"""A gateway, a way to it and a library in memory: scriptable beforehand, with lists to inspect afterwards."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING

from mjdesk.domain.errors import DeskError, NotAPicture, PictureExpired, WishInvalid
from mjdesk.domain.gateway import Balance, Capabilities, Findings, GatewayProfile
from mjdesk.domain.ledger import LedgerState, Spending, ledger_state, local_day, price_of
from mjdesk.domain.library import IndexRow, Kept, LibrarySize, TaskQuery
from mjdesk.domain.picture import ImageData, MediaType, Picture, PictureRole
from mjdesk.domain.request import Receipt, ReceiptKind
from mjdesk.domain.task import Collection
from mjdesk.domain.upload_plan import PictureFacts, UploadPlan

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence

    from mjdesk.domain.film import FilmFacts
    from mjdesk.domain.request import ModalAnswer, Request
    from mjdesk.domain.task import Task
    from mjdesk.domain.task_report import TaskReport
    from mjdesk.domain.upload_plan import UploadLimits
    from mjdesk.services.ports import Masks

PNG = b"\x89PNG\r\n\x1a\n"
PROFILE = GatewayProfile(id="main", name="Main", root="https://gateway.test")


class FakeDownload:
    def __init__(self, data: bytes) -> None:
        self._data = data

    @property
    def content_type(self) -> str:
        return "image/png"

    @property
    def length(self) -> int | None:
        return len(self._data)

    async def chunks(self) -> AsyncIterator[bytes]:
        for start in range(0, len(self._data), 5):
            await asyncio.sleep(0)
            yield self._data[start : start + 5]


class FakeSource:
    """Pictures by address. What is in `troubles` is raised, once per entry; other addresses have expired."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.troubles: dict[str, list[DeskError]] = {}
        self.opened: list[str] = []
        self.open_now = 0
        self.most_open = 0

    @asynccontextmanager
    async def open(self, url: str) -> AsyncGenerator[FakeDownload]:
        self.opened.append(url)
        self.open_now += 1
        self.most_open = max(self.most_open, self.open_now)
        try:
            if self.troubles.get(url):
                raise self.troubles[url].pop(0)
            if url not in self.files:
                raise PictureExpired(url)
            await asyncio.sleep(0)
            yield FakeDownload(self.files[url])
        finally:
            self.open_now -= 1


class FakeGateway:
    """Fits `services.ports.Gateway`. `answers` are given or raised in turn; then every wish is accepted."""

    def __init__(self, profile: GatewayProfile = PROFILE) -> None:
        self.profile = profile
        self.pictures = FakeSource()
        self.answers: deque[Receipt | DeskError] = deque()
        self.modal_answers: deque[Receipt | DeskError] = deque()
        self.query_troubles: deque[DeskError] = deque()
        self.cancel_trouble: DeskError | None = None
        self.seeds: deque[str | DeskError] = deque()
        self.tasks: dict[str, list[TaskReport]] = {}
        """Rows by remote id, as `reports` gives them."""
        self.by_state: dict[str, TaskReport] = {}
        self.findings = Findings(
            root=profile.root,
            auth=profile.auth,
            latency=0.02,
            capabilities=Capabilities(),
            balance=Balance(remaining=12.5),
        )
        self.test_trouble: DeskError | None = None
        self.hold: asyncio.Event | None = None
        """When set, submits wait for it."""
        self.submitted: list[tuple[Request, tuple[ImageData, ...], str]] = []
        self.answered: list[tuple[ModalAnswer, str]] = []
        self.asked: list[tuple[str, ...]] = []
        self.looked_for: list[str] = []
        self.lists = 0
        self.cancelled: list[str] = []
        self.uploaded: list[tuple[ImageData, ...]] = []
        self.upload_answers: deque[Sequence[str] | DeskError] = deque()
        """Given or raised in turn; then every picture gets an address of its own."""
        self.is_closed = False
        self.can_list = True
        self._count = 0

    def says(self, remote_id: str, *reports: TaskReport) -> None:
        """From now on these rows are what the gateway knows of a task."""
        self.tasks[remote_id] = list(reports)

    async def submit(self, request: Request, *, images: Sequence[ImageData], state: str) -> Receipt:
        self.submitted.append((request, tuple(images), state))
        if self.hold is not None:
            await self.hold.wait()
        if not self.answers:
            self._count += 1
            return Receipt(kind=ReceiptKind.ACCEPTED, remote_ids=(f"r{self._count}",))
        return _given(self.answers.popleft())

    async def answer(self, answer: ModalAnswer, *, state: str) -> Receipt:
        self.answered.append((answer, state))
        if not self.modal_answers:
            return Receipt(kind=ReceiptKind.ACCEPTED, remote_ids=(answer.modal_remote_id,))
        return _given(self.modal_answers.popleft())

    async def reports(self, remote_ids: Sequence[str]) -> Sequence[TaskReport]:
        self.asked.append(tuple(remote_ids))
        if self.query_troubles:
            raise self.query_troubles.popleft()
        return [row for remote_id in remote_ids for row in self.tasks.get(remote_id, ())]

    async def upload(self, images: Sequence[ImageData]) -> Sequence[str]:
        self.uploaded.append(tuple(images))
        if self.hold is not None:
            await self.hold.wait()
        if not self.upload_answers:
            return [f"https://cdn.test/{len(self.uploaded)}-{at}.png" for at, _ in enumerate(images)]
        answer = self.upload_answers.popleft()
        if isinstance(answer, DeskError):
            raise answer
        return answer

    async def cancel(self, remote_id: str) -> None:
        self.cancelled.append(remote_id)
        if self.cancel_trouble is not None:
            raise self.cancel_trouble

    async def seed(self, remote_id: str) -> str:
        answer = self.seeds.popleft()
        if isinstance(answer, DeskError):
            raise answer
        return answer

    async def find_by_state(self, state: str) -> TaskReport | None:
        self.looked_for.append(state)
        if self.query_troubles:
            raise self.query_troubles.popleft()
        return self.by_state.get(state)

    async def find_by_states(self, states: Sequence[str]) -> Sequence[TaskReport]:
        self.lists += 1
        self.looked_for += states
        if self.query_troubles:
            raise self.query_troubles.popleft()
        return [
            replace(self.by_state[state], client_state=state) for state in states if state in self.by_state
        ]

    async def test(self) -> Findings:
        if self.test_trouble is not None:
            raise self.test_trouble
        return self.findings

    async def balance(self) -> Balance | None:
        return self.findings.balance

    async def aclose(self) -> None:
        self.is_closed = True


def _given(answer: Receipt | DeskError) -> Receipt:
    if isinstance(answer, DeskError):
        raise answer
    return answer


class FakeGateways:
    """Fits `services.ports.Gateways`."""

    def __init__(self, *gateways: FakeGateway) -> None:
        self.by_id = {gateway.profile.id: gateway for gateway in gateways}
        self.heard_of: list[tuple[str, DeskError | None]] = []
        self.trouble: DeskError | None = None

    @property
    def active(self) -> GatewayProfile:
        return next(iter(self.by_id.values())).profile

    def profile_of(self, account: str) -> GatewayProfile | None:
        found = self.by_id.get(account)
        return found.profile if found else None

    async def gateway_for(self, account: str) -> FakeGateway:
        if self.trouble is not None:
            raise self.trouble
        if account not in self.by_id:
            raise WishInvalid(reason="no-gateway")
        return self.by_id[account]

    def heard(self, account: str, error: DeskError | None) -> None:
        self.heard_of.append((account, error))


class MemoryArchive:
    """Fits `services.ports.Archive`. `trouble` is raised by the next write."""

    def __init__(self) -> None:
        self.tasks: dict[str, Task] = {}
        self.raws: dict[str, str] = {}
        self.writes: list[tuple[Task, ...]] = []
        self.trouble: DeskError | None = None
        self.asked_before: list[int | None] = []

    async def add(self, task: Task) -> Task:
        await self._written()
        added = replace(task, seq=len(self.writes) + 1)
        self.tasks[task.id] = added
        self.writes.append((added,))
        return added

    async def put(self, tasks: Sequence[Task], *, raw: dict[str, str] | None = None) -> None:
        await self._written()
        self.tasks.update({task.id: task for task in tasks})
        self.raws.update(raw or {})
        self.writes.append(tuple(tasks))

    async def _written(self) -> None:
        await asyncio.sleep(0)
        if self.trouble is not None:
            trouble, self.trouble = self.trouble, None
            raise trouble

    async def get(self, task_id: str) -> Task | None:
        return self.tasks.get(task_id)

    async def by_remote_id(self, account: str, remote_id: str) -> Task | None:
        found = (task for task in self.tasks.values() if task.remote_id == remote_id)
        return next((task for task in found if task.account == account), None)

    async def by_seq(self, seqs: Sequence[int]) -> Sequence[Task]:
        return [task for task in self.tasks.values() if task.seq in seqs]

    async def unsettled(self) -> Sequence[Task]:
        return sorted(
            (task for task in self.tasks.values() if task.is_live or task.collection is Collection.WAITING),
            key=lambda task: task.seq,
        )

    async def index(self, query: TaskQuery, *, before: int | None, limit: int) -> Sequence[IndexRow]:
        self.asked_before.append(before)
        found = [
            IndexRow(task.seq, 738000, task.ratio.value)
            for task in sorted(self.tasks.values(), key=lambda task: -task.seq)
            if task.is_final and (before is None or task.seq < before) and query.text in task.prompt
            if not query.states or task.state in query.states
        ]
        return found[:limit]

    async def children(self, task_id: str) -> Sequence[Task]:
        return [task for task in self.tasks.values() if task.parent == task_id]

    async def lineage(self, task_id: str) -> Sequence[Task]:
        line: list[Task] = []
        task = self.tasks.get(task_id)
        while task is not None:
            line.insert(0, task)
            task = self.tasks.get(task.parent)
        return line

    async def delete(self, task_ids: Sequence[str]) -> None:
        for task_id in task_ids:
            if self.tasks[task_id].trashed_at is not None:
                del self.tasks[task_id]

    async def size(self) -> LibrarySize:
        return LibrarySize(tasks=len(self.tasks), pictures=0, bytes=0)

    async def spending(self, since: int, until: int, account: str = "") -> Sequence[Spending]:
        found: dict[tuple[int, str, str], Spending] = {}
        for task in self.tasks.values():
            if not ledger_state(task).counts or task.sent_at is None or account not in {"", task.account}:
                continue
            key = (local_day(task.sent_at), task.account, task.currency)
            price = price_of(task)
            before = found.get(key) or Spending(
                day=key[0], account=key[1], currency=key[2], amount=Decimal(0), wishes=0
            )
            found[key] = replace(
                before,
                amount=before.amount + (price or 0),
                wishes=before.wishes + 1,
                unpriced=before.unpriced + (price is None),
            )
        return [found[key] for key in sorted(found, reverse=True) if since <= key[0] <= until]

    async def charged_without_picture(self, limit: int) -> Sequence[Task]:
        found = [t for t in self.tasks.values() if ledger_state(t) is LedgerState.CHARGED_WITHOUT_PICTURE]
        return sorted(found, key=lambda task: -task.seq)[:limit]

    async def raw(self, task_id: str) -> str:
        return self.raws.get(task_id, "")

    async def recent_prompts(self, limit: int) -> Sequence[str]:
        return list(dict.fromkeys(task.prompt for task in reversed(self.tasks.values())))[:limit]


class MemoryPictures:
    """Fits `services.ports.PictureStore`: bytes that begin like a PNG are a picture of `shape`."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.shape = (400, 200)
        self.troubles: deque[DeskError] = deque()
        self.split: list[str] = []
        self.thumbnailed: list[str] = []
        self.posters: dict[str, str] = {}
        self.fitted: list[tuple[str, UploadLimits, bool]] = []
        self.planned: list[tuple[str, UploadLimits, bool]] = []
        self.kept_count = 0
        self.on_thumbnails: Callable[[], object] = lambda: None

    @property
    def masks(self) -> Masks:
        raise AssertionError("nobody paints here; tests that do have `storage.masks`")

    async def keep(self, chunks: AsyncIterator[bytes], *, expected: int | None = None) -> Kept:
        data = b"".join([chunk async for chunk in chunks])
        assert expected in {None, len(data)}
        return await self.keep_bytes(data)

    async def keep_bytes(self, data: bytes) -> Kept:
        await asyncio.sleep(0)
        if self.troubles:
            raise self.troubles.popleft()
        if not data.startswith(PNG):
            raise NotAPicture(data[:8].decode("ascii", "replace"))
        digest = sha256(data).hexdigest()
        self.files[digest] = data
        self.kept_count += 1
        width, height = self.shape
        return Kept(digest=digest, media_type=MediaType.PNG, width=width, height=height, size=len(data))

    async def split_grid(self, grid: Picture) -> Sequence[Picture]:
        self.split.append(grid.digest)
        tiles: list[Picture] = []
        for index in range(1, 5):
            data = self.files[grid.digest] + bytes([index])
            kept = await self.keep_bytes(data)
            tiles.append(
                Picture(
                    digest=kept.digest,
                    media_type=MediaType.PNG,
                    width=grid.width // 2,
                    height=grid.height // 2,
                    size=len(data),
                    role=PictureRole.TILE,
                    index=index,
                    is_split=True,
                )
            )
        return tiles

    async def make_thumbnails(self, digest: str, *, like: str = "") -> None:
        if like:
            self.posters[digest] = like
        self.on_thumbnails()
        self.thumbnailed.append(digest)

    async def thumbnail(self, digest: str, edge: int) -> bytes | None:
        return self.files.get(digest)

    async def film(self, digest: str) -> FilmFacts | None:
        return None

    async def film_strip(self, digest: str) -> bytes | None:
        return None

    async def original(self, digest: str) -> bytes | None:
        return self.files.get(digest)

    def path(self, digest: str) -> str | None:
        return f"{digest}.png" if digest in self.files else None

    def named_file(self, picture: Picture, task: Task) -> str | None:
        return f"{task.prompt}.png" if picture.digest in self.files else None

    async def fit(self, digest: str, limits: UploadLimits, *, keeps_clear: bool = False) -> ImageData:
        self.fitted.append((digest, limits, keeps_clear))
        return ImageData(self.files[digest], MediaType.PNG)

    async def plan(self, digest: str, limits: UploadLimits, *, keeps_clear: bool = False) -> UploadPlan:
        self.planned.append((digest, limits, keeps_clear))
        facts = PictureFacts("PNG", 400, 400, len(self.files[digest]))
        return UploadPlan(facts, facts)

    async def export(self, picture: Picture, task: Task, destination: str) -> str:
        return destination
