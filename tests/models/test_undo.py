import pytest
from sqlalchemy.exc import IntegrityError

from models import database
from models.commands.undo import next_redo, next_undo, redo_last, undo_back_to, undo_last
from models.database import Actor, Database
from models.errors import UserError
from models.queries.integrity import check_database
from models.rows.codes import ActionKind
from tests.models.make import (
    HEAD,
    content,
    count,
    engine_of,
    history,
    make_event,
    make_mark,
    make_organization,
    make_person,
    make_plan,
    make_plan_item,
    make_product,
    make_restricted,
    person_row,
    run,
)


def act(db: Database, sql: str, kind: ActionKind) -> None:
    with db.writing(action="Проба", actor=HEAD, kind=kind) as session:
        session.connection().exec_driver_sql(sql)


def back_and_forth(db: Database, sql: str) -> None:
    """The statement is undone to what was before, redone to what was after, and undone again."""
    before = content(db)
    run(db, sql)
    after = content(db)
    assert after != before
    undo_last(db, actor=HEAD)
    assert content(db) == before
    redo_last(db, actor=HEAD)
    assert content(db) == after
    undo_last(db, actor=HEAD)
    assert content(db) == before


def furnish(db: Database) -> None:
    """A person with restricted fields, a plan with an item that an event and a product hang on, a mark."""
    person_id = make_person(db)
    make_restricted(db, person_id)
    plan_id = make_plan(db)
    item_id = make_plan_item(db, plan_id=plan_id, responsible_id=person_id)
    make_product(db, plan_item_id=item_id)
    event_id = make_event(db, leader_id=person_id)
    make_mark(db, event_id=event_id, person_id=person_id)
    make_plan_item(db, plan_id=plan_id, responsible_id=person_id, title="Второй пункт")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE person SET last_name = 'Петрова'",
        "UPDATE attendance SET state = 'remote', minutes = 45",
        "DELETE FROM attendance",
        "DELETE FROM event",
        'DELETE FROM "plan"',
        "DELETE FROM plan_item",
        "DELETE FROM consent",
        "DELETE FROM product",
        "UPDATE person_restricted SET snils = NULL",
        "UPDATE plan_item SET title = title || '!'",
        "UPDATE non_working_day SET day = day || '-перенос'",
        "UPDATE municipality_spelling SET spelling_key = 'иной'",
        "DELETE FROM non_working_day",
        "INSERT INTO product (created_at, updated_at, uid, title, kind_id, made_on, status) "
        "SELECT '', '', uid || kind_id, title, kind_id, made_on, status FROM product",
    ],
)
def test_a_change_goes_back_and_forth(db: Database, sql: str) -> None:
    furnish(db)
    run(db, "INSERT INTO municipality_spelling VALUES ('старый', 3)")
    back_and_forth(db, sql)


def test_a_deletion_that_sets_a_link_to_nothing_goes_back_and_forth(db: Database) -> None:
    furnish(db)
    back_and_forth(db, "DELETE FROM plan_item WHERE id IN (SELECT plan_item_id FROM product)")


def test_an_exchange_of_unique_values_goes_back_and_forth(db: Database) -> None:
    one, two = make_organization(db, short_name="Сад А"), make_organization(db, short_name="Сад Б")
    before = content(db)
    with db.writing(action="Названия обменяны", actor=HEAD) as session:
        connection = session.connection()
        for name, id_ in (("на время", one), ("сад а", two), ("сад б", one)):
            connection.exec_driver_sql("UPDATE organization SET name_key = ? WHERE id = ?", (name, id_))
    after = content(db)
    undo_last(db, actor=HEAD)
    assert content(db) == before
    redo_last(db, actor=HEAD)
    assert content(db) == after


def test_an_upsert_goes_back_and_forth(db: Database) -> None:
    furnish(db)
    back_and_forth(
        db,
        "INSERT INTO attendance (event_id, person_id, state, signature_kept, created_at, updated_at) "
        "SELECT event_id, person_id, 'absent', 1, '', '' FROM attendance WHERE true "
        "ON CONFLICT (event_id, person_id) DO UPDATE SET state = excluded.state",
    )


def test_even_a_forbidden_replacement_can_be_undone(db: Database) -> None:
    """`INSERT OR REPLACE` is banned; should one slip in, recursive_triggers makes the log see the deletion."""
    back_and_forth(db, "INSERT OR REPLACE INTO non_working_day SELECT day, 'иной' FROM non_working_day")


