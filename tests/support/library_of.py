"""Makes a large library in seconds: thousands of finished tasks that share a few hundred real pictures.

locations = fill_library(tmp_path, 100_000, seed=7)   # then start the program with MJDESK_HOME=tmp_path
"""

from __future__ import annotations

import colorsys
import contextlib
import hashlib
import io
import random
from itertools import islice
from typing import TYPE_CHECKING

from PIL import Image

from mjdesk.domain.action import read_action
from mjdesk.domain.picture import MediaType, Picture, PictureRole, Ratio
from mjdesk.domain.task import Collection, Failure, Task, TaskKind, TaskState
from mjdesk.storage.inspection import Findings
from mjdesk.storage.lanes import connect, transaction
from mjdesk.storage.locations import Locations
from mjdesk.storage.originals import Originals
from mjdesk.storage.rows import insert_all
from mjdesk.storage.schema import migrate
from mjdesk.storage.thumbnailer import TIERS, thumbnail_place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PICTURES = 240
RATIOS = tuple(Ratio(*pair) for pair in ((1, 1), (3, 2), (2, 3), (16, 9), (9, 16), (4, 5), (7, 4), (1, 2)))
NEWEST = 1_795_000_000.0
"""When the newest task was made; the others lie before it."""

_CHILD_KINDS = (TaskKind.UPSCALE, TaskKind.VARIATION, TaskKind.ZOOM)
_ENGLISH = """\
a portrait of an old sailor
a red fox in deep snow
misty mountains at dawn
a lighthouse in a storm
neon city in the rain
an art deco poster
botanical drawing of a fern
isometric tea house
glass tower
a dragon over the sea
ink wash bamboo
golden hour in a wheat field
macro photo of a beetle
low poly island
watercolour harbour
a cathedral of light
felt toy robot
paper cut forest""".splitlines()
_STYLES = """\
cinematic light
35mm film grain
soft pastel colours
dramatic shadows
hyper detailed
minimal
in the style of a woodcut
volumetric fog
studio photograph
muted palette
wide angle
symmetry""".splitlines()
_CHINESE = """\
一只可爱的小猫坐在窗台上
雨夜的城市灯火阑珊
水墨山水画
春天的花园里开满了樱花
飞龙在云海之上
古镇的石桥与流水
穿着汉服的少女
雪后的长城
海边的灯塔
未来都市的霓虹
竹林深处的小屋
秋天的银杏大道""".splitlines()
_CHINESE_STYLES = """\
电影光效
柔和的色彩
超高清细节
国画风格
极简主义
逆光摄影
梦幻氛围
黑白胶片""".splitlines()


def fill_library(home: Path, count: int, seed: int = 1) -> Locations:
    """A library below `home` with `count` finished tasks, oldest first; the same for the same seed."""
    locations = Locations.below(home)
    dice = random.Random(seed)
    shelf = _paint(locations, dice)
    locations.data.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(connect(locations.library)) as writer:
        migrate(writer)
        # Nobody minds when a bench's library is lost in a power cut.
        writer.execute("PRAGMA synchronous = OFF")
        writer.execute("PRAGMA cache_size = -200000")
        tasks = some_tasks(count, dice, shelf)
        with transaction(writer):
            while part := list(islice(tasks, 10_000)):
                insert_all(writer, part)
        writer.execute("INSERT INTO task_text (task_text) VALUES ('optimize')")
    return locations


