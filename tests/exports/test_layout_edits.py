"""A person changes a form: only what she touched is different."""

from dataclasses import replace

from exports.documents.papers import EVENT_JOURNAL, MINUTES, PLAN, REPORT
from exports.form_layouts import written
from exports.layout import Column, HeaderBlock
from exports.layout_edits import (
    ACCEPTED,
    AGREED,
    APPROVED,
    at,
    block_of,
    entries,
    lists_of,
    moved,
    plain_title,
    put,
    renamed,
    shares,
    texts_of,
    widened,
    with_block,
)

LAYOUT = EVENT_JOURNAL.layout()
(TABLE,) = lists_of(LAYOUT)


def test_a_renamed_column_keeps_everything_else() -> None:
    columns = entries(LAYOUT, TABLE)
    changed = put(LAYOUT, TABLE.path, (*columns[:2], renamed(columns[2], "Тема встречи"), *columns[3:]))
    titles = [each.title for each in entries(changed, TABLE)]
    assert titles[2] == "Тема встречи"
    assert put(changed, (*TABLE.path, 2, "title"), "Тема") == LAYOUT


def test_the_same_title_keeps_the_marks_where_it_may_be_divided() -> None:
    column = entries(LAYOUT, TABLE)[4]
    assert renamed(column, plain_title(column)) is column


def test_a_column_takes_the_share_it_is_given_and_the_others_keep_their_proportions() -> None:
    columns = entries(LAYOUT, TABLE)
    before, after = shares(columns), shares(widened(columns, 2, 40))
    assert round(after[2]) == 40
    assert abs(after[1] / after[3] - before[1] / before[3]) < 0.01


def test_a_column_is_moved_and_not_beyond_the_end() -> None:
    keys = [each.key for each in moved(entries(LAYOUT, TABLE), 0, 1)]
    assert keys[:2] == ["held_on", "no"]
    assert moved(entries(LAYOUT, TABLE), 0, -1) == entries(LAYOUT, TABLE)


def test_every_text_of_a_form_can_be_put_in_other_words() -> None:
    for form in (REPORT, PLAN, MINUTES):
        changed = layout = form.layout()
        for text in texts_of(layout):
            changed = put(changed, text.path, f"{at(layout, text.path)}!")
        assert form.layout(written(changed).encode()) == changed
        assert all(at(changed, text.path).endswith("!") for text in texts_of(layout))


def test_a_section_is_hidden_by_its_heading() -> None:
    layout = REPORT.layout()
    heading = next(text for text in texts_of(layout) if text.hides)
    shown = [section for _heading, section in put(layout, heading.hides, True).visible_sections()]
    assert shown == list(layout.sections[1:])


def test_a_block_takes_the_position_and_the_name_from_the_data_where_there_are_such() -> None:
    approved = with_block(LAYOUT, APPROVED, words="", fields=EVENT_JOURNAL.vocabulary.fields)
    block = block_of(approved, APPROVED)
    assert block == HeaderBlock(
        heading=APPROVED, position="approver_position", name="approver_name", date="approved_on"
    )
    by_hand = block_of(with_block(LAYOUT, APPROVED, words="", fields=frozenset()), APPROVED)
    assert by_hand == HeaderBlock(heading=APPROVED)


def test_blocks_stand_in_their_order_and_are_taken_away() -> None:
    layout = PLAN.layout()
    accepted = with_block(layout, ACCEPTED, words="протокол № 3", fields=PLAN.vocabulary.fields)
    assert [block.heading for block in accepted.blocks] == [ACCEPTED, AGREED, APPROVED]
    assert with_block(accepted, ACCEPTED, words=None, fields=PLAN.vocabulary.fields) == layout


def test_of_facts_only_titles_are_counted() -> None:
    layout = REPORT.layout()
    facts = next(laid for laid in lists_of(layout) if laid.path[-1] == "fields")
    assert not facts.has_widths
    assert widened(entries(layout, facts), 0, 40) == entries(layout, facts)
    column = entries(LAYOUT, TABLE)[0]
    assert isinstance(column, Column)
    assert shares([replace(column, hidden=True)]) == (100 * column.width,)