def test_a_child_and_its_parent_made_in_one_action_go_back_and_forth(db: Database) -> None:
    before = content(db)
    with db.writing(action="Проба", actor=HEAD) as session:
        connection = session.connection()
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql("INSERT INTO municipality_spelling VALUES ('новый', 900)")
        connection.exec_driver_sql("INSERT INTO municipality VALUES (900, '00000000', 'Новый', '', NULL, NULL, NULL)")
    after = content(db)
    undo_last(db, actor=HEAD)
    assert content(db) == before
    redo_last(db, actor=HEAD)
    assert content(db) == after


def test_undo_goes_from_the_last_action_to_the_first(db: Database) -> None:
    contents = [content(db)]
    for number in range(4):
        make_organization(db, short_name=f"Сад № {number}")
        contents.append(content(db))
    for former in reversed(contents[:-1]):
        undo_last(db, actor=HEAD)
        assert content(db) == former


def test_redo_goes_as_far_as_was_undone(db: Database) -> None:
    contents = [content(db)]
    for number in range(4):
        make_organization(db, short_name=f"Сад № {number}")
        contents.append(content(db))
    for _ in range(4):
        undo_last(db, actor=HEAD)
    for later in contents[1:]:
        redo_last(db, actor=HEAD)
        assert content(db) == later
    assert next_redo(db) is None


def test_the_person_is_told_what_was_undone(db: Database) -> None:
    make_organization(db)
    assert undo_last(db, actor=HEAD).label == "Организация добавлена"


def test_undo_is_an_action_of_the_history(db: Database) -> None:
    make_organization(db)
    undo_last(db, actor=Actor(3))
    with db.reading() as session:
        line = session.connection().exec_driver_sql("SELECT actor_id, label, kind, inverts_id FROM action WHERE id = 2")
        assert tuple(line.one()) == (3, "Отменено: Организация добавлена", "undo", 1)


def test_the_label_does_not_grow_with_every_turn(db: Database) -> None:
    make_organization(db)
    for _ in range(3):
        undo_last(db, actor=HEAD)
        redo_last(db, actor=HEAD)
    step = next_undo(db)
    assert step
    assert step.label == "Организация добавлена"


def test_screens_are_told_of_an_undo(db: Database) -> None:
    make_organization(db)
    told: list[frozenset[str]] = []
    db.on_change(told.append)
    undo_last(db, actor=HEAD)
    assert told == [frozenset({"organization"})]


def test_an_id_that_was_undone_does_not_come_back(db: Database) -> None:
    first = make_organization(db)
    undo_last(db, actor=HEAD)
    assert make_organization(db, short_name="Другой") == first + 1


def test_with_nothing_to_undo_it_is_said(db: Database) -> None:
    with pytest.raises(UserError, match="Возвращать нечего"):
        undo_last(db, actor=HEAD)


def test_with_nothing_to_redo_it_is_said(db: Database) -> None:
    make_organization(db)
    with pytest.raises(UserError, match="Повторять нечего"):
        redo_last(db, actor=HEAD)


def test_a_new_action_clears_what_could_be_redone(db: Database) -> None:
    make_organization(db)
    undo_last(db, actor=HEAD)
    make_organization(db, short_name="Другой")
    assert next_redo(db) is None


def test_an_action_without_changes_keeps_what_could_be_redone(db: Database) -> None:
    make_organization(db)
    undo_last(db, actor=HEAD)
    run(db, "UPDATE role SET title = title")
    assert next_redo(db) is not None


def test_a_failed_action_keeps_what_could_be_redone(db: Database) -> None:
    make_organization(db)
    undo_last(db, actor=HEAD)
    with pytest.raises(IntegrityError):
        run(db, "UPDATE role SET title = ''")
    assert next_redo(db) is not None


def test_a_compensated_action_is_not_undone(db: Database) -> None:
    act(db, "INSERT INTO number_sequence VALUES ('participant', 2026, 1, 2)", ActionKind.COMPENSATED)
    assert next_undo(db) is None


def test_a_compensated_action_leaves_earlier_ones_to_be_undone(db: Database) -> None:
    make_organization(db)
    act(db, "INSERT INTO number_sequence VALUES ('participant', 2026, 1, 2)", ActionKind.COMPENSATED)
    undo_last(db, actor=HEAD)
    assert (count(db, "organization"), count(db, "number_sequence")) == (0, 1)


