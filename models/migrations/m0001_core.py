"""Schema 1: the whole core of the domain, and the reference tables filled.

The statements are frozen: a later change of the schema is a later step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.migrations import reference_rows

if TYPE_CHECKING:
    from models.migrations.runner import Migration

STATEMENTS = """
CREATE TABLE action (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at VARCHAR NOT NULL,
    actor_id INTEGER,
    label VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    inverts_id INTEGER,
    CONSTRAINT ck_action_label_filled CHECK (length(trim(label)) > 0),
    CONSTRAINT ck_action_kind CHECK (kind IN ('restorable', 'compensated', 'barrier', 'undo', 'redo'))
);

CREATE INDEX ix_action_inverts_id ON action (inverts_id);

CREATE TABLE assessment_form (
    code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    sort_order INTEGER NOT NULL,
    is_builtin BOOLEAN NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT ck_assessment_form_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT uq_assessment_form_code UNIQUE (code)
);

CREATE TABLE attachment (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    sha256 VARCHAR NOT NULL,
    size INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    original_name VARCHAR,
    CONSTRAINT ck_attachment_sha256 CHECK (length(sha256) = 64),
    CONSTRAINT ck_attachment_size CHECK (size >= 0),
    CONSTRAINT uq_attachment_sha256 UNIQUE (sha256)
);

CREATE TABLE change (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    action_id INTEGER NOT NULL,
    table_name VARCHAR NOT NULL,
    pk VARCHAR,
    op VARCHAR NOT NULL,
    old VARCHAR,
    new VARCHAR,
    CONSTRAINT ck_change_op CHECK (op IN ('I', 'U', 'D', 'L'))
);

CREATE INDEX ix_change_action_id ON change (action_id);

CREATE INDEX ix_change_table_pk ON change (table_name, pk);

CREATE TABLE competence_area (
    code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    sort_order INTEGER NOT NULL,
    is_builtin BOOLEAN NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT ck_competence_area_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT uq_competence_area_code UNIQUE (code)
);

CREATE TABLE current_action (
    id INTEGER NOT NULL,
    action_id INTEGER NOT NULL,
    CONSTRAINT pk_current_action PRIMARY KEY (id),
    CONSTRAINT ck_current_action_single CHECK (id = 1)
);

CREATE TABLE event_format (
    code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    sort_order INTEGER NOT NULL,
    is_builtin BOOLEAN NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    is_seminar BOOLEAN NOT NULL,
    is_practical BOOLEAN NOT NULL,
    is_masterclass BOOLEAN NOT NULL,
    is_web_product BOOLEAN NOT NULL,
    CONSTRAINT ck_event_format_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT uq_event_format_code UNIQUE (code)
);

CREATE TABLE import_batch (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    file_sha256 VARCHAR NOT NULL,
    sheet VARCHAR NOT NULL,
    consents_on DATE,
    rows_new INTEGER NOT NULL,
    rows_changed INTEGER NOT NULL,
    rows_same INTEGER NOT NULL,
    rows_left INTEGER NOT NULL,
    action_id INTEGER NOT NULL,
    undone_on VARCHAR,
    CONSTRAINT ck_import_batch_kind_filled CHECK (length(trim(kind)) > 0)
);

CREATE INDEX ix_import_batch_action_id ON import_batch (action_id);

CREATE INDEX ix_import_batch_file_sha256 ON import_batch (file_sha256);

CREATE TABLE indicator (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    target FLOAT,
    formula VARCHAR,
    note VARCHAR NOT NULL,
    sort_order INTEGER NOT NULL,
    is_builtin BOOLEAN NOT NULL,
    CONSTRAINT ck_indicator_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT uq_indicator_code UNIQUE (code)
);

CREATE TABLE municipality (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    oktmo VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    valid_from VARCHAR,
    valid_to VARCHAR,
    predecessor VARCHAR,
    CONSTRAINT ck_municipality_oktmo CHECK (length(oktmo) = 8),
    CONSTRAINT uq_municipality_oktmo UNIQUE (oktmo)
);

CREATE TABLE non_working_day (
    day VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    CONSTRAINT pk_non_working_day PRIMARY KEY (day)
);

CREATE TABLE normative_act (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    authority VARCHAR NOT NULL,
    number VARCHAR,
    issued_on VARCHAR,
    status VARCHAR NOT NULL,
    replaced_by VARCHAR,
    source VARCHAR NOT NULL,
    note VARCHAR,
    sort_order INTEGER NOT NULL,
    is_builtin BOOLEAN NOT NULL,
    CONSTRAINT ck_normative_act_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT ck_normative_act_status CHECK (status IN ('in_force', 'repealed', 'replaced', 'unchecked')),
    CONSTRAINT uq_normative_act_code UNIQUE (code)
);

CREATE TABLE number_sequence (
    kind VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    first_no INTEGER NOT NULL,
    next_no INTEGER NOT NULL,
    CONSTRAINT pk_number_sequence PRIMARY KEY (kind, year),
    CONSTRAINT ck_number_sequence_numbers CHECK (first_no >= 1 AND next_no >= first_no)
);

CREATE TABLE personal_data_event (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at VARCHAR NOT NULL,
    actor_id INTEGER,
    action VARCHAR NOT NULL,
    subject_code VARCHAR NOT NULL,
    basis VARCHAR NOT NULL,
    action_id INTEGER
);

CREATE INDEX ix_personal_data_event_subject_code ON personal_data_event (subject_code);

CREATE TABLE plan_section (
    code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    sort_order INTEGER NOT NULL,
    is_builtin BOOLEAN NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT ck_plan_section_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT uq_plan_section_code UNIQUE (code)
);

CREATE TABLE position (
    code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    sort_order INTEGER NOT NULL,
    is_builtin BOOLEAN NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT ck_position_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT uq_position_code UNIQUE (code)
);

