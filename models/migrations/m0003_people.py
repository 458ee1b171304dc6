"""Schema 3: merged cards and organisations, acts of personal data, orders, remembered columns, files at people.

The statements are frozen: a later change of the schema is a later step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.migrations.runner import Migration

STATEMENTS = """
CREATE TABLE organization_alias (
    uid VARCHAR NOT NULL,
    organization_id INTEGER NOT NULL,
    former_id INTEGER NOT NULL,
    CONSTRAINT pk_organization_alias PRIMARY KEY (uid),
    CONSTRAINT fk_organization_alias_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id) ON DELETE CASCADE
);

CREATE INDEX ix_organization_alias_organization_id ON organization_alias (organization_id);

CREATE TABLE organization_spelling (
    name_key VARCHAR NOT NULL,
    municipality_key INTEGER NOT NULL,
    organization_id INTEGER NOT NULL,
    CONSTRAINT pk_organization_spelling PRIMARY KEY (name_key, municipality_key),
    CONSTRAINT fk_organization_spelling_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id) ON DELETE CASCADE
);

CREATE INDEX ix_organization_spelling_organization_id ON organization_spelling (organization_id);

CREATE TABLE organization_apart (
    first_id INTEGER NOT NULL,
    second_id INTEGER NOT NULL,
    CONSTRAINT pk_organization_apart PRIMARY KEY (first_id, second_id),
    CONSTRAINT ck_organization_apart_pair CHECK (first_id < second_id),
    CONSTRAINT fk_organization_apart_first_id FOREIGN KEY(first_id) REFERENCES organization (id) ON DELETE CASCADE,
    CONSTRAINT fk_organization_apart_second_id FOREIGN KEY(second_id) REFERENCES organization (id) ON DELETE CASCADE
);

CREATE INDEX ix_organization_apart_second_id ON organization_apart (second_id);