def test_a_compensated_action_clears_what_could_be_redone(db: Database) -> None:
    make_organization(db)
    undo_last(db, actor=HEAD)
    act(db, "INSERT INTO number_sequence VALUES ('participant', 2026, 1, 2)", ActionKind.COMPENSATED)
    assert next_redo(db) is None


def test_nothing_before_a_barrier_is_undone(db: Database) -> None:
    make_organization(db)
    undo_last(db, actor=HEAD)
    make_organization(db, short_name="Другой")
    act(db, "DELETE FROM non_working_day", ActionKind.BARRIER)
    assert (next_undo(db), next_redo(db)) == (None, None)


def test_a_barrier_keeps_the_history(db: Database) -> None:
    make_organization(db)
    before = history(db)
    act(db, "DELETE FROM role WHERE id = 1", ActionKind.BARRIER)
    assert set(before) < set(history(db))


@pytest.mark.parametrize(
    ("meanwhile", "sentence"),
    [
        ("UPDATE organization SET contact = 'иной'", "с тех пор изменились"),
        ("DELETE FROM organization", "с тех пор изменились"),
    ],
)
def test_an_insertion_is_not_undone_over_a_later_change(db: Database, meanwhile: str, sentence: str) -> None:
    make_organization(db)
    act(db, meanwhile, ActionKind.COMPENSATED)
    before, log_before, step = content(db), history(db), next_undo(db)
    with pytest.raises(UserError, match=sentence):
        undo_last(db, actor=HEAD)
    assert (content(db), history(db), next_undo(db)) == (before, log_before, step)


def test_a_change_is_not_undone_over_a_later_change(db: Database) -> None:
    run(db, "UPDATE role SET title = 'Первая' WHERE id = 1")
    act(db, "UPDATE role SET title = 'Вторая' WHERE id = 1", ActionKind.COMPENSATED)
    before = content(db)
    with pytest.raises(UserError, match="с тех пор изменились"):
        undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_deletion_is_not_undone_over_a_row_that_took_its_place(db: Database) -> None:
    run(db, "INSERT INTO non_working_day VALUES ('1999-01-01', 'Первый')")
    run(db, "DELETE FROM non_working_day WHERE day = '1999-01-01'")
    act(db, "INSERT INTO non_working_day VALUES ('1999-01-01', 'Второй')", ActionKind.COMPENSATED)
    before = content(db)
    with pytest.raises(UserError, match="с тех пор изменились"):
        undo_last(db, actor=HEAD)
    assert content(db) == before


def test_an_insertion_is_not_undone_under_a_later_child(db: Database) -> None:
    organization_id = make_organization(db)
    act(
        db,
        "INSERT INTO person (created_at, updated_at, uid, last_name, first_name, name_key, position_id, "
        f"organization_id, pd_state) VALUES ('', '', 'u', 'Иванова', 'Мария', '', 1, {organization_id}, 'active')",
        ActionKind.COMPENSATED,
    )
    before = content(db)
    with pytest.raises(UserError, match="уже опираются другие"):
        undo_last(db, actor=HEAD)
    assert content(db) == before


def test_an_undo_does_not_take_rows_of_other_actions_along(db: Database) -> None:
    """The event's marks would go by cascade, though another action made them."""
    person_id = make_person(db)
    event_id = make_event(db, leader_id=person_id)
    act(
        db,
        f"INSERT INTO attendance VALUES ('', '', NULL, {event_id}, {person_id}, 'present', NULL, 0, NULL, NULL, NULL)",
        ActionKind.COMPENSATED,
    )
    before = content(db)
    with pytest.raises(UserError, match="уже опираются другие"):
        undo_last(db, actor=HEAD)
    assert content(db) == before


def test_an_undo_does_not_empty_links_of_other_actions(db: Database) -> None:
    person_id = make_person(db)
    product_id = make_product(db)
    item_id = make_plan_item(db, plan_id=make_plan(db), responsible_id=person_id)
    act(db, f"UPDATE product SET plan_item_id = {item_id} WHERE id = {product_id}", ActionKind.COMPENSATED)
    before = content(db)
    with pytest.raises(UserError, match="уже опираются другие"):
        undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_refused_redo_is_said_as_a_redo(db: Database) -> None:
    run(db, "UPDATE role SET title = 'Первая' WHERE id = 1")
    undo_last(db, actor=HEAD)
    with engine_of(db).connect().execution_options(marshrut_begin="IMMEDIATE") as connection:
        connection.exec_driver_sql("INSERT INTO current_action VALUES (1, 1)")
        connection.exec_driver_sql("UPDATE role SET title = 'Вторая' WHERE id = 1")
        connection.exec_driver_sql("DELETE FROM current_action")
        connection.commit()
    with pytest.raises(UserError, match="Повторить нельзя"):
        redo_last(db, actor=HEAD)