CREATE TABLE product_kind (
    code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    sort_order INTEGER NOT NULL,
    is_builtin BOOLEAN NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    is_web_product BOOLEAN NOT NULL,
    is_local_act BOOLEAN NOT NULL,
    CONSTRAINT ck_product_kind_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT uq_product_kind_code UNIQUE (code)
);

CREATE TABLE program (
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
    deficits VARCHAR,
    control_form VARCHAR,
    status VARCHAR NOT NULL,
    approved_by VARCHAR,
    approved_on DATE,
    version INTEGER NOT NULL,
    CONSTRAINT ck_program_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT ck_program_kind CHECK (kind IN ('outside_dpp', 'inside_dpp')),
    CONSTRAINT ck_program_status CHECK (status IN ('draft', 'approved', 'archived')),
    CONSTRAINT ck_program_hours CHECK (hours > 0),
    CONSTRAINT uq_program_title_version UNIQUE (title, version),
    CONSTRAINT uq_program_uid UNIQUE (uid)
);

CREATE TABLE report (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    corrects_id INTEGER,
    status VARCHAR NOT NULL,
    approved_on DATE,
    correction_reason VARCHAR,
    snapshot VARCHAR,
    CONSTRAINT ck_report_type CHECK (type IN ('quarter', 'half_year', 'year', 'school_year')),
    CONSTRAINT ck_report_status CHECK (status IN ('draft', 'approved', 'accepted')),
    CONSTRAINT uq_report_period_version UNIQUE (period, version),
    CONSTRAINT uq_report_uid UNIQUE (uid),
    CONSTRAINT fk_report_corrects_id FOREIGN KEY(corrects_id) REFERENCES report (id)
);

CREATE INDEX ix_report_corrects_id ON report (corrects_id);

CREATE TABLE role (
    code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    sort_order INTEGER NOT NULL,
    is_builtin BOOLEAN NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT ck_role_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT uq_role_code UNIQUE (code)
);

CREATE TABLE support_function (
    code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    sort_order INTEGER NOT NULL,
    is_builtin BOOLEAN NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT ck_support_function_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT uq_support_function_code UNIQUE (code)
);

CREATE TABLE support_task (
    code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    sort_order INTEGER NOT NULL,
    is_builtin BOOLEAN NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    scope VARCHAR NOT NULL,
    CONSTRAINT ck_support_task_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT ck_support_task_scope CHECK (scope IN ('support', 'site', 'project')),
    CONSTRAINT uq_support_task_code UNIQUE (code)
);

CREATE TABLE undo_step (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    direction VARCHAR NOT NULL,
    action_id INTEGER NOT NULL,
    label VARCHAR NOT NULL,
    CONSTRAINT ck_undo_step_direction CHECK (direction IN ('undo', 'redo'))
);

CREATE INDEX ix_undo_step_action_id ON undo_step (action_id);

CREATE TABLE competence (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    code VARCHAR NOT NULL,
    area_id INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    sort_order INTEGER NOT NULL,
    is_builtin BOOLEAN NOT NULL,
    CONSTRAINT ck_competence_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT uq_competence_area_id_title UNIQUE (area_id, title),
    CONSTRAINT uq_competence_code UNIQUE (code),
    CONSTRAINT fk_competence_area_id FOREIGN KEY(area_id) REFERENCES competence_area (id)
);

CREATE INDEX ix_competence_area_id ON competence (area_id);

CREATE TABLE document (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid VARCHAR NOT NULL,
    kit_code VARCHAR,
    title VARCHAR NOT NULL,
    number VARCHAR,
    dated_on DATE,
    valid_until DATE,
    parties VARCHAR,
    status VARCHAR NOT NULL,
    template VARCHAR,
    template_version INTEGER,
    approval_block VARCHAR,
    attachment_id INTEGER,
    CONSTRAINT ck_document_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT ck_document_status CHECK (status IN ('missing', 'draft', 'active', 'expired')),
    CONSTRAINT uq_document_uid UNIQUE (uid),
    CONSTRAINT fk_document_attachment_id FOREIGN KEY(attachment_id) REFERENCES attachment (id)
);

CREATE INDEX ix_document_attachment_id ON document (attachment_id);

CREATE INDEX ix_document_kit_code ON document (kit_code);

CREATE TABLE indicator_value (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    indicator_id INTEGER NOT NULL,
    period VARCHAR NOT NULL,
    value FLOAT,
    target FLOAT,
    note VARCHAR,
    CONSTRAINT pk_indicator_value PRIMARY KEY (indicator_id, period),
    CONSTRAINT fk_indicator_value_indicator_id FOREIGN KEY(indicator_id) REFERENCES indicator (id) ON DELETE CASCADE
);

CREATE TABLE learning_material (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    program_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    deficit VARCHAR,
    attachment_id INTEGER,
    CONSTRAINT ck_learning_material_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT ck_learning_material_kind CHECK (kind IN ('diagnostic', 'reference', 'teaching', 'task')),
    CONSTRAINT fk_learning_material_program_id FOREIGN KEY(program_id) REFERENCES program (id) ON DELETE CASCADE,
    CONSTRAINT fk_learning_material_attachment_id FOREIGN KEY(attachment_id) REFERENCES attachment (id)
);

CREATE INDEX ix_learning_material_attachment_id ON learning_material (attachment_id);

CREATE INDEX ix_learning_material_program_id ON learning_material (program_id);

CREATE TABLE module (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    program_id INTEGER NOT NULL,
    no INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    hours INTEGER NOT NULL,
    mode VARCHAR NOT NULL,
    period VARCHAR,
    CONSTRAINT ck_module_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT ck_module_mode CHECK (mode IN ('in_person', 'remote', 'mixed')),
    CONSTRAINT ck_module_hours CHECK (hours > 0),
    CONSTRAINT uq_module_program_id_no UNIQUE (program_id, no),
    CONSTRAINT fk_module_program_id FOREIGN KEY(program_id) REFERENCES program (id) ON DELETE CASCADE
);

