"""Schema 5: documents and reports: frozen files, phrases, the site's own forms and masters, own indicators.

The statements are frozen: a later change of the schema is a later step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.migrations.runner import Migration

STATEMENTS = """
CREATE TABLE report_file (
    report_id INTEGER NOT NULL,
    ending VARCHAR NOT NULL,
    attachment_id INTEGER NOT NULL,
    CONSTRAINT pk_report_file PRIMARY KEY (report_id, ending),
    CONSTRAINT fk_report_file_report_id FOREIGN KEY(report_id) REFERENCES report (id) ON DELETE CASCADE,
    CONSTRAINT fk_report_file_attachment_id FOREIGN KEY(attachment_id) REFERENCES attachment (id)
);

CREATE INDEX ix_report_file_attachment_id ON report_file (attachment_id);

CREATE TABLE report_snippet (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    section VARCHAR,
    title VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    sort_order INTEGER NOT NULL,
    CONSTRAINT ck_report_snippet_title_filled CHECK (length(trim(title)) > 0),
    CONSTRAINT ck_report_snippet_text_filled CHECK (length(trim(text)) > 0)
);

CREATE TABLE site_form (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    form VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    adopted_on DATE NOT NULL,
    CONSTRAINT pk_site_form PRIMARY KEY (form),
    CONSTRAINT ck_site_form_content_filled CHECK (length(trim(content)) > 0),
    CONSTRAINT ck_site_form_origin CHECK (origin IN ('site', 'institute'))
);

CREATE TABLE site_master (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    paper VARCHAR NOT NULL,
    attachment_id INTEGER NOT NULL,
    origin VARCHAR NOT NULL,
    adopted_on DATE NOT NULL,
    CONSTRAINT pk_site_master PRIMARY KEY (paper),
    CONSTRAINT ck_site_master_origin CHECK (origin IN ('site', 'institute')),
    CONSTRAINT fk_site_master_attachment_id FOREIGN KEY(attachment_id) REFERENCES attachment (id)
);

CREATE INDEX ix_site_master_attachment_id ON site_master (attachment_id);

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
    document_id INTEGER,
    CONSTRAINT ck_attachment_use_purpose CHECK (purpose IN ('photo', 'signed_sheet', 'presentation', 'consent', 'work', 'material', 'other')),
    CONSTRAINT ck_attachment_use_one_place CHECK ((event_id IS NOT NULL) + (product_id IS NOT NULL) + (meeting_id IS NOT NULL) + (consultation_id IS NOT NULL) + (person_id IS NOT NULL) + (consent_id IS NOT NULL) + (material_id IS NOT NULL) + (submission_id IS NOT NULL) + (creative_work_id IS NOT NULL) + (final_work_id IS NOT NULL) + (internship_report_id IS NOT NULL) + (diary_entry_id IS NOT NULL) + (document_id IS NOT NULL) = 1),
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
    CONSTRAINT uq_attachment_use_document UNIQUE (attachment_id, document_id),
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
    CONSTRAINT fk_attachment_use_diary_entry_id FOREIGN KEY(diary_entry_id) REFERENCES diary_entry (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachment_use_document_id FOREIGN KEY(document_id) REFERENCES document (id) ON DELETE CASCADE
);

INSERT INTO attachment_use_wider (created_at, updated_at, author_id, id, attachment_id, purpose, caption, event_id, product_id, meeting_id, consultation_id, person_id, consent_id, material_id, submission_id, creative_work_id, final_work_id, internship_report_id, diary_entry_id)
    SELECT created_at, updated_at, author_id, id, attachment_id, purpose, caption, event_id, product_id, meeting_id, consultation_id, person_id, consent_id, material_id, submission_id, creative_work_id, final_work_id, internship_report_id, diary_entry_id
    FROM attachment_use;

DROP TABLE attachment_use;

ALTER TABLE attachment_use_wider RENAME TO attachment_use;

CREATE INDEX ix_attachment_use_attachment_id ON attachment_use (attachment_id);

CREATE INDEX ix_attachment_use_consent_id ON attachment_use (consent_id);

CREATE INDEX ix_attachment_use_consultation_id ON attachment_use (consultation_id);

CREATE INDEX ix_attachment_use_creative_work_id ON attachment_use (creative_work_id);

CREATE INDEX ix_attachment_use_diary_entry_id ON attachment_use (diary_entry_id);

CREATE INDEX ix_attachment_use_document_id ON attachment_use (document_id);

CREATE INDEX ix_attachment_use_event_id ON attachment_use (event_id);

CREATE INDEX ix_attachment_use_final_work_id ON attachment_use (final_work_id);

CREATE INDEX ix_attachment_use_internship_report_id ON attachment_use (internship_report_id);

CREATE INDEX ix_attachment_use_material_id ON attachment_use (material_id);

CREATE INDEX ix_attachment_use_meeting_id ON attachment_use (meeting_id);

CREATE INDEX ix_attachment_use_person_id ON attachment_use (person_id);

CREATE INDEX ix_attachment_use_product_id ON attachment_use (product_id);

CREATE INDEX ix_attachment_use_submission_id ON attachment_use (submission_id);

CREATE TABLE report_wider (
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
    approved_by_id INTEGER,
    correction_reason VARCHAR,
    snapshot VARCHAR,
    detail VARCHAR,
    CONSTRAINT ck_report_type CHECK (type IN ('quarter', 'half_year', 'year', 'school_year', 'days')),
    CONSTRAINT ck_report_status CHECK (status IN ('draft', 'approved', 'accepted')),
    CONSTRAINT uq_report_period_version UNIQUE (period, version),
    CONSTRAINT uq_report_uid UNIQUE (uid),
    CONSTRAINT fk_report_corrects_id FOREIGN KEY(corrects_id) REFERENCES report (id),
    CONSTRAINT fk_report_approved_by_id FOREIGN KEY(approved_by_id) REFERENCES person (id)
);

INSERT INTO report_wider (created_at, updated_at, author_id, id, uid, type, period, version, corrects_id, status, approved_on, correction_reason, snapshot)
    SELECT created_at, updated_at, author_id, id, uid, type, period, version, corrects_id, status, approved_on, correction_reason, snapshot
    FROM report;

DROP TABLE report;

ALTER TABLE report_wider RENAME TO report;

CREATE INDEX ix_report_approved_by_id ON report (approved_by_id);

CREATE INDEX ix_report_corrects_id ON report (corrects_id);

ALTER TABLE document ADD COLUMN person_id INTEGER
    CONSTRAINT fk_document_person_id REFERENCES person (id);

CREATE INDEX ix_document_person_id ON document (person_id);

ALTER TABLE document ADD COLUMN fields VARCHAR;

ALTER TABLE document ADD COLUMN note VARCHAR;

ALTER TABLE indicator ADD COLUMN filters VARCHAR;

ALTER TABLE indicator ADD COLUMN is_hidden BOOLEAN DEFAULT '0' NOT NULL;

ALTER TABLE indicator_value ADD COLUMN evidence VARCHAR
"""


def upgrade(migration: Migration) -> None:
    """Add the tables and columns."""
    for statement in STATEMENTS.split(";\n\n"):
        migration.execute(statement)
