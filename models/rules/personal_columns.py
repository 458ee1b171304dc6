"""Where a person's data live: every column of the schema is personal, prose that may name somebody, or harmless.

A column that stands nowhere here fails a test, so that nothing about a person is forgotten when her data are
destroyed (152-ФЗ; domain.md §3.7). Links to other rows, `id` and the stamps hold nothing by themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from models.rows.codes import ActKind

UNSAID = "—"
"""What stands where the schema wants a text and there is none any more."""

MARKS: Mapping[ActKind, str] = {ActKind.DEPERSONALISED: "(обезличено)", ActKind.DESTROYED: "(уничтожено)"}
"""What stands after the code in place of a first name; the bracket tells that there are no initials."""


@dataclass(frozen=True, slots=True)
class PersonalColumn:
    """A column that names or describes the person its row belongs to.

    `put` takes its place (None: nothing) and may speak of {code}, {mark} and {key}; `since` is the lightest act that
    drops it; `prose` may name other people too.
    """

    table: str
    column: str
    title: str
    """What it is, as the act lists it."""
    put: str | None = None
    since: ActKind = ActKind.DEPERSONALISED
    prose: bool = False


OWNERS: Mapping[str, tuple[str, str]] = {
    "person": ("id", "person"),
    "person_restricted": ("person_id", "person"),
    "consent": ("person_id", "person"),
    "enrollment": ("person_id", "person"),
    "submission": ("enrollment_id", "enrollment"),
    "final_work": ("enrollment_id", "enrollment"),
    "internship_report": ("enrollment_id", "enrollment"),
    "diary_entry": ("enrollment_id", "enrollment"),
    "practice_result": ("enrollment_id", "enrollment"),
    "requirement_override": ("enrollment_id", "enrollment"),
    "diagnostic_card": ("enrollment_id", "enrollment"),
    "diagnostic_item": ("card_id", "diagnostic_card"),
    "certificate": ("enrollment_id", "enrollment"),
    "route": ("enrollment_id", "enrollment"),
    "route_item": ("route_id", "route"),
    "peer_review": ("final_work_id", "final_work"),
    "attachment_use": ("id", "attachment_use"),
    "attachment": ("id", "attachment"),
}
"""Table → the column by which a row is hers, and the table whose rows of hers it points to; owners come first."""


def _destroyed(table: str, title: str, /, **columns: str | None) -> tuple[PersonalColumn, ...]:
    """Prose about a person that only destruction drops, with what takes its place."""
    return tuple(
        PersonalColumn(table, column, title, put=put, since=ActKind.DESTROYED, prose=True)
        for column, put in columns.items()
    )


PERSONAL = (
    PersonalColumn("person", "last_name", "фамилия, имя, отчество", put="{code}"),
    PersonalColumn("person", "first_name", "фамилия, имя, отчество", put="{mark}"),
    PersonalColumn("person", "patronymic", "фамилия, имя, отчество"),
    PersonalColumn("person", "name_key", "фамилия, имя, отчество", put="{key}"),
    PersonalColumn("person", "phone", "телефон"),
    PersonalColumn("person", "email", "адрес электронной почты"),
    PersonalColumn("person", "note", "заметки", prose=True),
    PersonalColumn("person", "category", "квалификационная категория", since=ActKind.DESTROYED),
    PersonalColumn("person", "category_until", "квалификационная категория", since=ActKind.DESTROYED),
    PersonalColumn("person", "education", "образование", since=ActKind.DESTROYED),
    PersonalColumn("person", "experience_years", "стаж", since=ActKind.DESTROYED),
    PersonalColumn("person_restricted", "snils", "СНИЛС"),
    PersonalColumn("person_restricted", "birth_date", "дата рождения"),
    PersonalColumn("person_restricted", "sex", "пол"),
    PersonalColumn("person_restricted", "diploma_surname", "сведения о дипломе"),
    PersonalColumn("person_restricted", "diploma_series", "сведения о дипломе"),
    PersonalColumn("person_restricted", "diploma_number", "сведения о дипломе"),
    PersonalColumn("consent", "data_scope", "состав данных в согласии", put="", prose=True),
    PersonalColumn("certificate", "name_dative", "имя в сертификате"),
    PersonalColumn("certificate", "printed", "текст сертификата"),
    PersonalColumn("certificate", "signed", "код на сертификате"),
    PersonalColumn("attachment_use", "caption", "подписи к файлам", prose=True),
    PersonalColumn("attachment", "original_name", "имена файлов", prose=True),
    *_destroyed("enrollment", "заявление стажёра", direction=None, individual_path=None),
    *_destroyed("submission", "оценка заданий", self_check=None, comment=None),
    *_destroyed("final_work", "итоговая работа", title=UNSAID, self_analysis=None, admin_review=None, comment=None),
    *_destroyed("internship_report", "отчёт стажёра", comment=None),
    *_destroyed("diary_entry", "дневник стажёра", done=UNSAID, learned=None, questions=None, tutor_note=None),
    *_destroyed(
        "practice_result",
        "карта результативности",
        technique=UNSAID,
        purpose=None,
        conditions=None,
        result=None,
        conclusion=None,
    ),
    *_destroyed("requirement_override", "решения по требованиям", reason=UNSAID),
    *_destroyed("diagnostic_item", "диагностика", comment=None),
    *_destroyed("certificate", "основания сертификата", basis=None, override_reason=None, annul_reason=None),
    *_destroyed("route", "индивидуальный маршрут", goal=None, motivation=None, context=None),
    *_destroyed(
        "route_item",
        "индивидуальный маршрут",
        deficit=UNSAID,
        result=None,
        task=None,
        form=None,
        resource=None,
        product=None,
        reflection=None,
        tutor_note=None,
    ),
    *_destroyed("peer_review", "отзывы на работу", recommendations=None),
)
"""What is dropped of the person herself."""

_PROSE = {
    "agenda_item": "question heard discussed",
    "assessment_form": "title",
    "assignment": "title description",
    "certificate_signer": "position",
    "attendance": "makeup_form",
    "competence": "title indicator",
    "competence_area": "title",
    "consultation": "topic advice",
    "creative_work": "title description comment",
    "decision": "text",
    "document": "title number parties approval_block fields note",
    "enrollment_order": "number basis",
    "event": "title place description outcome materials link",
    "event_format": "title",
    "feedback_response": "liked suggestions",
    "import_batch": "file_name sheet",
    "indicator": "title note",
    "indicator_value": "note evidence",
    "learning_material": "title description url",
    "meeting": "place guests",
    "module": "title period",
    "module_activity": "text control",
    "non_working_day": "title",
    "normative_act": "title note",
    "organization": "short_name full_name name_key locality contact",
    "organization_spelling": "name_key",
    "package": "name manifest receipt",
    "personal_data_event": "basis",
    "plan": "title council_protocol_no approved_by goal tasks",
    "plan_amendment": "reason",
    "plan_item": "title place audience expected_result reason",
    "plan_section": "title",
    "position": "title",
    "product": "title url level participation_form publication",
    "product_kind": "title",
    "program": "title form audience goal results control_form approved_by explanatory_note conditions assessment "
    "literature dpp_title",
    "program_deficit": "title",
    "receipt": "content",
    "receipt_question": "text",
    "report": "correction_reason snapshot",
    "report_snippet": "title text",
    "report_text": "text",
    "role": "title",
    "saved_filter": "title wanted",
    "site": "full_name short_name locality address url theme goal",
    "site_form": "content",
    "stream": "title",
    "support_function": "title",
    "support_task": "title",
}

PROSE: Mapping[str, tuple[str, ...]] = {table: tuple(columns.split()) for table, columns in _PROSE.items()} | {
    table: tuple(each.column for each in PERSONAL if each.table == table and each.prose)
    for table in {each.table for each in PERSONAL if each.prose}
}
"""Texts that people write: looked through for the person, whoever's row it is."""