def some_tasks(count: int, dice: random.Random, shelf: dict[Ratio, list[Picture]]) -> Iterator[Task]:
    """Tasks of every kind, in English and Chinese, over two years, a few of them failed."""
    parents: list[Task] = []
    step = 2 * 365 * 86_400 / max(count, 1)
    for number in range(count):
        created = NEWEST - (count - number) * step
        is_child = bool(parents) and dice.random() < 0.35
        parent = dice.choice(parents) if is_child else None
        ratio = parent.ratio if parent else dice.choice(RATIOS)
        kind = (
            dice.choice((TaskKind.UPSCALE, TaskKind.VARIATION, TaskKind.ZOOM)) if parent else TaskKind.IMAGINE
        )
        has_failed = dice.random() < 0.03
        words = parent.prompt if parent else _prompt(dice, ratio)
        picture = dice.choice(shelf[ratio])
        remote_id = f"{int(created * 1000)}{dice.randrange(1000):03d}"
        task = Task(
            id=f"{dice.getrandbits(128):032x}",
            account="studio" if number % 5 else "second",
            kind=kind,
            state=TaskState.FAILED if has_failed else TaskState.SUCCEEDED,
            created=created,
            prompt=words,
            final_prompt=words,
            ratio=ratio,
            remote_id=remote_id,
            parent=parent.id if parent else "",
            action=read_action(f"MJ::JOB::upsample::{1 + number % 4}::{remote_id}") if parent else None,
            progress=0 if has_failed else 100,
            collection=Collection.NOTHING if has_failed else Collection.DONE,
            pictures=() if has_failed else (picture,),
            actions=tuple(read_action(f"MJ::JOB::upsample::{n}::{remote_id}", f"U{n}") for n in range(1, 5)),
            failure=Failure(error="task-failed", text="job failed") if has_failed else None,
            seed=str(dice.getrandbits(32)),
            finished_at=created + 40,
            settled_at=created + 41,
            rating=dice.choice((0, 0, 0, 0, 3, 4, 5)),
        )
        if not has_failed and (len(parents) < 500 or dice.random() < 0.05):
            parents.append(task)
            del parents[:-500]
        yield task


def _prompt(dice: random.Random, ratio: Ratio) -> str:
    tail = f"--ar {ratio} --v 7" + (f" --s {dice.randrange(0, 1000, 50)}" if dice.random() < 0.5 else "")
    if dice.random() < 0.4:
        return f"{dice.choice(_CHINESE)}，{'，'.join(dice.sample(_CHINESE_STYLES, 2))} {tail}"
    return f"{dice.choice(_ENGLISH)}, {', '.join(dice.sample(_STYLES, 3))} {tail}"


def _paint(locations: Locations, dice: random.Random) -> dict[Ratio, list[Picture]]:
    """Small real originals with their thumbnails, by shape; every one of its own colours."""
    originals = Originals(locations.originals, locations.trash)
    shelf: dict[Ratio, list[Picture]] = {ratio: [] for ratio in RATIOS}
    ramp = Image.linear_gradient("L")
    for number in range(PICTURES):
        ratio = RATIOS[number % len(RATIOS)]
        longer = 640
        width = longer if ratio.value >= 1 else round(longer * ratio.value)
        height = longer if ratio.value <= 1 else round(longer / ratio.value)
        sheet = Image.merge(
            "RGB",
            [
                ramp.rotate(dice.randrange(360)).resize((width, height), Image.Resampling.BILINEAR)
                for _ in range(3)
            ],
        )
        red, green, blue = (round(255 * part) for part in colorsys.hsv_to_rgb(dice.random(), 0.7, 0.8))
        sheet = Image.blend(sheet, Image.new("RGB", sheet.size, (red, green, blue)), 0.55)
        data = _jpeg(sheet)
        digest = hashlib.sha256(data).hexdigest()
        with originals.begin() as incoming:
            incoming.write(data)
            incoming.keep(Findings(MediaType.JPEG, width, height))
        for tier in TIERS:
            small = sheet.copy()
            small.thumbnail((tier, tier))
            place = thumbnail_place(locations.thumbnails, digest, tier)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(_jpeg(small))
        role = PictureRole.GRID if number % 3 else PictureRole.SINGLE
        shelf[ratio].append(Picture(digest, MediaType.JPEG, width, height, len(data), role))
    return shelf


def _jpeg(image: Image.Image) -> bytes:
    sink = io.BytesIO()
    image.save(sink, "JPEG", quality=82)
    return sink.getvalue()
