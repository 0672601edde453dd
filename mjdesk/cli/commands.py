"""The commands: each is a short story told with the services that the window uses."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mjdesk import __version__
from mjdesk.cli.following import Followed, brought_home
from mjdesk.cli.references import given
from mjdesk.cli.sentences import Exit, said_of
from mjdesk.domain.action import read_action
from mjdesk.domain.errors import DeskError
from mjdesk.domain.gateway import STUDIO_ID, STUDIO_PROFILE, GatewayProfile
from mjdesk.domain.library import TaskQuery
from mjdesk.domain.reference import ReferenceRole
from mjdesk.domain.request import ImagineRequest, Speed
from mjdesk.domain.task import Collection, Task, TaskState

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from pathlib import Path

    from mjdesk.assembly import Parts
    from mjdesk.cli.report import Report
    from mjdesk.domain.action import Action
    from mjdesk.services.ports import Secrets

_SHORTEST_PREFIX = 4
_LOOKED_THROUGH = 5000
"""How many of the newest tasks are looked through for the beginning of an id."""


class KeyFromEnvironment:
    """Fits `services.ports.Secrets`: one key for this run alone, in front of the keychain.

    Only the gateway that the command is about gets to see it.
    """

    def __init__(self, behind: Secrets, key: str) -> None:
        self._behind = behind
        self._key = key
        self.account = ""

    async def get(self, account: str) -> str | None:
        if self._key and account == self.account:
            return self._key
        return await self._behind.get(account)

    async def set(self, account: str, key: str) -> None:
        await self._behind.set(account, key)

    async def forget(self, account: str) -> None:
        await self._behind.forget(account)

    async def move_to(self, place: str, accounts: Sequence[str]) -> None:
        await self._behind.move_to(place, accounts)

    @property
    def place(self) -> str:
        return "environment" if self._key else self._behind.place


async def imagine(parts: Parts, options: Namespace, report: Report) -> int:
    """Send words, wait, and lay the pictures into a folder."""
    folder = folder_of(options.out)
    account = meant(parts, await _account(parts, options.gateway))
    pictures = await given(parts.images, options)
    request = ImagineRequest(
        prompt=options.prompt,
        pictures=tuple(each.picture for each in pictures if each.role is ReferenceRole.IMAGE),
        references=tuple(each for each in pictures if each.role is not ReferenceRole.IMAGE),
        speed=Speed(options.speed),
    )
    followed = Followed(parts, report)
    (task,) = await parts.submitter.submit(request, account=account, over_cap=options.over_cap)
    return await brought_home(parts, followed, task, folder, report)


async def act(parts: Parts, options: Namespace, report: Report) -> int:
    """Press a button, wait, and lay the pictures into a folder."""
    folder = folder_of(options.out)
    parent = await found(parts, options.task)
    meant(parts, parent.account)
    action = _action(parent, options.action)
    mask = await asyncio.to_thread(bytes_of, options.mask) if options.mask else None
    followed = Followed(parts, report)
    (task,) = await parts.submitter.act(
        parent.id, action, prompt=options.prompt, mask=mask, over_cap=options.over_cap
    )
    return await brought_home(parts, followed, task, folder, report)


async def fetch(parts: Parts, options: Namespace, report: Report) -> int:
    """Wait for a task of any earlier run; ask once more about one that has ended badly."""
    folder = folder_of(options.out) if options.out else None
    task = await found(parts, options.task)
    meant(parts, task.account)
    followed = Followed(parts, report)
    if task.state in {TaskState.DRAFTED, TaskState.SENT}:
        # Another process is sending it, or will; two must not.
        report.trouble("The task has not been sent yet; open MJ Desk to send it.")
        return Exit.FAILED
    if task.state in {TaskState.UNKNOWN, TaskState.VANISHED}:
        await parts.watcher.check_again(task.id)
    elif task.state is TaskState.SUCCEEDED and task.collection in {Collection.EXPIRED, Collection.BROKEN}:
        await parts.collector.collect_again(task.id)
    await parts.store.adopt(task.id)
    return await brought_home(parts, followed, task, folder, report)


async def list_tasks(parts: Parts, options: Namespace, report: Report) -> int:
    """The newest tasks, those in progress first."""
    limit = max(1, options.limit)
    query = TaskQuery(text=options.text)
    words = options.text.casefold()
    live = [task for task in await parts.feed.unsettled() if task.is_live and words in task.prompt.casefold()]
    rows = await parts.feed.newest(query, limit)
    report.listing(sorted((*live, *rows), key=lambda task: -task.seq)[:limit])
    return Exit.DONE


async def doctor(parts: Parts, _options: Namespace, report: Report) -> int:
    """Where everything is, where keys are kept, and whether each gateway answers."""
    places = parts.locations
    size = await parts.feed.size()
    facts = [
        ("version", __version__),
        ("library", str(places.library)),
        ("tasks", str(size.tasks)),
        ("pictures", f"{size.pictures} ({size.bytes / 1e6:.1f} MB)"),
        ("settings", str(places.settings)),
        ("log", str(places.log)),
    ]
    worst = Exit.DONE
    for profile in (STUDIO_PROFILE, *parts.settings.value.gateways):
        try:
            found = await parts.session.test(profile, None)
        except DeskError as error:
            code, said = said_of(error)
            worst = worst or code
        else:
            said = f"answers in {found.latency * 1000:.0f} ms, family {found.capabilities.family.value}"
            if found.balance is not None:
                said += f", {found.balance.remaining:g} {found.balance.unit or 'units'} left"
        mark = " (in use)" if profile.id == parts.session.active.id else ""
        facts.append((f"gateway {profile.name}{mark}", said))
    try:
        await parts.secrets.get("doctor")
    except DeskError as error:
        worst, said = worst or Exit.NOT_ALLOWED, said_of(error)[1]
    else:
        said = parts.secrets.place
    facts.append(("keys", said))
    report.facts(facts)
    return worst


def meant(parts: Parts, account: str) -> str:
    """This is the gateway that the key of this run is for."""
    if isinstance(parts.secrets, KeyFromEnvironment):
        parts.secrets.account = account
    return account


async def found(parts: Parts, words: str) -> Task:
    """The task that an id, a gateway's id, or the beginning of an id means. `WishInvalid` when none does."""
    if found := await parts.store.load(words):
        return found
    for profile in (STUDIO_PROFILE, *parts.settings.value.gateways):
        if found := await parts.store.known_as(profile.id, words):
            return found
    if len(words) >= _SHORTEST_PREFIX:
        tasks = (*await parts.feed.unsettled(), *await parts.feed.newest(TaskQuery(), _LOOKED_THROUGH))
        matching = {task.id: task for task in tasks if task.id.startswith(words.lower())}
        if len(matching) == 1:
            return next(iter(matching.values()))
    raise UsageError(f"No task {words!r} is in the library; `list` shows those that are.")


