"""What a hostile or broken gateway may say: texts, values, tasks and whole answers."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

MAGENTA = "#ff00ff"
"""Occurs in no theme: a pixel of it proves that markup was carried out."""
MARKUP = (
    f'<h1><font color="{MAGENTA}">MARKUP</font></h1>',
    f'<table bgcolor="{MAGENTA}" width="400" height="200"><tr><td>x</td></tr></table>',
    f'<p style="background-color:{MAGENTA};color:{MAGENTA}">MARKUP MARKUP MARKUP</p>',
    '<img src="http://text.invalid/pixel.png" width=400>',
    '<a href="file:///etc/passwd">open</a>',
    "<script>alert(1)</script>",
    "&lt;b&gt; &amp; &#60;",
    "<!DOCTYPE html><html><head><title>x</title></head></html>",
    "[words](http://text.invalid/link)",
)
PATHS = (
    "../../../../etc/passwd",
    "..\\..\\windows\\system32",
    "/etc/passwd",
    "C:\\x",
    "\\\\server\\share",
    "~/x",
    "con",
    "NUL.png",
    "a/b",
    ".",
    "..",
    "x\x00y",
    "-rf",
    "a" * 300,
    "file:///etc/passwd",
    "%2e%2e%2f",
    "$(id)",
    "'; DROP TABLE task; --",
    "|",
)
SIGNS = (
    "\x00\x01\x1b[31m\x7f\x9b",
    "\u202etxet\u202c \u2066x\u2069",
    "\ud800",
    "\ufffe\uffff",
    "e" + "\u0301" * 500,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\u200f\u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "提示词" * 400,
    "word " * 400,
    "unbroken" * 200,
    "\r\n\t\v\f\u2028\u2029",
    'NEAR("a" b) OR * ^ " \'',
    "http://text.invalid/a.png https://text.invalid/b",
)

texts = st.sampled_from((*MARKUP, *PATHS, *SIGNS)) | st.text(max_size=40)
numbers = st.sampled_from(
    (0, -1, 1, 1e308, -1e308, 2**63, 2**64, 10**400, float("inf"), float("nan"), 1_800_000_000_000, 1e-300)
) | st.integers(-(10**20), 10**20)
scalars = st.none() | st.booleans() | numbers | texts


def _nested(depth: int) -> object:
    value: object = "deep"
    for _ in range(depth):
        value = [value] if depth % 2 else {"data": value}
    return value


values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
) | st.sampled_from([_nested(depth) for depth in (50, 51, 400)])

MEDIA = (
    "imageUrl",
    "image_url",
    "imageUrls",
    "image_urls",
    "videoUrl",
    "videoUrls",
    "video_urls",
    "video_url",
)
_WORDS = (
    *("action", "status", "progress", "prompt", "promptEn", "description", "failReason", "state", "seed"),
    *(
        "submitTime",
        "startTime",
        "finishTime",
        "buttons",
        "properties",
        "imageWidth",
        "imageHeight",
        "customId",
    ),
    *("parentId", "jobId", "botType", "finalPrompt", "result", "code", "error", "data", "task", "displays"),
)
_statuses = st.sampled_from(
    ("SUCCESS", "FAILURE", "IN_PROGRESS", "MODAL", "SUBMITTED", "CANCEL", "NOT_START", "", "success")
)
_actions = st.sampled_from(("IMAGINE", "UPSCALE", "DESCRIBE", "SHORTEN", "VIDEO", "BLEND", "ACTION"))
buttons = st.lists(
    st.fixed_dictionaries(
        {
            "customId": texts
            | st.sampled_from(("MJ::JOB::upsample::1::h", "MJ::Sparkle::1", "change::X::1")),
            "label": texts,
            "emoji": texts,
            "style": scalars,
        }
    )
    | values,
    max_size=4,
)
_properties = st.dictionaries(
    st.sampled_from(("finalPrompt", "messageHash", "remix", "numberOfQueues", "bannedWord", "status")),
    values,
    max_size=4,
)


def tasks(remote_id: st.SearchStrategy[Any] | None = None) -> st.SearchStrategy[dict[str, Any]]:
    """Task objects that look right enough to be read, with anything in them."""
    return st.fixed_dictionaries(
        {"id": texts if remote_id is None else remote_id},
        optional={
            **dict.fromkeys((*_WORDS, *MEDIA), values),
            "status": _statuses,
            "action": _actions,
            "prompt": texts,
            "failReason": texts,
            "buttons": buttons,
            "properties": _properties | values,
            "imageUrl": texts | st.just("https://media.invalid/a.png?ex=1&"),
        },
    )


def written(value: object) -> str:
    """JSON as a sloppy server writes it: NaN, Infinity and half characters too."""
    return json.dumps(value)


HTML = "<!DOCTYPE html><html><head><title><b>502</b> Bad Gateway</title></head><body>nginx</body></html>"
bodies = (
    values.map(written)
    | tasks().map(written)
    | st.lists(tasks(), max_size=3).map(written)
    | st.sampled_from(
        (
            HTML,
            "",
            "null",
            "[" * 100_000,
            '{"a":' * 50_000,
            '{"code":' + "9" * 5000 + "}",
            '{"code":1,"result":"17"',
            "\ufeff{}",
            "data: {}\n\n",
            "<html>" + "<" * 5000,
            "<!--" * 500,
            '{"code":1,"result":"../../x"}',
            '{"code":1,"result":["17","18"]}',
            '{"created":1,"data":[{"url":"file:///etc/passwd"}]}',
        )
    )
    | st.text(max_size=100)
)
