"""Schema 6: exchange with ИРО: sealed packages, the outbox, receipts, and what the site knows of the institute.

The statements are frozen: a later change of the schema is a later step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.migrations.runner import Migration

STATEMENTS = """
CREATE TABLE package_wider (
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
    content_id VARCHAR,
    corrects_id INTEGER,
    key_name VARCHAR,
    introduces BOOLEAN DEFAULT '0' NOT NULL,
    CONSTRAINT ck_package_kind CHECK (kind IN ('open_report', 'quarterly_report', 'roster', 'frdo', 'products', 'news', 'full_copy')),
    CONSTRAINT ck_package_state CHECK (state IN ('built', 'queued', 'sending', 'sent', 'accepted', 'rejected', 'withdrawn')),
    CONSTRAINT uq_package_kind_period_serial UNIQUE (kind, period, serial),
    CONSTRAINT ck_package_serial CHECK (serial >= 1),
    CONSTRAINT ck_package_sha256 CHECK (length(sha256) = 64),
    CONSTRAINT ck_package_content_id CHECK (length(content_id) = 64),
    CONSTRAINT uq_package_uid UNIQUE (uid),
    CONSTRAINT fk_package_report_id FOREIGN KEY(report_id) REFERENCES report (id) ON DELETE SET NULL,
    CONSTRAINT fk_package_corrects_id FOREIGN KEY(corrects_id) REFERENCES package (id) ON DELETE SET NULL
);

INSERT INTO package_wider (created_at, updated_at, author_id, id, uid, kind, period, serial, name, sha256, size, state, manifest, sent_on, receipt, report_id)
    SELECT created_at, updated_at, author_id, id, uid, kind, period, serial, name, sha256, size, state, manifest, sent_on, receipt, report_id
    FROM package;

DROP TABLE package;

ALTER TABLE package_wider RENAME TO package;

CREATE INDEX ix_package_content_id ON package (content_id);

CREATE INDEX ix_package_corrects_id ON package (corrects_id);

CREATE INDEX ix_package_report_id ON package (report_id);

CREATE INDEX ix_package_sha256 ON package (sha256);

CREATE TABLE package_file (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    package_id INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    CONSTRAINT pk_package_file PRIMARY KEY (package_id, sha256),
    CONSTRAINT fk_package_file_package_id FOREIGN KEY(package_id) REFERENCES package (id) ON DELETE CASCADE
);

CREATE INDEX ix_package_file_sha256 ON package_file (sha256);

CREATE TABLE delivery (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    package_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    road VARCHAR NOT NULL,
    queued_at VARCHAR NOT NULL,
    is_paused BOOLEAN NOT NULL,
    at_night BOOLEAN NOT NULL,
    tries INTEGER NOT NULL,
    next_try_at VARCHAR,
    server_url VARCHAR,
    upload_url VARCHAR,
    bytes_there INTEGER NOT NULL,
    problem VARCHAR,
    CONSTRAINT pk_delivery PRIMARY KEY (package_id),
    CONSTRAINT ck_delivery_road CHECK (road IN ('network', 'folder', 'mail')),
    CONSTRAINT ck_delivery_tries CHECK (tries >= 0),
    CONSTRAINT ck_delivery_bytes_there CHECK (bytes_there >= 0),
    CONSTRAINT fk_delivery_package_id FOREIGN KEY(package_id) REFERENCES package (id) ON DELETE CASCADE
);

CREATE TABLE transfer (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    package_id INTEGER NOT NULL,
    road VARCHAR NOT NULL,
    target VARCHAR NOT NULL,
    ended_at VARCHAR NOT NULL,
    seconds FLOAT NOT NULL,
    sent_bytes INTEGER NOT NULL,
    outcome VARCHAR NOT NULL,
    problem VARCHAR,
    CONSTRAINT ck_transfer_road CHECK (road IN ('network', 'folder', 'mail')),
    CONSTRAINT ck_transfer_outcome CHECK (outcome IN ('sent', 'cut', 'refused', 'stopped')),
    CONSTRAINT ck_transfer_sent_bytes CHECK (sent_bytes >= 0),
    CONSTRAINT fk_transfer_package_id FOREIGN KEY(package_id) REFERENCES package (id) ON DELETE CASCADE
);

CREATE INDEX ix_transfer_package_id ON transfer (package_id);

CREATE TABLE receipt (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    package_id INTEGER NOT NULL,
    verdict VARCHAR NOT NULL,
    signed_at VARCHAR NOT NULL,
    came_by VARCHAR NOT NULL,
    key_name VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    CONSTRAINT ck_receipt_verdict CHECK (verdict IN ('accepted', 'rejected')),
    CONSTRAINT uq_receipt_package_id_content UNIQUE (package_id, content),
    CONSTRAINT fk_receipt_package_id FOREIGN KEY(package_id) REFERENCES package (id) ON DELETE CASCADE
);

CREATE INDEX ix_receipt_package_id ON receipt (package_id);

CREATE TABLE receipt_question (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    receipt_id INTEGER NOT NULL,
    no INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    record_table VARCHAR,
    record_key VARCHAR,
    record_field VARCHAR,
    CONSTRAINT pk_receipt_question PRIMARY KEY (receipt_id, no),
    CONSTRAINT ck_receipt_question_text_filled CHECK (length(trim(text)) > 0),
    CONSTRAINT fk_receipt_question_receipt_id FOREIGN KEY(receipt_id) REFERENCES receipt (id) ON DELETE CASCADE
);

CREATE TABLE institute (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    site_code VARCHAR NOT NULL,
    recipient VARCHAR NOT NULL,
    key_id VARCHAR NOT NULL,
    invitation VARCHAR NOT NULL,
    accepted_on DATE NOT NULL,
    expires_on DATE NOT NULL,
    compared_on DATE,
    CONSTRAINT pk_institute PRIMARY KEY (id),
    CONSTRAINT ck_institute_one_row CHECK (id = 1)
);

CREATE TABLE institute_key (
    created_at VARCHAR NOT NULL,
    updated_at VARCHAR NOT NULL,
    author_id INTEGER,
    key_id VARCHAR NOT NULL,
    public_key VARCHAR NOT NULL,
    known_since DATE NOT NULL,
    retired_on DATE,
    CONSTRAINT pk_institute_key PRIMARY KEY (key_id)
)
"""


def upgrade(migration: Migration) -> None:
    """Add the tables and columns."""
    for statement in STATEMENTS.split(";\n\n"):
        migration.execute(statement)