CREATE INDEX ix_module_program_id ON module (program_id);

CREATE TABLE municipality_spelling (
    spelling_key VARCHAR NOT NULL,
    municipality_id INTEGER,
    CONSTRAINT pk_municipality_spelling PRIMARY KEY (spelling_key),
    CONSTRAINT fk_municipality_spelling_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id) ON DELETE CASCADE
);

CREATE INDEX ix_municipality_spelling_municipality_id ON municipality_spelling (municipality_id);

CREATE TABLE organization (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL,
    full_name VARCHAR,
    name_key VARCHAR NOT NULL,
    form VARCHAR,
    municipality_id INTEGER,
    municipality_key INTEGER NOT NULL,
    locality VARCHAR,
    is_remote BOOLEAN NOT NULL,
    contact VARCHAR,
    CONSTRAINT ck_organization_short_name_filled CHECK (length(trim(short_name)) > 0),
    CONSTRAINT ck_organization_form CHECK (form IN ('mbdou', 'madou', 'mkdou', 'mdobu', 'chdou', 'other')),
    CONSTRAINT ck_organization_municipality_key CHECK (municipality_key = coalesce(municipality_id, 0)),
    CONSTRAINT uq_organization_uid UNIQUE (uid),
    CONSTRAINT fk_organization_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id)
);

CREATE INDEX ix_organization_municipality_id ON organization (municipality_id);

CREATE UNIQUE INDEX uq_organization_name_municipality ON organization (name_key, municipality_key);

CREATE TABLE package (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    serial INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    size INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    manifest VARCHAR,
    sent_on VARCHAR,
    receipt VARCHAR,
    report_id INTEGER,
    CONSTRAINT ck_package_kind CHECK (kind IN ('open_report')),
    CONSTRAINT ck_package_state CHECK (state IN ('built', 'queued', 'sending', 'sent', 'accepted', 'rejected')),
    CONSTRAINT uq_package_kind_period_serial UNIQUE (kind, period, serial),
    CONSTRAINT ck_package_serial CHECK (serial >= 1),
    CONSTRAINT ck_package_sha256 CHECK (length(sha256) = 64),
    CONSTRAINT uq_package_uid UNIQUE (uid),
    CONSTRAINT fk_package_report_id FOREIGN KEY(report_id) REFERENCES report (id) ON DELETE SET NULL
);

CREATE INDEX ix_package_report_id ON package (report_id);

CREATE INDEX ix_package_sha256 ON package (sha256);

CREATE TABLE report_text (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    report_id INTEGER NOT NULL,
    section VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    CONSTRAINT pk_report_text PRIMARY KEY (report_id, section),
    CONSTRAINT fk_report_text_report_id FOREIGN KEY(report_id) REFERENCES report (id) ON DELETE CASCADE
);

CREATE TABLE assignment (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    module_id INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    is_mandatory BOOLEAN NOT NULL,
    due_on DATE,
    assessment_form_id INTEGER,
    CONSTRAINT ck_assignment_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT fk_assignment_module_id FOREIGN KEY(module_id) REFERENCES module (id) ON DELETE CASCADE,
    CONSTRAINT fk_assignment_assessment_form_id FOREIGN KEY(assessment_form_id) REFERENCES assessment_form (id)
);

CREATE INDEX ix_assignment_assessment_form_id ON assignment (assessment_form_id);

CREATE INDEX ix_assignment_module_id ON assignment (module_id);

CREATE TABLE module_activity (
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
    CONSTRAINT ck_module_activity_text_filled CHECK (length(trim(text)) > 0),
    CONSTRAINT ck_module_activity_minutes CHECK (minutes > 0),
    CONSTRAINT uq_module_activity_module_id_no UNIQUE (module_id, no),
    CONSTRAINT fk_module_activity_module_id FOREIGN KEY(module_id) REFERENCES module (id) ON DELETE CASCADE,
    CONSTRAINT fk_module_activity_format_id FOREIGN KEY(format_id) REFERENCES event_format (id)
);

CREATE INDEX ix_module_activity_format_id ON module_activity (format_id);

CREATE INDEX ix_module_activity_module_id ON module_activity (module_id);

CREATE TABLE package_content (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    package_id INTEGER NOT NULL,
    part VARCHAR NOT NULL,
    items INTEGER NOT NULL,
    CONSTRAINT pk_package_content PRIMARY KEY (package_id, part),
    CONSTRAINT fk_package_content_package_id FOREIGN KEY(package_id) REFERENCES package (id) ON DELETE CASCADE
);

CREATE TABLE person (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid VARCHAR NOT NULL,
    last_name VARCHAR NOT NULL,
    first_name VARCHAR NOT NULL,
    patronymic VARCHAR,
    name_key VARCHAR NOT NULL,
    position_id INTEGER NOT NULL,
    organization_id INTEGER NOT NULL,
    category VARCHAR,
    category_until DATE,
    education VARCHAR,
    experience_years INTEGER,
    phone VARCHAR,
    email VARCHAR,
    pd_state VARCHAR NOT NULL,
    CONSTRAINT ck_person_last_name_filled CHECK (length(trim(last_name)) > 0),
    CONSTRAINT ck_person_first_name_filled CHECK (length(trim(first_name)) > 0),
    CONSTRAINT ck_person_category CHECK (category IN ('highest', 'first', 'methodist', 'mentor', 'suitable', 'none')),
    CONSTRAINT ck_person_education CHECK (education IN ('higher_pedagogical', 'higher', 'secondary_pedagogical', 'secondary', 'student', 'school')),
    CONSTRAINT ck_person_pd_state CHECK (pd_state IN ('active', 'blocked', 'depersonalised', 'destroyed')),
    CONSTRAINT ck_person_experience_years_range CHECK (experience_years BETWEEN 0 AND 60),
    CONSTRAINT uq_person_uid UNIQUE (uid),
    CONSTRAINT fk_person_position_id FOREIGN KEY(position_id) REFERENCES position (id),
    CONSTRAINT fk_person_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id)
);

