"""Schema 2: texts of the printed plan, the дорожная карта, files at events, consultations and minutes.

The statements are frozen: a later change of the schema is a later step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.migrations.runner import Migration

STATEMENTS = """
ALTER TABLE plan ADD COLUMN goal VARCHAR;

ALTER TABLE plan ADD COLUMN tasks VARCHAR;

ALTER TABLE plan_item ADD COLUMN planned_value FLOAT;

ALTER TABLE attachment ADD COLUMN original_id INTEGER CONSTRAINT fk_attachment_original_id REFERENCES attachment (id);

ALTER TABLE attachment ADD COLUMN people VARCHAR DEFAULT 'unchecked' NOT NULL
    CONSTRAINT ck_attachment_people CHECK (people IN ('unchecked', 'nobody', 'named'));

CREATE INDEX ix_attachment_original_id ON attachment (original_id);

CREATE INDEX ix_attendance_event_id_state ON attendance (event_id, state);

CREATE TABLE attachment_person (
    attachment_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    CONSTRAINT pk_attachment_person PRIMARY KEY (attachment_id, person_id),
    CONSTRAINT fk_attachment_person_attachment_id FOREIGN KEY(attachment_id) REFERENCES attachment (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_person_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_attachment_person_person_id ON attachment_person (person_id);

CREATE TABLE meeting (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    held_on DATE NOT NULL,
    place VARCHAR,
    chair_id INTEGER NOT NULL,
    secretary_id INTEGER,
    guests VARCHAR,
    plan_id INTEGER,
    CONSTRAINT ck_meeting_number_filled CHECK (length(trim(number)) > 0),
    CONSTRAINT ck_meeting_body CHECK (body IN ('council', 'working_group', 'pedagogical', 'session')),
    CONSTRAINT uq_meeting_uid UNIQUE (uid),
    CONSTRAINT fk_meeting_chair_id FOREIGN KEY(chair_id) REFERENCES person (id),
    CONSTRAINT fk_meeting_secretary_id FOREIGN KEY(secretary_id) REFERENCES person (id),
    CONSTRAINT fk_meeting_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE SET NULL
);

CREATE INDEX ix_meeting_chair_id ON meeting (chair_id);

CREATE INDEX ix_meeting_held_on ON meeting (held_on);

CREATE INDEX ix_meeting_plan_id ON meeting (plan_id);

CREATE INDEX ix_meeting_secretary_id ON meeting (secretary_id);

CREATE TABLE agenda_item (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    meeting_id INTEGER NOT NULL,
    no INTEGER NOT NULL,
    question VARCHAR NOT NULL,
    speaker_id INTEGER,
    heard VARCHAR,
    discussed VARCHAR,
    CONSTRAINT ck_agenda_item_question_filled CHECK (length(trim(question)) > 0),
    CONSTRAINT uq_agenda_item_meeting_id_no UNIQUE (meeting_id, no),
    CONSTRAINT fk_agenda_item_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE,
    CONSTRAINT fk_agenda_item_speaker_id FOREIGN KEY(speaker_id) REFERENCES person (id)
);

CREATE INDEX ix_agenda_item_meeting_id ON agenda_item (meeting_id);

CREATE INDEX ix_agenda_item_speaker_id ON agenda_item (speaker_id);

CREATE TABLE meeting_attendee (
    meeting_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    CONSTRAINT pk_meeting_attendee PRIMARY KEY (meeting_id, person_id),
    CONSTRAINT fk_meeting_attendee_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE,
    CONSTRAINT fk_meeting_attendee_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_meeting_attendee_person_id ON meeting_attendee (person_id);

CREATE TABLE consultation (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid VARCHAR NOT NULL,
    held_on DATE NOT NULL,
    kind VARCHAR NOT NULL,
    mode VARCHAR NOT NULL,
    minutes INTEGER NOT NULL,
    topic VARCHAR NOT NULL,
    advice VARCHAR,
    consultant_id INTEGER NOT NULL,
    event_id INTEGER,
    outsiders INTEGER NOT NULL,
    CONSTRAINT ck_consultation_topic_filled CHECK (length(trim(topic)) > 0),
    CONSTRAINT ck_consultation_kind CHECK (kind IN ('individual', 'group')),
    CONSTRAINT ck_consultation_mode CHECK (mode IN ('in_person', 'remote', 'mixed')),
    CONSTRAINT ck_consultation_minutes CHECK (minutes > 0),
    CONSTRAINT ck_consultation_outsiders CHECK (outsiders >= 0),
    CONSTRAINT uq_consultation_uid UNIQUE (uid),
    CONSTRAINT fk_consultation_consultant_id FOREIGN KEY(consultant_id) REFERENCES person (id),
    CONSTRAINT fk_consultation_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE SET NULL
);

CREATE INDEX ix_consultation_consultant_id ON consultation (consultant_id);

CREATE INDEX ix_consultation_event_id ON consultation (event_id);

CREATE INDEX ix_consultation_held_on ON consultation (held_on);

CREATE TABLE decision (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    agenda_item_id INTEGER NOT NULL,
    no INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    responsible_id INTEGER,
    due_on DATE,
    done_on DATE,
    CONSTRAINT ck_decision_text_filled CHECK (length(trim(text)) > 0),
    CONSTRAINT fk_decision_agenda_item_id FOREIGN KEY(agenda_item_id) REFERENCES agenda_item (id) ON DELETE CASCADE,
    CONSTRAINT fk_decision_responsible_id FOREIGN KEY(responsible_id) REFERENCES person (id)
);

CREATE INDEX ix_decision_agenda_item_id ON decision (agenda_item_id);

CREATE INDEX ix_decision_due_on ON decision (due_on);

CREATE INDEX ix_decision_responsible_id ON decision (responsible_id);

CREATE TABLE attachment_use (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    attachment_id INTEGER NOT NULL,
    purpose VARCHAR NOT NULL,
    caption VARCHAR,
    event_id INTEGER,
    product_id INTEGER,
    meeting_id INTEGER,
    consultation_id INTEGER,
    CONSTRAINT ck_attachment_use_purpose CHECK (purpose IN ('photo', 'signed_sheet', 'presentation', 'other')),
    CONSTRAINT ck_attachment_use_one_place CHECK ((event_id IS NOT NULL) + (product_id IS NOT NULL) + (meeting_id IS NOT NULL) + (consultation_id IS NOT NULL) = 1),
    CONSTRAINT uq_attachment_use_event UNIQUE (attachment_id, event_id),
    CONSTRAINT uq_attachment_use_product UNIQUE (attachment_id, product_id),
    CONSTRAINT uq_attachment_use_meeting UNIQUE (attachment_id, meeting_id),
    CONSTRAINT uq_attachment_use_consultation UNIQUE (attachment_id, consultation_id),
    CONSTRAINT fk_attachment_use_attachment_id FOREIGN KEY(attachment_id) REFERENCES attachment (id),
    CONSTRAINT fk_attachment_use_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_use_product_id FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_use_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_use_consultation_id FOREIGN KEY(consultation_id) REFERENCES consultation (id) ON DELETE CASCADE
);

CREATE INDEX ix_attachment_use_attachment_id ON attachment_use (attachment_id);

CREATE INDEX ix_attachment_use_consultation_id ON attachment_use (consultation_id);

CREATE INDEX ix_attachment_use_event_id ON attachment_use (event_id);

CREATE INDEX ix_attachment_use_meeting_id ON attachment_use (meeting_id);

CREATE INDEX ix_attachment_use_product_id ON attachment_use (product_id);

CREATE TABLE consultation_person (
    consultation_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    CONSTRAINT pk_consultation_person PRIMARY KEY (consultation_id, person_id),
    CONSTRAINT fk_consultation_person_consultation_id FOREIGN KEY(consultation_id) REFERENCES consultation (id) ON DELETE CASCADE,
    CONSTRAINT fk_consultation_person_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_consultation_person_person_id ON consultation_person (person_id)
"""


def upgrade(migration: Migration) -> None:
    """Add the columns, tables and indexes; nothing that is there changes."""
    for statement in STATEMENTS.split(";\n\n"):
        migration.execute(statement)
