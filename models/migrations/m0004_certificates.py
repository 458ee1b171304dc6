"""Schema 4: from the programme to the certificate: deficits, terms, diary, decisions, signers, keys, files at works.

The statements are frozen: a later change of the schema is a later step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.migrations.runner import Migration

STATEMENTS = """
CREATE TABLE program_deficit (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    program_id INTEGER NOT NULL,
    no INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    competence_id INTEGER,
    CONSTRAINT ck_program_deficit_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT fk_program_deficit_program_id FOREIGN KEY(program_id) REFERENCES program (id) ON DELETE CASCADE,
    CONSTRAINT fk_program_deficit_competence_id FOREIGN KEY(competence_id) REFERENCES competence (id) ON DELETE SET NULL
);

CREATE INDEX ix_program_deficit_competence_id ON program_deficit (competence_id);

CREATE INDEX ix_program_deficit_program_id ON program_deficit (program_id);

CREATE TABLE program_competence (
    program_id INTEGER NOT NULL,
    competence_id INTEGER NOT NULL,
    CONSTRAINT pk_program_competence PRIMARY KEY (program_id, competence_id),
    CONSTRAINT fk_program_competence_program_id FOREIGN KEY(program_id) REFERENCES program (id) ON DELETE CASCADE,
    CONSTRAINT fk_program_competence_competence_id FOREIGN KEY(competence_id) REFERENCES competence (id)
);

CREATE INDEX ix_program_competence_competence_id ON program_competence (competence_id);

CREATE TABLE program_requirement (
    program_id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    needed INTEGER NOT NULL,
    CONSTRAINT pk_program_requirement PRIMARY KEY (program_id, "key"),
    CONSTRAINT ck_program_requirement_key CHECK (key IN ('seminars', 'master_classes', 'other_practice')),
    CONSTRAINT ck_program_requirement_needed CHECK (needed >= 0),
    CONSTRAINT fk_program_requirement_program_id FOREIGN KEY(program_id) REFERENCES program (id) ON DELETE CASCADE
);

CREATE TABLE stream_module (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    stream_id INTEGER NOT NULL,
    module_id INTEGER NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    CONSTRAINT pk_stream_module PRIMARY KEY (stream_id, module_id),
    CONSTRAINT ck_stream_module_starts_on_before_ends_on CHECK (starts_on <= ends_on),
    CONSTRAINT fk_stream_module_stream_id FOREIGN KEY(stream_id) REFERENCES stream (id) ON DELETE CASCADE,
    CONSTRAINT fk_stream_module_module_id FOREIGN KEY(module_id) REFERENCES module (id) ON DELETE CASCADE
);

CREATE INDEX ix_stream_module_module_id ON stream_module (module_id);

CREATE TABLE practice_result (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    enrollment_id INTEGER NOT NULL,
    no INTEGER NOT NULL,
    technique VARCHAR NOT NULL,
    purpose VARCHAR,
    conditions VARCHAR,
    result VARCHAR,
    conclusion VARCHAR,
    CONSTRAINT ck_practice_result_technique_filled CHECK (length(trim(technique)) > 0),
    CONSTRAINT fk_practice_result_enrollment_id FOREIGN KEY(enrollment_id) REFERENCES enrollment (id) ON DELETE CASCADE
);

CREATE INDEX ix_practice_result_enrollment_id ON practice_result (enrollment_id);

CREATE TABLE assignment_term (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    stream_id INTEGER NOT NULL,
    assignment_id INTEGER NOT NULL,
    due_on DATE NOT NULL,
    CONSTRAINT pk_assignment_term PRIMARY KEY (stream_id, assignment_id),
    CONSTRAINT fk_assignment_term_stream_id FOREIGN KEY(stream_id) REFERENCES stream (id) ON DELETE CASCADE,
    CONSTRAINT fk_assignment_term_assignment_id FOREIGN KEY(assignment_id) REFERENCES assignment (id) ON DELETE CASCADE
);

CREATE INDEX ix_assignment_term_assignment_id ON assignment_term (assignment_id);

CREATE TABLE diary_entry (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    enrollment_id INTEGER NOT NULL,
    written_on DATE NOT NULL,
    event_id INTEGER,
    done VARCHAR NOT NULL,
    learned VARCHAR,
    questions VARCHAR,
    tutor_note VARCHAR,
    CONSTRAINT ck_diary_entry_done_filled CHECK (length(trim(done)) > 0),
    CONSTRAINT fk_diary_entry_enrollment_id FOREIGN KEY(enrollment_id) REFERENCES enrollment (id) ON DELETE CASCADE,
    CONSTRAINT fk_diary_entry_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE SET NULL
);