CREATE INDEX ix_person_name_key_organization_id ON person (name_key, organization_id);

CREATE INDEX ix_person_organization_id ON person (organization_id);

CREATE INDEX ix_person_position_id ON person (position_id);

CREATE TABLE site (
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
    CONSTRAINT pk_site PRIMARY KEY (id),
    CONSTRAINT ck_site_single CHECK (id = 1),
    CONSTRAINT ck_site_full_name_filled CHECK (length(trim(full_name)) > 0),
    CONSTRAINT ck_site_short_name_filled CHECK (length(trim(short_name)) > 0),
    CONSTRAINT ck_site_theme_filled CHECK (length(trim(theme)) > 0),
    CONSTRAINT ck_site_base_kind CHECK (base_kind IN ('one', 'union')),
    CONSTRAINT uq_site_uid UNIQUE (uid),
    CONSTRAINT fk_site_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipality (id),
    CONSTRAINT fk_site_organization_id FOREIGN KEY(organization_id) REFERENCES organization (id)
);

CREATE INDEX ix_site_municipality_id ON site (municipality_id);

CREATE INDEX ix_site_organization_id ON site (organization_id);

CREATE TABLE consent (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL,
    purpose VARCHAR NOT NULL,
    data_scope VARCHAR NOT NULL,
    signed_on DATE NOT NULL,
    valid_until DATE,
    form VARCHAR NOT NULL,
    withdrawn_on DATE,
    destroyed_on DATE,
    act VARCHAR,
    batch_id INTEGER,
    CONSTRAINT ck_consent_purpose CHECK (purpose IN ('processing', 'publication', 'frdo')),
    CONSTRAINT ck_consent_form CHECK (form IN ('paper', 'scan')),
    CONSTRAINT ck_consent_signed_on_before_valid_until CHECK (signed_on <= valid_until),
    CONSTRAINT ck_consent_signed_on_before_withdrawn_on CHECK (signed_on <= withdrawn_on),
    CONSTRAINT uq_consent_id_person_id UNIQUE (id, person_id),
    CONSTRAINT fk_consent_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT fk_consent_batch_id FOREIGN KEY(batch_id) REFERENCES import_batch (id) ON DELETE SET NULL
);

CREATE INDEX ix_consent_batch_id ON consent (batch_id);

CREATE INDEX ix_consent_person_id ON consent (person_id);

CREATE TABLE person_alias (
    uid VARCHAR NOT NULL,
    person_id INTEGER NOT NULL,
    CONSTRAINT pk_person_alias PRIMARY KEY (uid),
    CONSTRAINT fk_person_alias_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);

CREATE INDEX ix_person_alias_person_id ON person_alias (person_id);

CREATE TABLE "plan" (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    program_id INTEGER,
    tutor_id INTEGER,
    parent_id INTEGER,
    status VARCHAR NOT NULL,
    council_protocol_no VARCHAR,
    council_on DATE,
    agreed_on DATE,
    approved_by VARCHAR,
    approved_on DATE,
    CONSTRAINT ck_plan_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT ck_plan_kind CHECK (kind IN ('quarter', 'half_year', 'year', 'roadmap')),
    CONSTRAINT ck_plan_status CHECK (status IN ('draft', 'discussed', 'agreed', 'approved', 'closed')),
    CONSTRAINT ck_plan_starts_on_before_ends_on CHECK (starts_on <= ends_on),
    CONSTRAINT ck_plan_approval_dated CHECK (NOT (status IN ('approved', 'closed')) OR (approved_on IS NOT NULL)),
    CONSTRAINT uq_plan_uid UNIQUE (uid),
    CONSTRAINT fk_plan_program_id FOREIGN KEY(program_id) REFERENCES program (id),
    CONSTRAINT fk_plan_tutor_id FOREIGN KEY(tutor_id) REFERENCES person (id),
    CONSTRAINT fk_plan_parent_id FOREIGN KEY(parent_id) REFERENCES "plan" (id)
);

CREATE INDEX ix_plan_parent_id ON "plan" (parent_id);

CREATE INDEX ix_plan_program_id ON "plan" (program_id);

CREATE INDEX ix_plan_starts_on ON "plan" (starts_on);

CREATE INDEX ix_plan_tutor_id ON "plan" (tutor_id);

CREATE TABLE role_assignment (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL,
    role_id INTEGER NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE,
    order_no VARCHAR,
    order_date DATE,
    CONSTRAINT ck_role_assignment_starts_on_before_ends_on CHECK (starts_on <= ends_on),
    CONSTRAINT uq_role_assignment_person_id_role_id_starts_on UNIQUE (person_id, role_id, starts_on),
    CONSTRAINT fk_role_assignment_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_role_assignment_role_id FOREIGN KEY(role_id) REFERENCES role (id)
);

CREATE INDEX ix_role_assignment_person_id ON role_assignment (person_id);

CREATE INDEX ix_role_assignment_role_id ON role_assignment (role_id);

CREATE TABLE stream (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid VARCHAR NOT NULL,
    program_id INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    tutor_id INTEGER NOT NULL,
    capacity INTEGER,
    CONSTRAINT ck_stream_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT ck_stream_starts_on_before_ends_on CHECK (starts_on <= ends_on),
    CONSTRAINT ck_stream_capacity CHECK (capacity > 0),
    CONSTRAINT uq_stream_uid UNIQUE (uid),
    CONSTRAINT fk_stream_program_id FOREIGN KEY(program_id) REFERENCES program (id),
    CONSTRAINT fk_stream_tutor_id FOREIGN KEY(tutor_id) REFERENCES person (id)
);

