"""How the command line shows a task: a bar on a terminal, lines of JSON for programs, plain words else."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from mjdesk.cli.sentences import outcome
from mjdesk.domain.task import Collection, Task, TaskState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

_WIDTH = 28


class Report:
    """Owns the two streams while a command runs: results to `out`, progress and troubles to `err`."""

    def __init__(self, *, is_json: bool, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self._is_json = is_json
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self._has_bar = not is_json and self._err.isatty()
        self._is_bar_open = False
        self._last = ""

    def progress(self, task: Task) -> None:
        """A step on the way; the same step twice is silence."""
        if self._is_json:
            self._line(record(task))
        elif self._has_bar:
            filled = _WIDTH * task.progress // 100
            bar = "█" * filled + "░" * (_WIDTH - filled)
            self._err.write(f"\r\x1b[2K{bar} {task.progress:3d}%  {status(task)}")
            self._err.flush()
            self._is_bar_open = True

    def result(self, task: Task, files: Sequence[str]) -> None:
        """Where it ended."""
        self._close_bar()
        if self._is_json:
            self._line(record(task, files))
            return
        for file in files:
            self._out.write(f"{file}\n")
        names = " ".join(action.short_name for action in task.actions if not action.is_hidden)
        self._err.write(f"{task.id}  {status(task)}{f'  {names}' if names else ''}\n")
        for number, text in enumerate(task.texts, 1):
            self._out.write(f"{number}. {text}\n")

    def listing(self, tasks: Sequence[Task]) -> None:
        """Many tasks, one line each."""
        for task in tasks:
            if self._is_json:
                self._line(record(task))
            else:
                words = " ".join(task.prompt.split())[:70]
                self._out.write(f"{task.id}  {status(task):<12}  {task.kind.value:<9}  {words}\n")

    def facts(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Names and values, for `doctor`."""
        if self._is_json:
            self._line(dict(pairs))
            return
        width = max(len(name) for name, _ in pairs)
        for name, value in pairs:
            self._out.write(f"{name:<{width}}  {value}\n")

    def entries(self, entries: Sequence[dict[str, object]], *, plain: str) -> None:
        """Rows of named values; `plain` is their form for people."""
        for entry in entries:
            if self._is_json:
                self._line(entry)
            else:
                self._out.write(f"{plain.format(**entry)}\n")

    def trouble(self, sentence: str) -> None:
        """One clear sentence."""
        self._close_bar()
        self._err.write(f"mjdesk-cli: {sentence}\n")
        self._err.flush()

    def failure(self, kind: str, sentence: str) -> None:
        """A trouble that ends the command without a task to show."""
        if self._is_json:
            self._line({**_EMPTY, "error": {"kind": kind, "message": sentence, "may_have_cost": False}})
        self.trouble(sentence)

    def _line(self, fields: dict[str, object]) -> None:
        line = json.dumps(fields, ensure_ascii=False)
        if line != self._last:
            self._last = line
            self._out.write(f"{line}\n")
            self._out.flush()

    def _close_bar(self) -> None:
        if self._is_bar_open:
            self._is_bar_open = False
            self._err.write("\r\x1b[2K")
            self._err.flush()


_EMPTY: dict[str, object] = {
    "id": "",
    "status": "error",
    "progress": 0,
    "prompt": "",
    "files": [],
    "actions": [],
    "error": None,
}


def status(task: Task) -> str:
    """The state's word; `collecting` while the pictures of a finished task are still on their way."""
    if task.state is TaskState.SUCCEEDED and task.collection is Collection.WAITING:
        return "collecting"
    return task.state.value


def record(task: Task, files: Sequence[str] = ()) -> dict[str, object]:
    """One line of `--json`."""
    is_over = task.is_final or task.state is TaskState.NEEDS_ANSWER
    _, sentence = outcome(task) if is_over else (0, "")
    failure = task.failure
    return {
        "id": task.id,
        "status": status(task),
        "progress": task.progress,
        "prompt": task.prompt,
        "files": list(files),
        "actions": [action.short_name for action in task.actions if not action.is_hidden],
        "error": {
            "kind": failure.error if failure else status(task),
            "message": sentence,
            "may_have_cost": failure is not None and failure.may_have_cost,
        }
        if sentence
        else None,
    }