TERSE = frozenset(
    {
        ("attachment", "original_name"),
        ("import_batch", "file_name"),
        ("organization", "name_key"),
        ("organization_spelling", "name_key"),
        ("package", "name"),
        ("saved_filter", "wanted"),
    }
)
"""Of those, the ones in which a surname in small letters is no word of the language."""

_HARMLESS = {
    "agenda_item": "no",
    "assessment_form": "code sort_order is_builtin",
    "assignment": "is_mandatory due_on no",
    "assignment_term": "due_on",
    "attachment": "sha256 size kind people",
    "attachment_use": "purpose",
    "attendance": "state minutes signature_kept makeup_on",
    "certificate": "uid kind year reg_no issue_date hours state handed_on is_from_paper_book annulled_on",
    "certificate_signer": "no",
    "column_mapping": "kind layout columns used_at",
    "competence": "code sort_order is_builtin is_hidden",
    "competence_area": "code sort_order is_builtin",
    "consent": "purpose signed_on valid_until form withdrawn_on destroyed_on act",
    "consultation": "uid held_on kind mode minutes outsiders",
    "creative_work": "kind state accepted_on",
    "decision": "no due_on done_on",
    "diagnostic_card": "stage filled_on",
    "diagnostic_item": "self_score tutor_score is_deficit priority",
    "delivery": "position road queued_at is_paused at_night tries next_try_at server_url upload_url bytes_there "
    "problem",
    "diary_entry": "written_on",
    "document": "uid kit_code dated_on valid_until status template template_version",
    "enrollment": "status enrolled_on left_on applied_on",
    "enrollment_order": "kind dated_on",
    "event": "uid held_on starts_at duration_min mode total_external",
    "event_format": "code sort_order is_builtin is_seminar is_practical is_masterclass is_web_product",
    "feedback_response": "token answered_on relevance novelty practical_value tutor organisation materials "
    "remote_access readiness nps",
    "feedback_survey": "opened_on closed_on",
    "final_work": "approbation_on state submitted_on accepted_on defended_on",
    "import_batch": "kind file_sha256 consents_on rows_new rows_changed rows_same rows_left action_id undone_on",
    "indicator": "code unit target formula filters sort_order is_builtin is_hidden",
    "indicator_value": "period value target",
    # What ИРО says of itself and signed: changed, it would prove nothing any more.
    "institute": "name site_code recipient key_id invitation accepted_on expires_on compared_on",
    "institute_key": "key_id public_key known_since retired_on",
    "internship_report": "kind submitted_on accepted_on",
    "learning_material": "kind",
    "meeting": "uid body number held_on",
    "module": "no hours mode",
    "module_activity": "no minutes kind mode",
    "municipality": "oktmo name kind valid_from valid_to predecessor",
    "municipality_spelling": "spelling_key",
    "non_working_day": "day",
    "normative_act": "code kind authority number issued_on status replaced_by source sort_order is_builtin",
    "number_sequence": "kind year first_no next_no",
    "organization": "uid form municipality_key is_remote",
    "organization_alias": "uid former_id",
    "organization_spelling": "municipality_key",
    "package": "uid kind period serial sha256 size state sent_on content_id key_name introduces",
    "package_content": "part items",
    "package_file": "sha256",
    "peer_review": "scores state submitted_on",
    "person": "uid pd_state",
    "person_alias": "uid former_id",
    "person_restricted": "need",
    # The law wants the act as it was signed, with the names of those who signed it.
    "personal_data_act": "kind number dated_on subject_code person_uid basis commission contents",
    "personal_data_event": "at actor_id action subject_code action_id",
    "plan": "uid kind starts_on ends_on status council_on agreed_on approved_on",
    "plan_amendment": "made_on action_id",
    "plan_item": "uid task_no due_from due_to mode planned_count status done_on postponed_to planned_value",
    "plan_section": "code sort_order is_builtin",
    "position": "code sort_order is_builtin",
    "product": "uid made_on status",
    "product_kind": "code sort_order is_builtin is_web_product is_local_act",
    "practice_result": "no",
    "program": "uid kind hours status approved_on version dpp_hours dpp_kind study_form funding study_place",
    "program_deficit": "no",
    "program_requirement": "key needed",
    "receipt": "verdict signed_at came_by key_name",
    "receipt_question": "no code record_table record_key record_field",
    "report": "uid type period version status approved_on detail",
    "report_file": "ending",
    "report_snippet": "section sort_order",
    "report_text": "section",
    "requirement_override": "key decided_on",
    "role": "code sort_order is_builtin",
    "role_assignment": "starts_on ends_on order_no order_date",
    "route": "starts_on ends_on status",
    "route_item": "due_on done_on no",
    "saved_filter": "section",
    "signing_key": "key_id public_key made_on retired_on",
    # Published by the site itself.
    "site": "uid inn ogrn phone email base_kind status_order_no status_order_date status_valid_until contract_no "
    "contract_date site_code",
    "site_form": "form origin adopted_on",
    "site_master": "paper origin adopted_on",
    "stream": "uid starts_on ends_on capacity",
    "stream_module": "starts_on ends_on",
    "submission": "state submitted_on tutor_score",
    "support_function": "code sort_order is_builtin",
    "support_task": "code scope sort_order is_builtin",
    "transfer": "road target ended_at seconds sent_bytes outcome problem",
}