CREATE INDEX ix_stream_program_id ON stream (program_id);

CREATE INDEX ix_stream_starts_on ON stream (starts_on);

CREATE INDEX ix_stream_tutor_id ON stream (tutor_id);

CREATE TABLE creative_work (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    stream_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    accepted_on DATE,
    CONSTRAINT ck_creative_work_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT ck_creative_work_kind CHECK (kind IN ('group_project', 'individual')),
    CONSTRAINT ck_creative_work_state CHECK (state IN ('missing', 'submitted', 'returned', 'accepted')),
    CONSTRAINT fk_creative_work_stream_id FOREIGN KEY(stream_id) REFERENCES stream (id)
);

CREATE INDEX ix_creative_work_stream_id ON creative_work (stream_id);

CREATE TABLE enrollment (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    stream_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    status VARCHAR NOT NULL,
    enrolled_on DATE,
    left_on DATE,
    order_in VARCHAR,
    order_out VARCHAR,
    CONSTRAINT ck_enrollment_status CHECK (status IN ('applied', 'enrolled', 'studying', 'completed', 'expelled')),
    CONSTRAINT uq_enrollment_stream_id_person_id UNIQUE (stream_id, person_id),
    CONSTRAINT ck_enrollment_enrolled_on_before_left_on CHECK (enrolled_on <= left_on),
    CONSTRAINT fk_enrollment_stream_id FOREIGN KEY(stream_id) REFERENCES stream (id),
    CONSTRAINT fk_enrollment_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_enrollment_person_id ON enrollment (person_id);

CREATE INDEX ix_enrollment_stream_id ON enrollment (stream_id);

CREATE TABLE feedback_survey (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    stream_id INTEGER NOT NULL,
    opened_on DATE NOT NULL,
    closed_on DATE,
    CONSTRAINT fk_feedback_survey_stream_id FOREIGN KEY(stream_id) REFERENCES stream (id) ON DELETE CASCADE
);

CREATE INDEX ix_feedback_survey_stream_id ON feedback_survey (stream_id);

CREATE TABLE person_restricted (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    person_id INTEGER NOT NULL,
    consent_id INTEGER NOT NULL,
    snils VARCHAR,
    birth_date DATE,
    sex VARCHAR,
    diploma_surname VARCHAR,
    diploma_series VARCHAR,
    diploma_number VARCHAR,
    CONSTRAINT pk_person_restricted PRIMARY KEY (person_id),
    CONSTRAINT ck_person_restricted_sex CHECK (sex IN ('female', 'male')),
    CONSTRAINT fk_person_restricted_consent_id_person_id FOREIGN KEY(consent_id, person_id) REFERENCES consent (id, person_id) ON DELETE CASCADE,
    CONSTRAINT ck_person_restricted_snils CHECK (snils GLOB '[0-9][0-9][0-9]-[0-9][0-9][0-9]-[0-9][0-9][0-9] [0-9][0-9]'),
    CONSTRAINT fk_person_restricted_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT uq_person_restricted_snils UNIQUE (snils)
);

CREATE INDEX ix_person_restricted_consent_id ON person_restricted (consent_id);

CREATE TABLE plan_amendment (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_id INTEGER NOT NULL,
    made_on DATE NOT NULL,
    reason VARCHAR NOT NULL,
    action_id INTEGER NOT NULL,
    CONSTRAINT ck_plan_amendment_reason_filled CHECK (length(trim(reason)) > 0),
    CONSTRAINT fk_plan_amendment_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE
);

CREATE INDEX ix_plan_amendment_plan_id ON plan_amendment (plan_id);

CREATE TABLE plan_item (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid VARCHAR NOT NULL,
    plan_id INTEGER NOT NULL,
    section_id INTEGER NOT NULL,
    task_no VARCHAR,
    title VARCHAR NOT NULL,
    format_id INTEGER NOT NULL,
    due_from DATE NOT NULL,
    due_to DATE NOT NULL,
    mode VARCHAR NOT NULL,
    place VARCHAR,
    audience VARCHAR,
    planned_count INTEGER NOT NULL,
    responsible_id INTEGER NOT NULL,
    expected_result VARCHAR,
    product_kind_id INTEGER,
    indicator_id INTEGER,
    status VARCHAR NOT NULL,
    done_on DATE,
    postponed_to DATE,
    reason VARCHAR,
    CONSTRAINT ck_plan_item_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT ck_plan_item_mode CHECK (mode IN ('in_person', 'remote', 'mixed')),
    CONSTRAINT ck_plan_item_status CHECK (status IN ('planned', 'in_progress', 'done', 'postponed', 'cancelled')),
    CONSTRAINT ck_plan_item_due_from_before_due_to CHECK (due_from <= due_to),
    CONSTRAINT ck_plan_item_planned_count CHECK (planned_count >= 0),
    CONSTRAINT ck_plan_item_reason_given CHECK (NOT (status IN ('postponed', 'cancelled')) OR (length(trim(coalesce(reason, ''))) > 0)),
    CONSTRAINT ck_plan_item_postponed_to_given CHECK (NOT (status = 'postponed') OR (postponed_to IS NOT NULL)),
    CONSTRAINT uq_plan_item_uid UNIQUE (uid),
    CONSTRAINT fk_plan_item_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE,
    CONSTRAINT fk_plan_item_section_id FOREIGN KEY(section_id) REFERENCES plan_section (id),
    CONSTRAINT fk_plan_item_format_id FOREIGN KEY(format_id) REFERENCES event_format (id),
    CONSTRAINT fk_plan_item_responsible_id FOREIGN KEY(responsible_id) REFERENCES person (id),
    CONSTRAINT fk_plan_item_product_kind_id FOREIGN KEY(product_kind_id) REFERENCES product_kind (id),
    CONSTRAINT fk_plan_item_indicator_id FOREIGN KEY(indicator_id) REFERENCES indicator (id)
);

CREATE INDEX ix_plan_item_due_from ON plan_item (due_from);

CREATE INDEX ix_plan_item_due_to ON plan_item (due_to);

CREATE INDEX ix_plan_item_format_id ON plan_item (format_id);

CREATE INDEX ix_plan_item_indicator_id ON plan_item (indicator_id);

CREATE INDEX ix_plan_item_plan_id ON plan_item (plan_id);

CREATE INDEX ix_plan_item_product_kind_id ON plan_item (product_kind_id);

CREATE INDEX ix_plan_item_responsible_id ON plan_item (responsible_id);

CREATE INDEX ix_plan_item_section_id ON plan_item (section_id);

CREATE TABLE certificate (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    reg_no INTEGER NOT NULL,
    enrollment_id INTEGER NOT NULL,
    issue_date DATE NOT NULL,
    hours INTEGER NOT NULL,
    basis VARCHAR,
    state VARCHAR NOT NULL,
    handed_on DATE,
    duplicate_of_id INTEGER,
    override_reason VARCHAR,
    is_from_paper_book BOOLEAN NOT NULL,
    CONSTRAINT ck_certificate_state CHECK (state IN ('prepared', 'issued', 'annulled', 'duplicate')),
    CONSTRAINT uq_certificate_kind_year_reg_no UNIQUE (kind, year, reg_no),
    CONSTRAINT ck_certificate_reg_no CHECK (reg_no >= 1),
    CONSTRAINT ck_certificate_hours CHECK (hours > 0),
    CONSTRAINT uq_certificate_uid UNIQUE (uid),
    CONSTRAINT fk_certificate_enrollment_id FOREIGN KEY(enrollment_id) REFERENCES enrollment (id),
    CONSTRAINT fk_certificate_duplicate_of_id FOREIGN KEY(duplicate_of_id) REFERENCES certificate (id)
);

CREATE INDEX ix_certificate_duplicate_of_id ON certificate (duplicate_of_id);

CREATE INDEX ix_certificate_enrollment_id ON certificate (enrollment_id);

CREATE INDEX ix_certificate_issue_date ON certificate (issue_date);

CREATE TABLE creative_work_member (
    work_id INTEGER NOT NULL,
    enrollment_id INTEGER NOT NULL,
    CONSTRAINT pk_creative_work_member PRIMARY KEY (work_id, enrollment_id),
    CONSTRAINT fk_creative_work_member_work_id FOREIGN KEY(work_id) REFERENCES creative_work (id) ON DELETE CASCADE,
    CONSTRAINT fk_creative_work_member_enrollment_id FOREIGN KEY(enrollment_id) REFERENCES enrollment (id) ON DELETE CASCADE
);

CREATE INDEX ix_creative_work_member_enrollment_id ON creative_work_member (enrollment_id);

CREATE TABLE diagnostic_card (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    enrollment_id INTEGER NOT NULL,
    stage VARCHAR NOT NULL,
    filled_on DATE NOT NULL,
    CONSTRAINT ck_diagnostic_card_stage CHECK (stage IN ('entry', 'exit')),
    CONSTRAINT uq_diagnostic_card_enrollment_id_stage UNIQUE (enrollment_id, stage),
    CONSTRAINT fk_diagnostic_card_enrollment_id FOREIGN KEY(enrollment_id) REFERENCES enrollment (id) ON DELETE CASCADE
);

CREATE INDEX ix_diagnostic_card_enrollment_id ON diagnostic_card (enrollment_id);

CREATE TABLE event (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid VARCHAR NOT NULL,
    plan_item_id INTEGER,
    module_id INTEGER,
    held_on DATE NOT NULL,
    starts_at VARCHAR,
    duration_min INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    format_id INTEGER NOT NULL,
    mode VARCHAR NOT NULL,
    place VARCHAR,
    leader_id INTEGER NOT NULL,
    description VARCHAR,
    outcome VARCHAR,
    materials VARCHAR,
    link VARCHAR,
    total_external INTEGER NOT NULL,
    CONSTRAINT ck_event_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT ck_event_mode CHECK (mode IN ('in_person', 'remote', 'mixed')),
    CONSTRAINT ck_event_duration_min CHECK (duration_min > 0),
    CONSTRAINT ck_event_total_external CHECK (total_external >= 0),
    CONSTRAINT ck_event_starts_at CHECK (starts_at GLOB '[0-2][0-9]:[0-5][0-9]' AND starts_at < '24:00'),
    CONSTRAINT uq_event_uid UNIQUE (uid),
    CONSTRAINT fk_event_plan_item_id FOREIGN KEY(plan_item_id) REFERENCES plan_item (id),
    CONSTRAINT fk_event_module_id FOREIGN KEY(module_id) REFERENCES module (id),
    CONSTRAINT fk_event_format_id FOREIGN KEY(format_id) REFERENCES event_format (id),
    CONSTRAINT fk_event_leader_id FOREIGN KEY(leader_id) REFERENCES person (id)
);

CREATE INDEX ix_event_format_id ON event (format_id);

CREATE INDEX ix_event_held_on ON event (held_on);

CREATE INDEX ix_event_leader_id ON event (leader_id);

CREATE INDEX ix_event_module_id ON event (module_id);

CREATE INDEX ix_event_plan_item_id ON event (plan_item_id);

CREATE TABLE feedback_response (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    survey_id INTEGER NOT NULL,
    token VARCHAR NOT NULL,
    answered_on DATE,
    relevance INTEGER,
    novelty INTEGER,
    practical_value INTEGER,
    tutor INTEGER,
    organisation INTEGER,
    materials INTEGER,
    remote_access INTEGER,
    readiness INTEGER,
    nps INTEGER,
    liked VARCHAR,
    suggestions VARCHAR,
    CONSTRAINT uq_feedback_response_survey_id_token UNIQUE (survey_id, token),
    CONSTRAINT ck_feedback_response_relevance_range CHECK (relevance BETWEEN 1 AND 5),
    CONSTRAINT ck_feedback_response_novelty_range CHECK (novelty BETWEEN 1 AND 5),
    CONSTRAINT ck_feedback_response_practical_value_range CHECK (practical_value BETWEEN 1 AND 5),
    CONSTRAINT ck_feedback_response_tutor_range CHECK (tutor BETWEEN 1 AND 5),
    CONSTRAINT ck_feedback_response_organisation_range CHECK (organisation BETWEEN 1 AND 5),
    CONSTRAINT ck_feedback_response_materials_range CHECK (materials BETWEEN 1 AND 5),
    CONSTRAINT ck_feedback_response_remote_access_range CHECK (remote_access BETWEEN 1 AND 5),
    CONSTRAINT ck_feedback_response_readiness_range CHECK (readiness BETWEEN 1 AND 5),
    CONSTRAINT ck_feedback_response_nps_range CHECK (nps BETWEEN 0 AND 10),
    CONSTRAINT fk_feedback_response_survey_id FOREIGN KEY(survey_id) REFERENCES feedback_survey (id) ON DELETE CASCADE
);

CREATE INDEX ix_feedback_response_survey_id ON feedback_response (survey_id);

CREATE TABLE final_work (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    enrollment_id INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    attachment_id INTEGER,
    approbation_on DATE,
    self_analysis VARCHAR,
    admin_review VARCHAR,
    state VARCHAR NOT NULL,
    CONSTRAINT ck_final_work_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT ck_final_work_state CHECK (state IN ('missing', 'submitted', 'returned', 'accepted')),
    CONSTRAINT ck_final_work_tried_out_first CHECK (NOT (state = 'accepted') OR (approbation_on IS NOT NULL)),
    CONSTRAINT uq_final_work_enrollment_id UNIQUE (enrollment_id),
    CONSTRAINT fk_final_work_enrollment_id FOREIGN KEY(enrollment_id) REFERENCES enrollment (id) ON DELETE CASCADE,
    CONSTRAINT fk_final_work_attachment_id FOREIGN KEY(attachment_id) REFERENCES attachment (id)
);

CREATE INDEX ix_final_work_attachment_id ON final_work (attachment_id);

CREATE TABLE internship_report (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    enrollment_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    submitted_on DATE,
    accepted_on DATE,
    CONSTRAINT ck_internship_report_kind CHECK (kind IN ('analytical', 'mini')),
    CONSTRAINT uq_internship_report_enrollment_id UNIQUE (enrollment_id),
    CONSTRAINT fk_internship_report_enrollment_id FOREIGN KEY(enrollment_id) REFERENCES enrollment (id) ON DELETE CASCADE
);

CREATE TABLE plan_item_task (
    plan_item_id INTEGER NOT NULL,
    task_id INTEGER NOT NULL,
    CONSTRAINT pk_plan_item_task PRIMARY KEY (plan_item_id, task_id),
    CONSTRAINT fk_plan_item_task_plan_item_id FOREIGN KEY(plan_item_id) REFERENCES plan_item (id) ON DELETE CASCADE,
    CONSTRAINT fk_plan_item_task_task_id FOREIGN KEY(task_id) REFERENCES support_task (id)
);

CREATE INDEX ix_plan_item_task_task_id ON plan_item_task (task_id);

CREATE TABLE route (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    enrollment_id INTEGER NOT NULL,
    goal VARCHAR,
    motivation VARCHAR,
    context VARCHAR,
    starts_on DATE,
    ends_on DATE,
    status VARCHAR NOT NULL,
    CONSTRAINT ck_route_status CHECK (status IN ('draft', 'active', 'done')),
    CONSTRAINT ck_route_starts_on_before_ends_on CHECK (starts_on <= ends_on),
    CONSTRAINT uq_route_enrollment_id UNIQUE (enrollment_id),
    CONSTRAINT fk_route_enrollment_id FOREIGN KEY(enrollment_id) REFERENCES enrollment (id) ON DELETE CASCADE
);

CREATE TABLE submission (
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
    attachment_id INTEGER,
    CONSTRAINT ck_submission_state CHECK (state IN ('missing', 'submitted', 'returned', 'accepted')),
    CONSTRAINT uq_submission_assignment_id_enrollment_id UNIQUE (assignment_id, enrollment_id),
    CONSTRAINT fk_submission_assignment_id FOREIGN KEY(assignment_id) REFERENCES assignment (id) ON DELETE CASCADE,
    CONSTRAINT fk_submission_enrollment_id FOREIGN KEY(enrollment_id) REFERENCES enrollment (id) ON DELETE CASCADE,
    CONSTRAINT fk_submission_attachment_id FOREIGN KEY(attachment_id) REFERENCES attachment (id)
);

CREATE INDEX ix_submission_assignment_id ON submission (assignment_id);

CREATE INDEX ix_submission_attachment_id ON submission (attachment_id);

CREATE INDEX ix_submission_enrollment_id ON submission (enrollment_id);

CREATE TABLE attendance (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    event_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    minutes INTEGER,
    signature_kept BOOLEAN NOT NULL,
    makeup_on DATE,
    makeup_form VARCHAR,
    makeup_tutor_id INTEGER,
    CONSTRAINT pk_attendance PRIMARY KEY (event_id, person_id),
    CONSTRAINT ck_attendance_state CHECK (state IN ('present', 'remote', 'absent', 'excused', 'made_up')),
    CONSTRAINT ck_attendance_minutes CHECK (minutes > 0),
    CONSTRAINT ck_attendance_makeup_described CHECK (NOT (state = 'made_up') OR (makeup_on IS NOT NULL AND makeup_form IS NOT NULL)),
    CONSTRAINT fk_attendance_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE,
    CONSTRAINT fk_attendance_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_attendance_makeup_tutor_id FOREIGN KEY(makeup_tutor_id) REFERENCES person (id)
);

CREATE INDEX ix_attendance_makeup_tutor_id ON attendance (makeup_tutor_id);

CREATE INDEX ix_attendance_person_id ON attendance (person_id);

CREATE TABLE diagnostic_item (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    card_id INTEGER NOT NULL,
    competence_id INTEGER NOT NULL,
    self_score INTEGER,
    tutor_score INTEGER,
    is_deficit BOOLEAN NOT NULL,
    priority INTEGER,
    CONSTRAINT pk_diagnostic_item PRIMARY KEY (card_id, competence_id),
    CONSTRAINT ck_diagnostic_item_self_score_range CHECK (self_score BETWEEN 0 AND 3),
    CONSTRAINT ck_diagnostic_item_tutor_score_range CHECK (tutor_score BETWEEN 0 AND 3),
    CONSTRAINT fk_diagnostic_item_card_id FOREIGN KEY(card_id) REFERENCES diagnostic_card (id) ON DELETE CASCADE,
    CONSTRAINT fk_diagnostic_item_competence_id FOREIGN KEY(competence_id) REFERENCES competence (id)
);

CREATE TABLE event_function (
    event_id INTEGER NOT NULL,
    function_id INTEGER NOT NULL,
    CONSTRAINT pk_event_function PRIMARY KEY (event_id, function_id),
    CONSTRAINT fk_event_function_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE,
    CONSTRAINT fk_event_function_function_id FOREIGN KEY(function_id) REFERENCES support_function (id)
);

CREATE INDEX ix_event_function_function_id ON event_function (function_id);

CREATE TABLE event_leader (
    event_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    CONSTRAINT pk_event_leader PRIMARY KEY (event_id, person_id),
    CONSTRAINT fk_event_leader_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE,
    CONSTRAINT fk_event_leader_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_event_leader_person_id ON event_leader (person_id);

CREATE TABLE event_stream (
    event_id INTEGER NOT NULL,
    stream_id INTEGER NOT NULL,
    CONSTRAINT pk_event_stream PRIMARY KEY (event_id, stream_id),
    CONSTRAINT fk_event_stream_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE,
    CONSTRAINT fk_event_stream_stream_id FOREIGN KEY(stream_id) REFERENCES stream (id)
);

CREATE INDEX ix_event_stream_stream_id ON event_stream (stream_id);

CREATE TABLE peer_review (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    final_work_id INTEGER NOT NULL,
    reviewer_id INTEGER NOT NULL,
    scores VARCHAR,
    recommendations VARCHAR,
    state VARCHAR NOT NULL,
    CONSTRAINT ck_peer_review_state CHECK (state IN ('missing', 'submitted', 'returned', 'accepted')),
    CONSTRAINT uq_peer_review_final_work_id_reviewer_id UNIQUE (final_work_id, reviewer_id),
    CONSTRAINT fk_peer_review_final_work_id FOREIGN KEY(final_work_id) REFERENCES final_work (id) ON DELETE CASCADE,
    CONSTRAINT fk_peer_review_reviewer_id FOREIGN KEY(reviewer_id) REFERENCES enrollment (id) ON DELETE CASCADE
);

CREATE INDEX ix_peer_review_final_work_id ON peer_review (final_work_id);

CREATE INDEX ix_peer_review_reviewer_id ON peer_review (reviewer_id);

CREATE TABLE product (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    kind_id INTEGER NOT NULL,
    made_on DATE NOT NULL,
    status VARCHAR NOT NULL,
    plan_item_id INTEGER,
    event_id INTEGER,
    url VARCHAR,
    attachment_id INTEGER,
    level VARCHAR,
    participation_form VARCHAR,
    publication VARCHAR,
    CONSTRAINT ck_product_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT ck_product_status CHECK (status IN ('draft', 'ready', 'published')),
    CONSTRAINT uq_product_uid UNIQUE (uid),
    CONSTRAINT fk_product_kind_id FOREIGN KEY(kind_id) REFERENCES product_kind (id),
    CONSTRAINT fk_product_plan_item_id FOREIGN KEY(plan_item_id) REFERENCES plan_item (id) ON DELETE SET NULL,
    CONSTRAINT fk_product_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE SET NULL,
    CONSTRAINT fk_product_attachment_id FOREIGN KEY(attachment_id) REFERENCES attachment (id)
);

CREATE INDEX ix_product_attachment_id ON product (attachment_id);

CREATE INDEX ix_product_event_id ON product (event_id);

CREATE INDEX ix_product_kind_id ON product (kind_id);

CREATE INDEX ix_product_made_on ON product (made_on);

CREATE INDEX ix_product_plan_item_id ON product (plan_item_id);

CREATE TABLE route_item (
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
    CONSTRAINT ck_route_item_deficit_filled CHECK (length(trim(deficit)) > 0),
    CONSTRAINT fk_route_item_route_id FOREIGN KEY(route_id) REFERENCES route (id) ON DELETE CASCADE,
    CONSTRAINT fk_route_item_competence_id FOREIGN KEY(competence_id) REFERENCES competence (id)
);

CREATE INDEX ix_route_item_competence_id ON route_item (competence_id);

CREATE INDEX ix_route_item_route_id ON route_item (route_id);

CREATE TABLE product_author (
    product_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    CONSTRAINT pk_product_author PRIMARY KEY (product_id, person_id),
    CONSTRAINT fk_product_author_product_id FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE CASCADE,
    CONSTRAINT fk_product_author_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_product_author_person_id ON product_author (person_id)
"""


def upgrade(migration: Migration) -> None:
    """Make every table and index, then fill the reference tables from `resources/reference`."""
    for statement in STATEMENTS.split(";\n\n"):
        migration.execute(statement)
    reference_rows.insert(migration)