def _action(task: Task, words: str) -> Action:
    """The button of a task that a name or a custom id means."""
    for action in task.actions:
        if words == action.custom_id or words.casefold() == action.short_name.casefold():
            return action
    if words.startswith(("MJ::", "change::")):
        return read_action(words)  # the gateway may know more than it says
    names = " ".join(action.short_name for action in task.actions if not action.is_hidden)
    raise UsageError(f"The task does not offer {words!r}; it offers: {names or 'nothing'}.")


async def _account(parts: Parts, words: str) -> str:
    """The id of the gateway that is meant; an address that is not known yet is set up."""
    if not words:
        return parts.session.active.id
    if words == STUDIO_ID:
        return STUDIO_ID
    known = parts.settings.value.gateways
    for profile in known:
        if words in {profile.id, profile.name}:
            return profile.id
    from mjdesk.api.address import read_address

    address = read_address(words)
    if ("." not in words and ":" not in words) or not address.root:
        raise UsageError(f"No gateway {words!r} is set up, and it is no address.")
    for profile in known:
        if profile.root == address.root:
            return profile.id
    name = urlsplit(address.root).netloc
    new = GatewayProfile(
        id=name, name=name, root=address.root, speed=address.speed, speed_suffix=address.suffix
    )
    new = replace(new, id=_free(name, {profile.id for profile in known} | {STUDIO_ID}))
    await parts.session.save_gateway(new, None)
    return new.id


def _free(name: str, taken: set[str]) -> str:
    number = 1
    found = name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found


def folder_of(path: Path) -> Path:
    """The folder, made where it is not there. Raises `UsageError` where nothing can be written."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"The folder {path} cannot be made: {error.strerror}.", Exit.LIBRARY) from error
    if not os.access(path, os.W_OK):
        raise UsageError(f"The folder {path} cannot be written.", Exit.LIBRARY)
    return path.absolute()


def bytes_of(path: Path) -> bytes:
    """What is in a file. Raises `UsageError` when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error


class UsageError(Exception):
    """What was typed means nothing here; says so in one sentence."""

    def __init__(self, sentence: str, code: Exit = Exit.USAGE) -> None:
        super().__init__(sentence)
        self.code = code
