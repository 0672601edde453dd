"""The gallery's arithmetic: nothing overlaps, lines fill the width, changes equal a fresh start."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mjdesk.views.gallery.justified_layout import Box, JustifiedLayout, Metrics

RATIOS = st.lists(st.floats(0.3, 4.0), min_size=1, max_size=60)


def laid_out(ratios: list[float], sections: list[int], width: int = 700) -> JustifiedLayout:
    layout = JustifiedLayout(lambda row: ratios[row])
    layout.set_metrics(Metrics(width=width))
    for section in sections:
        layout.append(section, 1)
    return layout


def all_boxes(layout: JustifiedLayout) -> list[tuple[int, Box]]:
    previous = -1
    while previous != layout.height:  # estimates become exact as bands are visited
        previous = layout.height
        found = layout.boxes_between(0, layout.height)
    return found  # pyright: ignore[reportPossiblyUnboundVariable] (the loop runs at least once)


@given(RATIOS, st.integers(200, 2400))
@settings(deadline=None, max_examples=60)
def test_tiles_stay_inside_and_never_overlap(ratios: list[float], width: int) -> None:
    layout = laid_out(ratios, [1] * len(ratios), width)
    boxes = all_boxes(layout)
    assert [row for row, _ in boxes] == list(range(len(ratios)))
    for row, box in boxes:
        assert box.left >= 0
        assert box.left + box.width <= width
        assert box.top + box.height <= layout.height
        for _, other in boxes[row + 1 :]:
            apart = (
                other.left >= box.left + box.width
                or box.left >= other.left + other.width
                or other.top >= box.top + box.height
            )
            assert apart


@given(RATIOS)
@settings(deadline=None, max_examples=40)
def test_every_line_but_the_last_ends_at_the_edge(ratios: list[float]) -> None:
    boxes = [box for _, box in all_boxes(laid_out(ratios, [1] * len(ratios)))]
    last_top = boxes[-1].top
    for top in {box.top for box in boxes} - {last_top}:
        assert max(box.left + box.width for box in boxes if box.top == top) == 700


@given(
    st.lists(st.tuples(st.floats(0.3, 4.0), st.integers(0, 3)), min_size=1, max_size=30),
    st.data(),
)
@settings(deadline=None, max_examples=60)
def test_insert_and_remove_equal_a_fresh_layout(items: list[tuple[float, int]], data: st.DataObject) -> None:
    rows = sorted(items, key=lambda item: item[1])
    layout = JustifiedLayout(lambda row: rows[row][0])
    layout.set_metrics(Metrics(width=700))
    for _, section in rows:
        layout.append(section, 1)
    for _ in range(4):
        if len(rows) > 1 and data.draw(st.booleans()):
            row = data.draw(st.integers(0, len(rows) - 1))
            del rows[row]
            layout.remove(row)
        else:
            item = data.draw(st.tuples(st.floats(0.3, 4.0), st.integers(0, 3)))
            row = sum(1 for other in rows if other[1] < item[1])
            rows.insert(row, item)
            layout.insert(row, item[1])
    fresh = laid_out([ratio for ratio, _ in rows], [section for _, section in rows])
    assert all_boxes(layout) == all_boxes(fresh)
    assert layout.heads_between(0, layout.height) == fresh.heads_between(0, fresh.height)


def test_a_point_finds_its_row() -> None:
    layout = laid_out([1.0] * 20, [1] * 12 + [2] * 8)
    for row, box in all_boxes(layout):
        assert layout.row_at(box.left + 2, box.top + 2) == row
    assert layout.row_at(0, 0) == -1


def test_up_and_down_come_back() -> None:
    layout = laid_out([1.0] * 24, [1] * 12 + [2] * 12)
    below = layout.row_below(1)
    assert below > 1
    assert layout.row_above(below) == 1
    assert layout.row_above(0) == 0


def test_only_what_is_seen_is_measured() -> None:
    asked: set[int] = set()

    def ratio(row: int) -> float:
        asked.add(row)
        return 1.0

    layout = JustifiedLayout(ratio)
    layout.set_metrics(Metrics(width=1000))
    for day in range(300):
        layout.append(day, 300)
    layout.boxes_between(0, 900)
    assert len(asked) <= 600
    assert layout.height > 300 * 1000


def test_a_section_beyond_the_block_limit_goes_on_without_a_second_head() -> None:
    layout = laid_out([1.0] * 4500, [7] * 4500, width=1000)
    assert [head.count for head in layout.heads_between(0, 200)] == [4500]
    all_boxes(layout)
    assert len(layout.heads_between(0, layout.height)) == 1
