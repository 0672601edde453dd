"""What starts from a finished picture, and what a gateway waits for: film, edit, answer, seed."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from mjdesk.cli import commands
from mjdesk.cli.following import Followed, brought_home
from mjdesk.cli.sentences import Exit
from mjdesk.domain.picture import PictureRef, PictureRole
from mjdesk.domain.request import EditRequest, VideoRequest
from mjdesk.domain.task import Task, TaskKind, TaskState

if TYPE_CHECKING:
    from argparse import Namespace

    from mjdesk.assembly import Parts
    from mjdesk.cli.report import Report


async def film(parts: Parts, options: Namespace, report: Report) -> int:
    """A film from a picture, or more of a finished one."""
    folder = commands.folder_of(options.out)
    ref, task = await _start(parts, options.picture, options.tile)
    is_more = task is not None and task.kind is TaskKind.VIDEO
    request = VideoRequest(
        prompt=options.prompt,
        picture=None if is_more else ref,
        has_high_motion=options.motion == "high",
        is_loop=options.loop,
        end_picture=(await _start(parts, options.end, 1))[0] if options.end else None,
        batch_size=options.count,
        extend_remote_id=task.remote_id if is_more and task is not None else "",
        extend_index=options.tile - 1 if is_more else 0,
        parent=task.id if task is not None else "",
    )
    return await _made(parts, request, options, folder, report)


async def edit(parts: Parts, options: Namespace, report: Report) -> int:
    """A picture repainted by words."""
    folder = commands.folder_of(options.out)
    ref, task = await _start(parts, options.picture, options.tile)
    mask = await asyncio.to_thread(commands.bytes_of, options.mask) if options.mask else None
    request = EditRequest(
        prompt=options.prompt,
        picture=ref,
        mask=mask,
        is_retexture=options.retexture,
        parent=task.id if task is not None else "",
    )
    return await _made(parts, request, options, folder, report)


async def answer(parts: Parts, options: Namespace, report: Report) -> int:
    """Say what a gateway waits for, then wait for the pictures."""
    folder = commands.folder_of(options.out)
    task = await commands.found(parts, options.task)
    commands.meant(parts, task.account)
    if task.state is not TaskState.NEEDS_ANSWER:
        raise commands.UsageError("The gateway does not wait for an answer to this task.")
    mask = await asyncio.to_thread(commands.bytes_of, options.mask) if options.mask else None
    await parts.store.adopt(task.id)
    words = options.prompt or task.final_prompt or task.prompt
    answered = await parts.submitter.answer(task.id, prompt=words, mask=mask)
    followed = Followed(parts, report)
    return await brought_home(parts, followed, answered, folder, report)


async def seed(parts: Parts, options: Namespace, report: Report) -> int:
    """Ask a gateway for the seed of a task, unless it is known."""
    task = await commands.found(parts, options.task)
    commands.meant(parts, task.account)
    if not task.seed:
        await parts.submitter.fetch_seed(task.id)
        task = await parts.store.load(task.id) or task
    report.facts([("seed", task.seed)])
    return Exit.DONE


async def _made(
    parts: Parts, request: VideoRequest | EditRequest, options: Namespace, folder: Path, report: Report
) -> int:
    parent = await parts.store.load(request.parent) if request.parent else None
    account = parent.account if parent is not None else parts.session.active.id
    commands.meant(parts, account)
    followed = Followed(parts, report)
    (task,) = await parts.submitter.submit(request, account=account, over_cap=options.over_cap)
    return await brought_home(parts, followed, task, folder, report)


async def _start(parts: Parts, words: str, tile: int) -> tuple[PictureRef, Task | None]:
    """A file as it is, or a task's picture; of a sheet of four one of its tiles."""
    if await asyncio.to_thread(Path(words).is_file):
        picture = await parts.images.bring_in(words)
        return PictureRef(picture.digest, name=picture.name), None
    task = await commands.found(parts, words)
    picture = task.tile(tile) or task.cover
    if picture is None or picture.role is PictureRole.INPUT:
        raise commands.UsageError("This task has no picture.")
    return PictureRef(picture.digest), task