CREATE TABLE person_apart (
    first_id INTEGER NOT NULL,
    second_id INTEGER NOT NULL,
    CONSTRAINT pk_person_apart PRIMARY KEY (first_id, second_id),
    CONSTRAINT ck_person_apart_pair CHECK (first_id < second_id),
    CONSTRAINT fk_person_apart_first_id FOREIGN KEY(first_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT fk_person_apart_second_id FOREIGN KEY(second_id) REFERENCES person (id) ON DELETE CASCADE
);

CREATE INDEX ix_person_apart_second_id ON person_apart (second_id);

CREATE TABLE personal_data_act (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    dated_on DATE NOT NULL,
    subject_code VARCHAR NOT NULL,
    person_uid VARCHAR NOT NULL,
    basis VARCHAR NOT NULL,
    commission VARCHAR NOT NULL,
    contents VARCHAR NOT NULL,
    CONSTRAINT ck_personal_data_act_number_filled CHECK (length(trim(number)) > 0),
    CONSTRAINT ck_personal_data_act_basis_filled CHECK (length(trim(basis)) > 0),
    CONSTRAINT ck_personal_data_act_kind CHECK (kind IN ('depersonalised', 'destroyed')),
    CONSTRAINT uq_personal_data_act_kind_number_dated_on UNIQUE (kind, number, dated_on)
);

CREATE INDEX ix_personal_data_act_person_uid ON personal_data_act (person_uid);

CREATE TABLE column_mapping (
    kind VARCHAR NOT NULL,
    layout VARCHAR NOT NULL,
    columns VARCHAR NOT NULL,
    used_at VARCHAR NOT NULL,
    CONSTRAINT pk_column_mapping PRIMARY KEY (kind, layout)
);

CREATE TABLE saved_filter (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    section VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    wanted VARCHAR NOT NULL,
    CONSTRAINT ck_saved_filter_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT uq_saved_filter_section_title UNIQUE (section, title)
);

CREATE TABLE enrollment_order (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind VARCHAR NOT NULL,
    stream_id INTEGER NOT NULL,
    number VARCHAR NOT NULL,
    dated_on DATE NOT NULL,
    basis VARCHAR,
    CONSTRAINT ck_enrollment_order_number_filled CHECK (length(trim(number)) > 0),
    CONSTRAINT ck_enrollment_order_kind CHECK (kind IN ('enrol', 'expel', 'transfer', 'complete')),
    CONSTRAINT uq_enrollment_order_kind_stream_id_number_dated_on UNIQUE (kind, stream_id, number, dated_on),
    CONSTRAINT fk_enrollment_order_stream_id FOREIGN KEY(stream_id) REFERENCES stream (id)
);

CREATE INDEX ix_enrollment_order_stream_id ON enrollment_order (stream_id);

CREATE TABLE attachment_use_wider (
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
    person_id INTEGER,
    consent_id INTEGER,
    CONSTRAINT ck_attachment_use_purpose CHECK (purpose IN ('photo', 'signed_sheet', 'presentation', 'consent', 'other')),
    CONSTRAINT ck_attachment_use_one_place CHECK ((event_id IS NOT NULL) + (product_id IS NOT NULL) + (meeting_id IS NOT NULL) + (consultation_id IS NOT NULL) + (person_id IS NOT NULL) + (consent_id IS NOT NULL) = 1),
    CONSTRAINT uq_attachment_use_event UNIQUE (attachment_id, event_id),
    CONSTRAINT uq_attachment_use_product UNIQUE (attachment_id, product_id),
    CONSTRAINT uq_attachment_use_meeting UNIQUE (attachment_id, meeting_id),
    CONSTRAINT uq_attachment_use_consultation UNIQUE (attachment_id, consultation_id),
    CONSTRAINT uq_attachment_use_person UNIQUE (attachment_id, person_id),
    CONSTRAINT uq_attachment_use_consent UNIQUE (attachment_id, consent_id),
    CONSTRAINT fk_attachment_use_attachment_id FOREIGN KEY(attachment_id) REFERENCES attachment (id),
    CONSTRAINT fk_attachment_use_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_use_product_id FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_use_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_use_consultation_id FOREIGN KEY(consultation_id) REFERENCES consultation (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_use_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_use_consent_id FOREIGN KEY(consent_id) REFERENCES consent (id) ON DELETE CASCADE
);

INSERT INTO attachment_use_wider (created_at, updated_at, author_id, id, attachment_id, purpose, caption, event_id, product_id, meeting_id, consultation_id)
    SELECT created_at, updated_at, author_id, id, attachment_id, purpose, caption, event_id, product_id, meeting_id, consultation_id FROM attachment_use;

DROP TABLE attachment_use;

ALTER TABLE attachment_use_wider RENAME TO attachment_use;

CREATE INDEX ix_attachment_use_attachment_id ON attachment_use (attachment_id);

CREATE INDEX ix_attachment_use_consent_id ON attachment_use (consent_id);

CREATE INDEX ix_attachment_use_consultation_id ON attachment_use (consultation_id);

CREATE INDEX ix_attachment_use_event_id ON attachment_use (event_id);

CREATE INDEX ix_attachment_use_meeting_id ON attachment_use (meeting_id);

CREATE INDEX ix_attachment_use_person_id ON attachment_use (person_id);

CREATE INDEX ix_attachment_use_product_id ON attachment_use (product_id);

INSERT INTO enrollment_order (created_at, updated_at, author_id, kind, stream_id, number, dated_on)
    SELECT min(e.created_at), min(e.updated_at), min(e.author_id), 'enrol', e.stream_id, e.order_in,
           coalesce(min(e.enrolled_on), min(s.starts_on))
    FROM enrollment AS e JOIN stream AS s ON s.id = e.stream_id
    WHERE length(trim(e.order_in)) > 0 GROUP BY e.stream_id, e.order_in;

INSERT INTO enrollment_order (created_at, updated_at, author_id, kind, stream_id, number, dated_on)
    SELECT min(e.created_at), min(e.updated_at), min(e.author_id), CASE e.status WHEN 'expelled' THEN 'expel' ELSE 'complete' END, e.stream_id, e.order_out,
           coalesce(min(e.left_on), min(s.starts_on))
    FROM enrollment AS e JOIN stream AS s ON s.id = e.stream_id
    WHERE length(trim(e.order_out)) > 0 GROUP BY e.stream_id, e.order_out, CASE e.status WHEN 'expelled' THEN 'expel' ELSE 'complete' END;

CREATE TABLE enrollment_wider (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    stream_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    status VARCHAR NOT NULL,
    enrolled_on DATE,
    left_on DATE,
    applied_on DATE,
    direction VARCHAR,
    individual_path VARCHAR,
    order_in_id INTEGER,
    order_out_id INTEGER,
    came_from_id INTEGER,
    CONSTRAINT ck_enrollment_status CHECK (status IN ('applied', 'enrolled', 'studying', 'completed', 'expelled')),
    CONSTRAINT uq_enrollment_stream_id_person_id UNIQUE (stream_id, person_id),
    CONSTRAINT ck_enrollment_enrolled_on_before_left_on CHECK (enrolled_on <= left_on),
    CONSTRAINT fk_enrollment_stream_id FOREIGN KEY(stream_id) REFERENCES stream (id),
    CONSTRAINT fk_enrollment_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_enrollment_order_in_id FOREIGN KEY(order_in_id) REFERENCES enrollment_order (id) ON DELETE SET NULL,
    CONSTRAINT fk_enrollment_order_out_id FOREIGN KEY(order_out_id) REFERENCES enrollment_order (id) ON DELETE SET NULL,
    CONSTRAINT fk_enrollment_came_from_id FOREIGN KEY(came_from_id) REFERENCES enrollment (id) ON DELETE SET NULL
);

INSERT INTO enrollment_wider (created_at, updated_at, author_id, id, stream_id, person_id, status, enrolled_on, left_on, order_in_id, order_out_id)
    SELECT e.created_at, e.updated_at, e.author_id, e.id, e.stream_id, e.person_id, e.status, e.enrolled_on, e.left_on,
    (SELECT o.id FROM enrollment_order AS o WHERE o.stream_id = e.stream_id AND o.number = e.order_in
        AND o.kind = 'enrol'),
    (SELECT o.id FROM enrollment_order AS o WHERE o.stream_id = e.stream_id AND o.number = e.order_out
        AND o.kind = CASE e.status WHEN 'expelled' THEN 'expel' ELSE 'complete' END)
    FROM enrollment AS e;

DROP TABLE enrollment;

ALTER TABLE enrollment_wider RENAME TO enrollment;

CREATE INDEX ix_enrollment_came_from_id ON enrollment (came_from_id);

CREATE INDEX ix_enrollment_order_in_id ON enrollment (order_in_id);

CREATE INDEX ix_enrollment_order_out_id ON enrollment (order_out_id);

CREATE INDEX ix_enrollment_person_id ON enrollment (person_id);

CREATE INDEX ix_enrollment_stream_id ON enrollment (stream_id);

ALTER TABLE person ADD COLUMN note VARCHAR;

ALTER TABLE person_alias ADD COLUMN former_id INTEGER;

ALTER TABLE person_restricted ADD COLUMN need VARCHAR DEFAULT 'frdo' NOT NULL
    CONSTRAINT ck_person_restricted_need CHECK (need IN ('frdo', 'contract', 'pass'))
"""


def upgrade(migration: Migration) -> None:
    """Add the tables and columns; the numbers of orders typed at places in a stream become orders."""
    for statement in STATEMENTS.split(";\n\n"):
        migration.execute(statement)