def test_only_so_many_steps_can_be_undone(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "UNDO_DEPTH", 3)
    for number in range(5):
        make_organization(db, short_name=f"Сад № {number}")
    assert count(db, "undo_step") == 3


def test_the_last_steps_are_the_ones_kept(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "UNDO_DEPTH", 3)
    for number in range(5):
        make_organization(db, short_name=f"Сад № {number}")
    for _ in range(3):
        undo_last(db, actor=HEAD)
    with db.reading() as session:
        found = session.connection().exec_driver_sql("SELECT short_name FROM organization ORDER BY id")
        assert [name for (name,) in found] == ["Сад № 0", "Сад № 1"]


def test_forgetting_steps_keeps_the_history(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "UNDO_DEPTH", 3)
    for number in range(5):
        make_organization(db, short_name=f"Сад № {number}")
    assert (count(db, "action"), count(db, "change")) == (5, 5)


def test_undoing_all_that_is_kept_forgets_no_redo(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "UNDO_DEPTH", 3)
    for number in range(3):
        make_organization(db, short_name=f"Сад № {number}")
    after = content(db)
    for _ in range(3):
        undo_last(db, actor=HEAD)
    for _ in range(3):
        redo_last(db, actor=HEAD)
    assert content(db) == after


def test_going_back_to_an_action_takes_it_and_all_later_ones_back(db: Database) -> None:
    make_organization(db, short_name="Сад № 1")
    before = content(db)
    make_organization(db, short_name="Сад № 2")
    goal = next_undo(db)
    assert goal
    make_organization(db, short_name="Сад № 3")
    after = content(db)
    turned = undo_back_to(db, goal.action_id, actor=HEAD)
    assert (len(turned), turned[-1], content(db)) == (2, goal, before)
    for _ in turned:
        redo_last(db, actor=HEAD)
    assert content(db) == after


def test_going_back_to_what_cannot_be_undone_changes_nothing(db: Database) -> None:
    make_organization(db)
    first = next_undo(db)
    assert first
    act(db, "UPDATE organization SET short_name = 'Сад'", ActionKind.BARRIER)
    make_organization(db, short_name="Сад № 2")
    before = content(db)
    with pytest.raises(UserError, match="уже не вернуться"):
        undo_back_to(db, first.action_id, actor=HEAD)
    assert content(db) == before


def test_a_way_back_that_is_barred_says_how_far_it_went(db: Database) -> None:
    make_organization(db, short_name="Сад № 1")
    goal = next_undo(db)
    assert goal
    # Written past the log, as an import does: nothing takes the person back, so her organisation must stay.
    act(db, "UPDATE organization SET short_name = 'Сад № 1а'", ActionKind.RESTORABLE)
    with db.writing(action="Проба", actor=HEAD, kind=ActionKind.COMPENSATED) as session:
        session.add(person_row(db, last_name="Иванова", organization_id=1))
    with pytest.raises(UserError, match="действие отменено, дальше не получилось"):
        undo_back_to(db, goal.action_id, actor=HEAD)
    assert count(db, "organization") == 1


def test_the_file_is_whole_after_many_turns(db: Database) -> None:
    furnish(db)
    for _ in range(5):
        undo_last(db, actor=HEAD)
    for _ in range(2):
        redo_last(db, actor=HEAD)
    assert check_database(db) == []


def test_a_step_that_somebody_took_meanwhile_is_not_taken_for_another(db: Database) -> None:
    """Between looking at the last step and turning it back another action was written."""
    from models.commands import undo

    make_organization(db)
    stale = next_undo(db)
    assert stale
    make_organization(db, short_name="Другой")
    with pytest.raises(UserError, match="Тем временем"):
        undo._turn(db, stale, actor=HEAD, kind=ActionKind.UNDO)
    assert count(db, "organization") == 2