HARMLESS: Mapping[str, frozenset[str]] = {table: frozenset(columns.split()) for table, columns in _HARMLESS.items()}
"""Codes, figures, days and names of places: they say nothing of anybody without what is dropped."""

PLACES: Mapping[str, str] = {
    "agenda_item": "Протокол: вопрос повестки",
    "consultation": "Консультация",
    "decision": "Протокол: решение",
    "document": "Документ",
    "event": "Мероприятие",
    "import_batch": "Загруженный список",
    "meeting": "Протокол",
    "organization": "Организация",
    "package": "Пакет для ИРО",
    "person": "Карточка другого человека",
    "plan": "План",
    "plan_amendment": "Изменение плана",
    "plan_item": "Пункт плана",
    "product": "Продукт",
    "program": "Программа",
    "receipt": "Квитанция ИРО",
    "receipt_question": "Вопрос ИРО",
    "report": "Отчёт",
    "report_text": "Текст отчёта",
    "saved_filter": "Сохранённый отбор",
    "stream": "Поток",
}
"""What a record is called in the list of mentions; others are «Другая запись»."""


def dropped_by(kind: ActKind) -> tuple[PersonalColumn, ...]:
    """The columns that an act of this kind drops."""
    return tuple(each for each in PERSONAL if kind is ActKind.DESTROYED or each.since is ActKind.DEPERSONALISED)
