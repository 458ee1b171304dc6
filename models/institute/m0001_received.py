"""Schema 1 of institute.db: keys, sites, invitations, received packages, receipts.

The statements are frozen: a later change of the schema is a later step. The tables of the log are those of a site.
"""

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

CREATE TABLE current_action (
    id INTEGER NOT NULL,
    action_id INTEGER NOT NULL,
    CONSTRAINT pk_current_action PRIMARY KEY (id),
    CONSTRAINT ck_current_action_single CHECK (id = 1)
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

CREATE TABLE undo_step (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    direction VARCHAR NOT NULL,
    action_id INTEGER NOT NULL,
    label VARCHAR NOT NULL,
    CONSTRAINT ck_undo_step_direction CHECK (direction IN ('undo', 'redo'))
);

CREATE TABLE institute (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    founded_on DATE NOT NULL,
    CONSTRAINT pk_institute PRIMARY KEY (id),
    CONSTRAINT ck_institute_one_row CHECK (id = 1),
    CONSTRAINT ck_institute_name_filled CHECK (length(trim(name)) > 0)
);

CREATE TABLE institute_key (
    no INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    key_name VARCHAR NOT NULL,
    public_key VARCHAR NOT NULL,
    recipient VARCHAR NOT NULL,
    made_on DATE NOT NULL,
    retired_on DATE,
    CONSTRAINT uq_institute_key_key_name UNIQUE (key_name),
    CONSTRAINT uq_institute_key_recipient UNIQUE (recipient)
);

CREATE TABLE site (
    code VARCHAR NOT NULL,
    slug VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    invited_on DATE NOT NULL,
    CONSTRAINT pk_site PRIMARY KEY (code),
    CONSTRAINT uq_site_slug UNIQUE (slug),
    CONSTRAINT ck_site_code_filled CHECK (length(trim(code)) > 0)
);

CREATE TABLE site_key (
    site_code VARCHAR NOT NULL,
    key_name VARCHAR NOT NULL,
    public_key VARCHAR NOT NULL,
    known_since DATE NOT NULL,
    revoked_on DATE,
    CONSTRAINT pk_site_key PRIMARY KEY (site_code, key_name),
    CONSTRAINT fk_site_key_site_code FOREIGN KEY(site_code) REFERENCES site (code)
);

CREATE TABLE invitation (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    site_code VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    key_name VARCHAR NOT NULL,
    made_on DATE NOT NULL,
    expires_on DATE NOT NULL,
    used_on DATE,
    CONSTRAINT fk_invitation_site_code FOREIGN KEY(site_code) REFERENCES site (code),
    CONSTRAINT fk_invitation_key_name FOREIGN KEY(key_name) REFERENCES institute_key (key_name)
);

CREATE INDEX ix_invitation_site_code ON invitation (site_code);

CREATE TABLE package (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    content_id VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    site_code VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    serial INTEGER NOT NULL,
    size INTEGER NOT NULL,
    received_at VARCHAR NOT NULL,
    corrects VARCHAR,
    signed_by VARCHAR NOT NULL,
    opened_with VARCHAR NOT NULL,
    CONSTRAINT uq_package_content_id UNIQUE (content_id),
    CONSTRAINT uq_package_sha256 UNIQUE (sha256),
    CONSTRAINT uq_package_name UNIQUE (name),
    CONSTRAINT ck_package_content_id CHECK (length(content_id) = 64),
    CONSTRAINT ck_package_sha256 CHECK (length(sha256) = 64),
    CONSTRAINT ck_package_serial CHECK (serial >= 1),
    CONSTRAINT fk_package_site_code FOREIGN KEY(site_code) REFERENCES site (code),
    CONSTRAINT fk_package_corrects FOREIGN KEY(corrects) REFERENCES package (content_id),
    CONSTRAINT fk_package_opened_with FOREIGN KEY(opened_with) REFERENCES institute_key (key_name)
);

CREATE INDEX ix_package_site_code ON package (site_code, kind, period);

CREATE TABLE package_part (
    package_id INTEGER NOT NULL,
    part VARCHAR NOT NULL,
    items INTEGER NOT NULL,
    CONSTRAINT pk_package_part PRIMARY KEY (package_id, part),
    CONSTRAINT fk_package_part_package_id FOREIGN KEY(package_id) REFERENCES package (id)
);

CREATE TABLE receipt (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    package_id INTEGER NOT NULL,
    verdict VARCHAR NOT NULL,
    signed_at VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    CONSTRAINT uq_receipt_package_id UNIQUE (package_id, signed_at),
    CONSTRAINT ck_receipt_verdict CHECK (verdict IN ('accepted', 'rejected')),
    CONSTRAINT fk_receipt_package_id FOREIGN KEY(package_id) REFERENCES package (id)
);

CREATE TABLE receipt_question (
    receipt_id INTEGER NOT NULL,
    no INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    record_table VARCHAR NOT NULL,
    record_key VARCHAR NOT NULL,
    record_field VARCHAR NOT NULL,
    CONSTRAINT pk_receipt_question PRIMARY KEY (receipt_id, no),
    CONSTRAINT ck_receipt_question_text_filled CHECK (length(trim(text)) > 0),
    CONSTRAINT fk_receipt_question_receipt_id FOREIGN KEY(receipt_id) REFERENCES receipt (id)
);
"""


def upgrade(migration: Migration) -> None:
    """Make every table and index."""
    for statement in STATEMENTS.split(";\n\n"):
        migration.execute(statement)
