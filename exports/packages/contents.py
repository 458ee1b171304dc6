"""What a package carries: tables and files. A kind of package is one function that gives a `Content`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from exports.packages.corrections import changes_between
from exports.packages.wide import Laid, laid_files, laid_payload, schema_name, tables_sha256
from models.rules.periods import Period

SCHEMA_FIELD = "Marshrut-Schema"
"""SHA-256 of the schema of the tables (`wide.py`)."""
CORRECTS_FIELD = "Marshrut-Corrects"
"""Id of the package that this one corrects."""
RESULT_FIELD = "Marshrut-Result"
"""What the sum of all tables is once the correction is merged."""
SITE_FIELD = "Site-Code"

FILES_FOLDER = "files/"
"""Where carried files lie in the payload."""
INTRODUCTION = "about/introduction.json"
"""The site's public key, in its first package."""

QUARTERLY_REPORT = "quarterly-report"


@dataclass(frozen=True, slots=True)
class Content:
    """Whose it is, of what kind and period, its tables and its files by path below `FILES_FOLDER`.

    `corrects` is the id of a former package and `result` the sum that its tables come to with these changes.
    """

    kind: str
    period: Period
    site_code: str
    site_name: str
    tables: tuple[Laid, ...]
    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    schema: str = ""
    corrects: str = ""
    result: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """Rows of each table that has any, and how many files: what the journal of exchange shows."""
        counts = {each.table.name: len(each.table.rows) for each in self.tables if each.table.rows}
        return counts | ({"files": len(self.files)} if self.files else {})

    def payload(self) -> dict[str, bytes]:
        """Every file of the bag by path relative to `data/`; ValueError for a row that breaks its schema."""
        tables = laid_files(self.tables) if self.corrects else laid_payload(self.tables)
        return tables | {FILES_FOLDER + path: content for path, content in self.files.items()}

    def fields(self) -> list[tuple[str, str]]:
        """The fields of bag-info.txt that the content decides."""
        given = [
            # Period and serial are in the bag's name; the site's, in what is corrected.
            ("Source-Organization", "" if self.corrects else self.site_name),
            (SITE_FIELD, self.site_code),
            (SCHEMA_FIELD, self.schema or schema_name(self.tables)),
            (CORRECTS_FIELD, self.corrects),
            (RESULT_FIELD, self.result),
        ]
        return [(label, value) for label, value in given if value]


def correction_of(content: Content, former: Sequence[Laid], *, former_id: str) -> Content:
    """Return what changed since the package `former_id` with the tables `former`; files do not travel again."""
    return replace(
        content,
        tables=changes_between(former, content.tables),
        files={},
        schema=schema_name(content.tables),
        corrects=former_id,
        result=tables_sha256(content.tables),
    )