CREATE INDEX ix_diary_entry_enrollment_id ON diary_entry (enrollment_id);

CREATE INDEX ix_diary_entry_event_id ON diary_entry (event_id);

CREATE TABLE requirement_override (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    enrollment_id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    decided_on DATE NOT NULL,
    CONSTRAINT ck_requirement_override_key CHECK (key IN ('remote', 'seminar', 'practice', 'creative', 'report')),
    CONSTRAINT ck_requirement_override_reason_filled CHECK (length(trim(reason)) > 0),
    CONSTRAINT uq_requirement_override_enrollment_id_key UNIQUE (enrollment_id, "key"),
    CONSTRAINT fk_requirement_override_enrollment_id FOREIGN KEY(enrollment_id) REFERENCES enrollment (id) ON DELETE CASCADE
);

CREATE INDEX ix_requirement_override_enrollment_id ON requirement_override (enrollment_id);

CREATE TABLE certificate_signer (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    no INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    position VARCHAR NOT NULL,
    CONSTRAINT pk_certificate_signer PRIMARY KEY (no),
    CONSTRAINT ck_certificate_signer_no CHECK (no BETWEEN 1 AND 2),
    CONSTRAINT ck_certificate_signer_position_filled CHECK (length(trim(position)) > 0),
    CONSTRAINT fk_certificate_signer_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_certificate_signer_person_id ON certificate_signer (person_id);

CREATE TABLE signing_key (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    key_id VARCHAR NOT NULL,
    public_key VARCHAR NOT NULL,
    made_on DATE NOT NULL,
    retired_on DATE,
    CONSTRAINT pk_signing_key PRIMARY KEY (key_id)
);

INSERT INTO program_deficit (created_at, updated_at, author_id, program_id, no, title)
    WITH RECURSIVE part (program_id, no, title, rest) AS (
        SELECT id, 0, '', replace(replace(deficits, char(13), ''), char(10), ';') || ';'
        FROM program WHERE length(trim(deficits)) > 0
        UNION ALL
        SELECT program_id, no + 1, trim(substr(rest, 1, instr(rest, ';') - 1)), substr(rest, instr(rest, ';') + 1)
        FROM part WHERE rest <> ''
    )
    SELECT p.created_at, p.updated_at, p.author_id, p.id, part.no, part.title
    FROM part JOIN program AS p ON p.id = part.program_id WHERE part.title <> '' ORDER BY p.id, part.no;

INSERT INTO program_deficit (created_at, updated_at, author_id, program_id, no, title)
    SELECT min(m.created_at), min(m.updated_at), min(m.author_id), m.program_id, 1000 + min(m.id), trim(m.deficit)
    FROM learning_material AS m
    WHERE length(trim(m.deficit)) > 0 AND NOT EXISTS (
        SELECT 1 FROM program_deficit AS d WHERE d.program_id = m.program_id AND d.title = trim(m.deficit))
    GROUP BY m.program_id, trim(m.deficit);

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
    material_id INTEGER,
    submission_id INTEGER,
    creative_work_id INTEGER,
    final_work_id INTEGER,
    internship_report_id INTEGER,
    diary_entry_id INTEGER,
    CONSTRAINT ck_attachment_use_purpose CHECK (purpose IN ('photo', 'signed_sheet', 'presentation', 'consent', 'work', 'material', 'other')),
    CONSTRAINT ck_attachment_use_one_place CHECK ((event_id IS NOT NULL) + (product_id IS NOT NULL) + (meeting_id IS NOT NULL) + (consultation_id IS NOT NULL) + (person_id IS NOT NULL) + (consent_id IS NOT NULL) + (material_id IS NOT NULL) + (submission_id IS NOT NULL) + (creative_work_id IS NOT NULL) + (final_work_id IS NOT NULL) + (internship_report_id IS NOT NULL) + (diary_entry_id IS NOT NULL) = 1),
    CONSTRAINT uq_attachment_use_event UNIQUE (attachment_id, event_id),
    CONSTRAINT uq_attachment_use_product UNIQUE (attachment_id, product_id),
    CONSTRAINT uq_attachment_use_meeting UNIQUE (attachment_id, meeting_id),
    CONSTRAINT uq_attachment_use_consultation UNIQUE (attachment_id, consultation_id),
    CONSTRAINT uq_attachment_use_person UNIQUE (attachment_id, person_id),
    CONSTRAINT uq_attachment_use_consent UNIQUE (attachment_id, consent_id),
    CONSTRAINT uq_attachment_use_material UNIQUE (attachment_id, material_id),
    CONSTRAINT uq_attachment_use_submission UNIQUE (attachment_id, submission_id),
    CONSTRAINT uq_attachment_use_creative_work UNIQUE (attachment_id, creative_work_id),
    CONSTRAINT uq_attachment_use_final_work UNIQUE (attachment_id, final_work_id),
    CONSTRAINT uq_attachment_use_internship_report UNIQUE (attachment_id, internship_report_id),
    CONSTRAINT uq_attachment_use_diary_entry UNIQUE (attachment_id, diary_entry_id),
    CONSTRAINT fk_attachment_use_attachment_id FOREIGN KEY(attachment_id) REFERENCES attachment (id),
    CONSTRAINT fk_attachment_use_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_use_product_id FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_use_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_use_consultation_id FOREIGN KEY(consultation_id) REFERENCES consultation (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_use_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_use_consent_id FOREIGN KEY(consent_id) REFERENCES consent (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_use_material_id FOREIGN KEY(material_id) REFERENCES learning_material (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_use_submission_id FOREIGN KEY(submission_id) REFERENCES submission (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_use_creative_work_id FOREIGN KEY(creative_work_id) REFERENCES creative_work (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_use_final_work_id FOREIGN KEY(final_work_id) REFERENCES final_work (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_use_internship_report_id FOREIGN KEY(internship_report_id) REFERENCES internship_report (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_use_diary_entry_id FOREIGN KEY(diary_entry_id) REFERENCES diary_entry (id) ON DELETE CASCADE
);

INSERT INTO attachment_use_wider (created_at, updated_at, author_id, id, attachment_id, purpose, caption, event_id, product_id, meeting_id, consultation_id, person_id, consent_id)
    SELECT created_at, updated_at, author_id, id, attachment_id, purpose, caption, event_id, product_id, meeting_id, consultation_id, person_id, consent_id
    FROM attachment_use;

INSERT INTO attachment_use_wider (created_at, updated_at, author_id, attachment_id, purpose, material_id)
    SELECT created_at, updated_at, author_id, attachment_id, 'material', id FROM learning_material WHERE attachment_id IS NOT NULL;

INSERT INTO attachment_use_wider (created_at, updated_at, author_id, attachment_id, purpose, submission_id)
    SELECT created_at, updated_at, author_id, attachment_id, 'work', id FROM submission WHERE attachment_id IS NOT NULL;

INSERT INTO attachment_use_wider (created_at, updated_at, author_id, attachment_id, purpose, final_work_id)
    SELECT created_at, updated_at, author_id, attachment_id, 'work', id FROM final_work WHERE attachment_id IS NOT NULL;

DROP TABLE attachment_use;

ALTER TABLE attachment_use_wider RENAME TO attachment_use;

CREATE INDEX ix_attachment_use_attachment_id ON attachment_use (attachment_id);

CREATE INDEX ix_attachment_use_consent_id ON attachment_use (consent_id);

CREATE INDEX ix_attachment_use_consultation_id ON attachment_use (consultation_id);

CREATE INDEX ix_attachment_use_creative_work_id ON attachment_use (creative_work_id);

CREATE INDEX ix_attachment_use_diary_entry_id ON attachment_use (diary_entry_id);

CREATE INDEX ix_attachment_use_event_id ON attachment_use (event_id);

CREATE INDEX ix_attachment_use_final_work_id ON attachment_use (final_work_id);

CREATE INDEX ix_attachment_use_internship_report_id ON attachment_use (internship_report_id);

CREATE INDEX ix_attachment_use_material_id ON attachment_use (material_id);

CREATE INDEX ix_attachment_use_meeting_id ON attachment_use (meeting_id);

CREATE INDEX ix_attachment_use_person_id ON attachment_use (person_id);

CREATE INDEX ix_attachment_use_product_id ON attachment_use (product_id);

CREATE INDEX ix_attachment_use_submission_id ON attachment_use (submission_id);

CREATE TABLE module_activity_wider (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    module_id INTEGER NOT NULL,
    no INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    minutes INTEGER NOT NULL,
    kind VARCHAR,
    format_id INTEGER,
    mode VARCHAR,
    control VARCHAR,
    CONSTRAINT ck_module_activity_text_filled CHECK (length(trim(text)) > 0),
    CONSTRAINT ck_module_activity_kind CHECK (kind IN ('lecture', 'practice', 'independent')),
    CONSTRAINT ck_module_activity_mode CHECK (mode IN ('in_person', 'remote', 'mixed')),
    CONSTRAINT ck_module_activity_minutes CHECK (minutes > 0),
    CONSTRAINT uq_module_activity_module_id_no UNIQUE (module_id, no),
    CONSTRAINT fk_module_activity_module_id FOREIGN KEY(module_id) REFERENCES module (id) ON DELETE CASCADE,
    CONSTRAINT fk_module_activity_format_id FOREIGN KEY(format_id) REFERENCES event_format (id)
);

INSERT INTO module_activity_wider (created_at, updated_at, author_id, id, module_id, no, text, minutes, format_id, kind)
    SELECT created_at, updated_at, author_id, id, module_id, no, text, minutes, format_id,
           CASE WHEN kind IS NULL OR trim(kind) = '' THEN NULL
                WHEN kind LIKE 'лекц%' OR kind LIKE 'Лекц%' THEN 'lecture'
                WHEN kind LIKE 'самост%' OR kind LIKE 'Самост%' THEN 'independent'
                ELSE 'practice' END
    FROM module_activity;

DROP TABLE module_activity;

ALTER TABLE module_activity_wider RENAME TO module_activity;

CREATE INDEX ix_module_activity_format_id ON module_activity (format_id);

CREATE INDEX ix_module_activity_module_id ON module_activity (module_id);

CREATE TABLE learning_material_wider (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    program_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    deficit_id INTEGER,
    description VARCHAR,
    url VARCHAR,
    CONSTRAINT ck_learning_material_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT ck_learning_material_kind CHECK (kind IN ('diagnostic', 'reference', 'teaching', 'task')),
    CONSTRAINT fk_learning_material_program_id FOREIGN KEY(program_id) REFERENCES program (id) ON DELETE CASCADE,
    CONSTRAINT fk_learning_material_deficit_id FOREIGN KEY(deficit_id) REFERENCES program_deficit (id) ON DELETE SET NULL
);

INSERT INTO learning_material_wider (created_at, updated_at, author_id, id, program_id, kind, title, deficit_id)
    SELECT created_at, updated_at, author_id, id, program_id, kind, title,
           (SELECT min(d.id) FROM program_deficit AS d
            WHERE d.program_id = learning_material.program_id AND d.title = trim(learning_material.deficit))
    FROM learning_material;

DROP TABLE learning_material;

ALTER TABLE learning_material_wider RENAME TO learning_material;

CREATE INDEX ix_learning_material_deficit_id ON learning_material (deficit_id);

CREATE INDEX ix_learning_material_program_id ON learning_material (program_id);

CREATE TABLE submission_wider (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    assignment_id INTEGER NOT NULL,
    enrollment_id INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    submitted_on DATE,
    self_check VARCHAR,
    tutor_score INTEGER,
    comment VARCHAR,
    CONSTRAINT ck_submission_state CHECK (state IN ('missing', 'submitted', 'returned', 'accepted')),
    CONSTRAINT uq_submission_assignment_id_enrollment_id UNIQUE (assignment_id, enrollment_id),
    CONSTRAINT fk_submission_assignment_id FOREIGN KEY(assignment_id) REFERENCES assignment (id) ON DELETE CASCADE,
    CONSTRAINT fk_submission_enrollment_id FOREIGN KEY(enrollment_id) REFERENCES enrollment (id) ON DELETE CASCADE
);

INSERT INTO submission_wider (created_at, updated_at, author_id, id, assignment_id, enrollment_id, state, submitted_on, self_check, tutor_score, comment)
    SELECT created_at, updated_at, author_id, id, assignment_id, enrollment_id, state, submitted_on, self_check, tutor_score, comment
    FROM submission;

DROP TABLE submission;

ALTER TABLE submission_wider RENAME TO submission;

CREATE INDEX ix_submission_assignment_id ON submission (assignment_id);

CREATE INDEX ix_submission_enrollment_id ON submission (enrollment_id);

CREATE TABLE final_work_wider (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    enrollment_id INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    approbation_on DATE,
    self_analysis VARCHAR,
    admin_review VARCHAR,
    state VARCHAR NOT NULL,
    submitted_on DATE,
    accepted_on DATE,
    defended_on DATE,
    comment VARCHAR,
    CONSTRAINT ck_final_work_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT ck_final_work_state CHECK (state IN ('missing', 'submitted', 'returned', 'accepted')),
    CONSTRAINT ck_final_work_tried_out_first CHECK (NOT (state = 'accepted') OR (approbation_on IS NOT NULL)),
    CONSTRAINT uq_final_work_enrollment_id UNIQUE (enrollment_id),
    CONSTRAINT fk_final_work_enrollment_id FOREIGN KEY(enrollment_id) REFERENCES enrollment (id) ON DELETE CASCADE
);

INSERT INTO final_work_wider (created_at, updated_at, author_id, id, enrollment_id, title, approbation_on, self_analysis, admin_review, state)
    SELECT created_at, updated_at, author_id, id, enrollment_id, title, approbation_on, self_analysis, admin_review, state
    FROM final_work;

DROP TABLE final_work;

ALTER TABLE final_work_wider RENAME TO final_work;

CREATE TABLE program_wider (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    hours INTEGER NOT NULL,
    form VARCHAR,
    audience VARCHAR,
    goal VARCHAR,
    results VARCHAR,
    control_form VARCHAR,
    status VARCHAR NOT NULL,
    approved_by VARCHAR,
    approved_on DATE,
    version INTEGER NOT NULL,
    previous_id INTEGER,
    explanatory_note VARCHAR,
    conditions VARCHAR,
    assessment VARCHAR,
    literature VARCHAR,
    dpp_title VARCHAR,
    dpp_hours INTEGER,
    dpp_kind VARCHAR,
    study_form VARCHAR,
    funding VARCHAR,
    study_place VARCHAR,
    CONSTRAINT ck_program_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT ck_program_kind CHECK (kind IN ('outside_dpp', 'inside_dpp')),
    CONSTRAINT ck_program_status CHECK (status IN ('draft', 'approved', 'archived')),
    CONSTRAINT ck_program_dpp_kind CHECK (dpp_kind IN ('training', 'retraining')),
    CONSTRAINT ck_program_study_form CHECK (study_form IN ('full_time', 'part_time', 'extramural')),
    CONSTRAINT ck_program_funding CHECK (funding IN ('federal', 'regional', 'local', 'paid')),
    CONSTRAINT ck_program_study_place CHECK (study_place IN ('inside', 'outside')),
    CONSTRAINT ck_program_hours CHECK (hours > 0),
    CONSTRAINT ck_program_dpp_hours CHECK (dpp_hours > 0),
    CONSTRAINT uq_program_title_version UNIQUE (title, version),
    CONSTRAINT uq_program_uid UNIQUE (uid),
    CONSTRAINT fk_program_previous_id FOREIGN KEY(previous_id) REFERENCES program (id) ON DELETE SET NULL
);

INSERT INTO program_wider (created_at, updated_at, author_id, id, uid, title, kind, hours, form, audience, goal, results, control_form, status, approved_by, approved_on, version)
    SELECT created_at, updated_at, author_id, id, uid, title, kind, hours, form, audience, goal, results, control_form, status, approved_by, approved_on, version
    FROM program;

DROP TABLE program;

ALTER TABLE program_wider RENAME TO program;

CREATE INDEX ix_program_previous_id ON program (previous_id);

ALTER TABLE diagnostic_item ADD COLUMN comment VARCHAR;

CREATE TABLE route_item_wider (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    route_id INTEGER NOT NULL,
    competence_id INTEGER,
    deficit VARCHAR NOT NULL,
    result VARCHAR,
    task VARCHAR,
    form VARCHAR,
    resource VARCHAR,
    due_on DATE,
    product VARCHAR,
    done_on DATE,
    reflection VARCHAR,
    tutor_note VARCHAR,
    no INTEGER DEFAULT '0' NOT NULL,
    material_id INTEGER,
    CONSTRAINT ck_route_item_deficit_filled CHECK (length(trim(deficit)) > 0),
    CONSTRAINT fk_route_item_route_id FOREIGN KEY(route_id) REFERENCES route (id) ON DELETE CASCADE,
    CONSTRAINT fk_route_item_competence_id FOREIGN KEY(competence_id) REFERENCES competence (id),
    CONSTRAINT fk_route_item_material_id FOREIGN KEY(material_id) REFERENCES learning_material (id) ON DELETE SET NULL
);

INSERT INTO route_item_wider (created_at, updated_at, author_id, id, route_id, competence_id, deficit, result, task, form, resource, due_on, product, done_on, reflection, tutor_note)
    SELECT created_at, updated_at, author_id, id, route_id, competence_id, deficit, result, task, form, resource, due_on, product, done_on, reflection, tutor_note
    FROM route_item;

DROP TABLE route_item;

ALTER TABLE route_item_wider RENAME TO route_item;

CREATE INDEX ix_route_item_competence_id ON route_item (competence_id);

CREATE INDEX ix_route_item_material_id ON route_item (material_id);

CREATE INDEX ix_route_item_route_id ON route_item (route_id);

ALTER TABLE competence ADD COLUMN indicator VARCHAR;

ALTER TABLE competence ADD COLUMN is_hidden BOOLEAN DEFAULT '0' NOT NULL;

CREATE TABLE site_wider (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL,
    uid VARCHAR NOT NULL,
    full_name VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL,
    inn VARCHAR,
    ogrn VARCHAR,
    municipality_id INTEGER NOT NULL,
    organization_id INTEGER,
    locality VARCHAR,
    address VARCHAR,
    phone VARCHAR,
    email VARCHAR,
    url VARCHAR,
    theme VARCHAR NOT NULL,
    goal VARCHAR NOT NULL,
    base_kind VARCHAR NOT NULL,
    status_order_no VARCHAR,
    status_order_date DATE,
    status_valid_until DATE,
    contract_no VARCHAR,
    contract_date DATE,
    site_code VARCHAR,
    emblem_id INTEGER,
    CONSTRAINT pk_site PRIMARY KEY (id),
    CONSTRAINT ck_site_single CHECK (id = 1),
    CONSTRAINT ck_site_full_name_filled CHECK (length(trim(full_name)) > 0),
    CONSTRAINT ck_site_short_name_filled CHECK (length(trim(short_name)) > 0),
    CONSTRAINT ck_site_theme_filled CHECK (length(trim(theme)) > 0),
    CONSTRAINT ck_site_base_kind CHECK (base_kind IN ('one', 'union')),
    CONSTRAINT uq_site_uid UNIQUE (uid),
    CONSTRAINT fk_site_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
    CONSTRAINT fk_site_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id),
    CONSTRAINT fk_site_emblem_id FOREIGN KEY(emblem_id) REFERENCES attachment (id)
);

INSERT INTO site_wider (created_at, updated_at, author_id, id, uid, full_name, short_name, inn, ogrn, municipality_id, organization_id, locality, address, phone, email, url, theme, goal, base_kind, status_order_no, status_order_date, status_valid_until, contract_no, contract_date, site_code)
    SELECT created_at, updated_at, author_id, id, uid, full_name, short_name, inn, ogrn, municipality_id, organization_id, locality, address, phone, email, url, theme, goal, base_kind, status_order_no, status_order_date, status_valid_until, contract_no, contract_date, site_code
    FROM site;

DROP TABLE site;

ALTER TABLE site_wider RENAME TO site;

CREATE INDEX ix_site_emblem_id ON site (emblem_id);

CREATE INDEX ix_site_municipality_id ON site (municipality_id);

CREATE INDEX ix_site_organization_id ON site (organization_id);

ALTER TABLE assignment ADD COLUMN no INTEGER DEFAULT '0' NOT NULL;

ALTER TABLE assignment ADD COLUMN description VARCHAR;

ALTER TABLE creative_work ADD COLUMN description VARCHAR;

ALTER TABLE creative_work ADD COLUMN comment VARCHAR;

ALTER TABLE peer_review ADD COLUMN submitted_on DATE;

ALTER TABLE internship_report ADD COLUMN comment VARCHAR;

ALTER TABLE certificate ADD COLUMN name_dative VARCHAR;

ALTER TABLE certificate ADD COLUMN printed VARCHAR;

ALTER TABLE certificate ADD COLUMN signed VARCHAR;

ALTER TABLE certificate ADD COLUMN annulled_on DATE;

ALTER TABLE certificate ADD COLUMN annul_reason VARCHAR
"""


def upgrade(migration: Migration) -> None:
    """Add the tables and columns; deficits and files that stood in columns become rows of their own."""
    for statement in STATEMENTS.split(";\n\n"):
        migration.execute(statement)
