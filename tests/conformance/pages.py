"""The five published pages, as they were read by hand: which endpoints each one names, and how firmly.

Written without a look at `mjdesk.studio.dialects`, so that one mistake cannot cancel itself out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_Test = TypeVar("_Test", bound="Callable[..., object]")

IMAGINE = "POST /mj/submit/imagine"
BLEND = "POST /mj/submit/blend"
DESCRIBE = "POST /mj/submit/describe"
SHORTEN = "POST /mj/submit/shorten"
ACTION = "POST /mj/submit/action"
MODAL = "POST /mj/submit/modal"
CHANGE = "POST /mj/submit/change"
SWAP = "POST /mj/insight-face/swap"
FETCH = "GET /mj/task/{id}/fetch"
LIST = "POST /mj/task/list-by-condition"
ALL = "GET /mj/task/list"
PAGED = "POST /mj/task-admin/query"
QUEUE = "GET /mj/task/queue"
CANCEL = "POST /mj/task/{id}/cancel"
SEED = "GET /mj/task/{id}/image-seed"
BALANCE = "GET /api/usage/token/"

PAGE = "page"
"""The page itself documents it, with fields and answers."""
MENU = "menu"
"""The menu beside the page names it."""
FOLDER = "folder"
"""The menu names the folder that holds it on the sister pages."""
IMPLIED = "implied"
"""Not named; without it no result could ever be had."""

_SUBMITS = (IMAGINE, BLEND, DESCRIBE, SHORTEN, ACTION, MODAL)


def _named(how: str, *endpoints: str) -> dict[str, str]:
    return dict.fromkeys(endpoints, how)


@dataclass(frozen=True, slots=True)
class Page:
    """What one page says."""

    title: str
    endpoints: Mapping[str, str]
    """Endpoint -> how it is named."""
    fields: Mapping[str, type]
    """The documented body of the page's own endpoint."""
    required: tuple[str, ...]
    header: str = ""
    """The header that carries the key, where the page names one."""
    answer: Mapping[str, object] = field(default_factory=dict[str, object])
    """The answer that the page shows, as it would stand in a valid document."""


_COMMON = {"prompt": str, "base64Array": list, "notifyHook": str, "state": str}
_NUMBERED = {"code": 1, "description": "提交成功", "properties": dict[str, str](), "result": 1320098173412546}

PAGES: Mapping[str, Page] = {
    "s000": Page(
        "提交Imagine任务",
        _named(MENU, *_SUBMITS, SWAP, ALL, LIST, PAGED, QUEUE, CANCEL, FETCH, SEED) | {IMAGINE: PAGE},
        _COMMON,
        ("prompt",),
        answer=_NUMBERED,
    ),
    "s001": Page(
        "Imagine",
        _named(MENU, *_SUBMITS, CHANGE, SWAP, FETCH, SEED, BALANCE) | {IMAGINE: PAGE},
        {**_COMMON, "botType": str, "accountFilter": dict},
        ("prompt",),
        answer=_NUMBERED,
    ),
    "s002": Page(
        "提交Describe任务(图生文)",
        _named(FOLDER, *_SUBMITS, LIST, FETCH, SEED) | {DESCRIBE: PAGE, SWAP: MENU},
        {"base64": str, "notifyHook": str},
        ("base64",),
        "authorization",
        _NUMBERED,
    ),
    "s003": Page(
        "提交Imagine任务",
        {IMAGINE: PAGE, FETCH: IMPLIED},
        {**_COMMON, "botType": str},
        ("botType", "prompt"),
        "authorization",
        {
            "code": 1,
            "description": "Submit success",
            "result": "1730621718151844",
            "properties": {
                "discordChannelId": "1300842676874379336",
                "discordInstanceId": "1572398367386955776",
            },
        },
    ),
    "s004": Page(
        "执行Action动作",
        _named(MENU, *_SUBMITS, SWAP, FETCH, LIST, SEED) | {ACTION: PAGE},
        {"chooseSameChannel": bool, "customId": str, "taskId": str, "notifyHook": str, "state": str},
        ("chooseSameChannel",),
        "authorization",
        {"created": 1589478378, "data": [{"url": "https://a.example/1"}, {"url": "https://a.example/2"}]},
    ),
}


def on(*endpoints: str) -> Callable[[_Test], _Test]:
    """Run a test on every page that names these endpoints; the test must really reach each of them."""

    def mark(test: _Test) -> _Test:
        seeds = [name for name, page in PAGES.items() if set(endpoints) <= set(page.endpoints)]
        test.__dict__["endpoints"] = endpoints
        return pytest.mark.parametrize("seed", seeds)(test)

    return mark


def endpoints_of(test: object) -> tuple[str, ...]:
    """What a test claims to reach; () for one that claims nothing."""
    return getattr(test, "endpoints", ())
