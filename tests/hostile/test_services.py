"""Ledger, watcher and collector go on whatever they are told; nothing breaks off, nothing goes out twice."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mjdesk.api.reader import read_receipt, read_reports
from mjdesk.api.redact import Redactor
from mjdesk.domain.errors import OutcomeUnknown
from mjdesk.domain.task import TaskState
from mjdesk.services.task_scope import TaskScope
from mjdesk.views import notice_words, wording
from tests.hostile.strategies import tasks, texts, values
from tests.services.conftest import World
from tests.support.builders import a_wish

HIDE = Redactor()
answers = st.fixed_dictionaries(
    {"code": st.sampled_from((1, 21, 22, "1", None)), "result": values, "description": texts},
    optional={"properties": values | st.dictionaries(texts, texts), "data": values},
)


@settings(max_examples=40)
@given(answer=answers | values, told=st.lists(tasks(), max_size=4))
async def test_a_wish_comes_to_an_end_or_is_waited_for(answer: object, told: list[dict[str, Any]]) -> None:
    errors: list[tuple[str, Exception]] = []
    async with TaskScope(lambda name, error: errors.append((name, error))) as scope:
        world = World(scope)
        world.gateway.answers.append(read_receipt(answer, is_action=False) or OutcomeUnknown())
        await world.submitting()
        (task,) = await world.submitter.submit(a_wish())
        await world.clock.rest()
        sent = world.now(task)
        for row in told:
            reports = read_reports({**row, "id": sent.remote_id}, HIDE) if sent.remote_id else ()
            if reports:
                world.gateway.says(sent.remote_id, *reports)
        await world.watching()
        await world.collecting()
        await world.clock.advance(120)
        media = {link.url for known in world.archive.tasks.values() for link in known.media}
        assert set(world.gateway.pictures.opened) <= media
        assert len(world.gateway.submitted) == 1, "whatever was said, nobody sends a wish again"
        for known in world.archive.tasks.values():
            assert known.state is not TaskState.SENT
            assert wording.state_line(known)
            assert wording.task_title(known) is not None
        for notice in world.heard:
            title, _ = notice_words.notice_words(notice.kind, notice.error, dict(notice.arguments))
            assert title
    assert errors == []
    assert world.errors == []
