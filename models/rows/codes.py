"""Closed lists of values that rules read: the code the database keeps and the word the person sees.

Open lists (positions, formats, product kinds, competences) are tables instead. Source: domain.md §2.
"""

from enum import StrEnum


class Code(StrEnum):
    """A value of a closed list: `.value` is stored, `.label` is shown (Russian)."""

    label: str

    def __new__(cls, value: str, label: str) -> "Code":
        """Make a member of (value, label)."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Mode(Code):
    """How an event is held."""

    IN_PERSON = "in_person", "очно"
    REMOTE = "remote", "дистанционно"
    MIXED = "mixed", "смешанно"


class BaseKind(Code):
    """What a site is made of ([S1])."""

    ONE = "one", "одна ОО"
    UNION = "union", "объединение ОО"


class OrganizationForm(Code):
    """Legal form of a kindergarten."""

    MBDOU = "mbdou", "МБДОУ"
    MADOU = "madou", "МАДОУ"
    MKDOU = "mkdou", "МКДОУ"
    MDOBU = "mdobu", "МДОБУ"
    CHDOU = "chdou", "ЧДОУ"
    OTHER = "other", "иное"


class Sex(Code):
    """Sex as the ФРДО file wants it; a restricted field."""

    FEMALE = "female", "Жен"
    MALE = "male", "Муж"


class Category(Code):
    """Qualification category of a teacher."""

    HIGHEST = "highest", "высшая"
    FIRST = "first", "первая"
    METHODIST = "methodist", "педагог-методист"
    MENTOR = "mentor", "педагог-наставник"
    SUITABLE = "suitable", "соответствие занимаемой должности"
    NONE = "none", "без категории"


class Education(Code):
    """Level of education."""

    HIGHER_PEDAGOGICAL = "higher_pedagogical", "высшее педагогическое"
    HIGHER = "higher", "высшее"
    SECONDARY_PEDAGOGICAL = "secondary_pedagogical", "среднее профессиональное педагогическое"
    SECONDARY = "secondary", "среднее профессиональное"
    STUDENT = "student", "обучается"
    SCHOOL = "school", "среднее общее"


class PersonalDataState(Code):
    """What may be done with a person's data (152-ФЗ)."""

    ACTIVE = "active", "действует"
    BLOCKED = "blocked", "заблокирована"
    DEPERSONALISED = "depersonalised", "обезличена"
    DESTROYED = "destroyed", "уничтожена"


class ConsentPurpose(Code):
    """What a consent is given for; each purpose is a sheet of its own (156-ФЗ)."""

    PROCESSING = "processing", "обработка персональных данных"
    PUBLICATION = "publication", "публикация имени и фотографии"
    FRDO = "frdo", "передача сведений для ФИС ФРДО"


class RestrictedNeed(Code):
    """Why the closed fields of a person are kept at all (domain.md §3.7)."""

    FRDO = "frdo", "сведения для ФИС ФРДО"
    CONTRACT = "contract", "договор со стажёром"
    PASS = "pass", "пропуск на площадку"


class RestrictedField(Code):
    """A group of closed fields that the sheet of a consent names (domain.md §3.7)."""

    SNILS = "snils", "СНИЛС"
    BIRTH_DATE = "birth_date", "дата рождения"
    SEX = "sex", "пол"
    DIPLOMA = "diploma", "сведения о дипломе"


class PersonalDataAction(Code):
    """What was done with somebody's personal data, as the register of such actions says it (152-ФЗ)."""

    CONSENT_GIVEN = "consent_given", "получено согласие"
    CONSENT_CHANGED = "consent_changed", "исправлена запись о согласии"
    CONSENT_REMOVED = "consent_removed", "убрана запись о согласии"
    CONSENT_WITHDRAWN = "consent_withdrawn", "отозвано согласие"
    BLOCKED = "blocked", "заблокированы данные"
    RESUMED = "resumed", "обработка возобновлена"
    RESTRICTED_WRITTEN = "restricted_written", "записаны закрытые сведения"
    RESTRICTED_SHOWN = "restricted_shown", "показаны закрытые сведения"
    RESTRICTED_CLEARED = "restricted_cleared", "убраны закрытые сведения"
    MERGED = "merged", "объединены две карточки"
    SPLIT = "split", "разделены две карточки"
    HANDED_OVER = "handed_over", "выданы сведения о хранимых данных"
    TRANSFERRED = "transferred", "переданы сведения для ФИС ФРДО"
    DEPERSONALISED = "depersonalised", "данные обезличены"
    DESTROYED = "destroyed", "данные уничтожены"
    TURNED_BACK = "turned_back", "действие отменено"
    REPEATED = "repeated", "действие повторено"


class ActKind(Code):
    """What an act of personal data was drawn up about (152-ФЗ)."""

    DEPERSONALISED = "depersonalised", "обезличивание"
    DESTROYED = "destroyed", "уничтожение"


class ConsentForm(Code):
    """How the consent is kept."""

    PAPER = "paper", "бумага"
    SCAN = "scan", "скан"


class ConsentState(Code):
    """Where a consent for a purpose stands today; computed, never stored."""

    IN_FORCE = "in_force", "действует"
    EXPIRING = "expiring", "истекает"
    OVER = "over", "срок вышел"
    WITHDRAWN = "withdrawn", "отозвано"
    MISSING = "missing", "нет"


class ProgramKind(Code):
    """Whether an internship programme stands inside a ДПП."""

    OUTSIDE_DPP = "outside_dpp", "вне ДПП"
    INSIDE_DPP = "inside_dpp", "в составе ДПП"


class ProgramStatus(Code):
    """State of a programme."""

    DRAFT = "draft", "черновик"
    APPROVED = "approved", "утверждена"
    ARCHIVED = "archived", "в архиве"


class MaterialKind(Code):
    """Kind of a learning material."""

    DIAGNOSTIC = "diagnostic", "диагностический"
    REFERENCE = "reference", "справочный"
    TEACHING = "teaching", "учебный"
    TASK = "task", "задание"


class ActivityKind(Code):
    """What an activity of a module is in the учебно-тематический план (domain.md §5)."""

    LECTURE = "lecture", "лекция"
    PRACTICE = "practice", "практическая работа"
    INDEPENDENT = "independent", "самостоятельная работа"


class DppKind(Code):
    """Kind of the ДПП that a programme stands inside: column J of the register for ФИС ФРДО."""

    TRAINING = "training", "повышение квалификации"
    RETRAINING = "retraining", "профессиональная переподготовка"


class StudyForm(Code):
    """Form of study: column AB of the register for ФИС ФРДО."""

    FULL_TIME = "full_time", "Очная"
    PART_TIME = "part_time", "Очно-заочная (вечерняя)"
    EXTRAMURAL = "extramural", "Заочная"


class Funding(Code):
    """Who pays for the study: column AC of the register for ФИС ФРДО."""

    FEDERAL = "federal", "Федеральный бюджет"
    REGIONAL = "regional", "Региональный бюджет"
    LOCAL = "local", "Местный бюджет"
    PAID = "paid", "Платное обучение"


class StudyPlace(Code):
    """Where the study took place when it ended: column AD of the register for ФИС ФРДО."""

    INSIDE = "inside", "в образовательной организации"
    OUTSIDE = "outside", "вне образовательной организации"


class RequirementKey(Code):
    """Which of the five requirements of a certificate it is; the label is its letter ([S2])."""

    REMOTE = "remote", "а"
    SEMINAR = "seminar", "б"
    PRACTICE = "practice", "в"
    CREATIVE = "creative", "г"
    REPORT = "report", "д"


class RequirementNumber(Code):
    """A number that a programme may set for itself; the label is what it counts (domain.md §3.1)."""

    SEMINARS = "seminars", "семинаров"
    MASTER_CLASSES = "master_classes", "мастер-классов"
    OTHER_PRACTICE = "other_practice", "других практических занятий"


class EnrollmentStatus(Code):
    """State of a trainee in a stream."""

    APPLIED = "applied", "заявка"
    ENROLLED = "enrolled", "зачислен"
    STUDYING = "studying", "обучается"
    COMPLETED = "completed", "завершил"
    EXPELLED = "expelled", "отчислен"


class OrderKind(Code):
    """What an order says of the trainees it names."""

    ENROL = "enrol", "о зачислении"
    EXPEL = "expel", "об отчислении"
    TRANSFER = "transfer", "о переводе"
    COMPLETE = "complete", "о завершении"


class DiagnosticStage(Code):
    """When a diagnostic card is filled."""

    ENTRY = "entry", "вход"
    EXIT = "exit", "выход"


class RouteStatus(Code):
    """State of an individual route (ИОМ)."""

    DRAFT = "draft", "черновик"
    ACTIVE = "active", "в работе"
    DONE = "done", "пройден"


class PlanKind(Code):
    """Kind of a plan ([S2])."""

    QUARTER = "quarter", "модульный квартал"
    HALF_YEAR = "half_year", "полугодие"
    YEAR = "year", "общий год"
    ROADMAP = "roadmap", "дорожная карта"


class PlanStatus(Code):
    """Life of a plan; after APPROVED it changes only by an amendment with a reason ([S2])."""

    DRAFT = "draft", "черновик"
    DISCUSSED = "discussed", "обсуждён советом"
    AGREED = "agreed", "согласован"
    APPROVED = "approved", "утверждён"
    CLOSED = "closed", "закрыт"


class PlanItemStatus(Code):
    """State of a plan item; «просрочено» is computed, never stored."""

    PLANNED = "planned", "запланировано"
    IN_PROGRESS = "in_progress", "в работе"
    DONE = "done", "выполнено"
    POSTPONED = "postponed", "перенесено"
    CANCELLED = "cancelled", "отменено"


class Presence(Code):
    """A mark of attendance; MADE_UP is the отработка of a missed remote session ([S2])."""

    PRESENT = "present", "присутствовал"
    REMOTE = "remote", "дистанционно"
    ABSENT = "absent", "отсутствовал"
    EXCUSED = "excused", "уважительная причина"
    MADE_UP = "made_up", "отработка"


class ConsultationKind(Code):
    """Whether a consultation was for one person or for several (журнал консультаций, domain.md §5)."""

    INDIVIDUAL = "individual", "индивидуальная"
    GROUP = "group", "групповая"


class MeetingBody(Code):
    """Who met: what a протокол is written of ([S1], [S2])."""

    COUNCIL = "council", "совет площадки"
    WORKING_GROUP = "working_group", "рабочая группа"
    PEDAGOGICAL = "pedagogical", "педагогический совет"
    SESSION = "session", "рабочая встреча"


class FilePurpose(Code):
    """What a file is kept for where it hangs."""

    PHOTO = "photo", "фотография"
    SIGNED_SHEET = "signed_sheet", "подписанный лист"
    PRESENTATION = "presentation", "презентация"
    CONSENT = "consent", "подписанное согласие"
    WORK = "work", "работа стажёра"
    MATERIAL = "material", "учебный материал"
    OTHER = "other", "другое"


class PeopleShown(Code):
    """Whether a picture shows people who can be recognised; only NAMED and NOBODY may leave (152-ФЗ)."""

    UNCHECKED = "unchecked", "не проверено"
    NOBODY = "nobody", "людей не узнать"
    NAMED = "named", "люди названы"


class SubmissionState(Code):
    """State of handed-in work."""

    MISSING = "missing", "не сдано"
    SUBMITTED = "submitted", "сдано"
    RETURNED = "returned", "на доработке"
    ACCEPTED = "accepted", "принято"


class PeerCriterion(Code):
    """A criterion of the лист взаимоэкспертизы, scored 0, 1 or 2 (domain.md §5)."""

    RELEVANCE = "relevance", "Соответствие теме и дефициту"
    AWARENESS = "awareness", "Осознанность применения компетенции"
    CONDITIONS = "conditions", "Анализ условий"
    CONTENT = "content", "Содержательная полнота"
    TECHNOLOGY = "technology", "Технологичность"
    EFFECT = "effect", "Результативность"
    DESIGN = "design", "Оформление"


class CreativeWorkKind(Code):
    """Requirement (г) of the certificate: in a group or alone ([S2])."""

    GROUP_PROJECT = "group_project", "проектное задание в группе"
    INDIVIDUAL = "individual", "индивидуальное задание"


class InternshipReportKind(Code):
    """Requirement (д) of the certificate ([S2])."""

    ANALYTICAL = "analytical", "аналитический отчёт"
    MINI = "mini", "мини-отчёт"


class CertificateState(Code):
    """State of a certificate of the site."""

    PREPARED = "prepared", "подготовлен"
    ISSUED = "issued", "выдан"
    ANNULLED = "annulled", "аннулирован"
    DUPLICATE = "duplicate", "дубликат"


class ProductStatus(Code):
    """State of a product of the site."""

    DRAFT = "draft", "в работе"
    READY = "ready", "готов"
    PUBLISHED = "published", "опубликован"


class ReportType(Code):
    """Kind of a report."""

    QUARTER = "quarter", "квартальный"
    HALF_YEAR = "half_year", "полугодовой"
    YEAR = "year", "годовой"
    SCHOOL_YEAR = "school_year", "за учебный год"
    DAYS = "days", "за выбранные дни"


class FormOrigin(Code):
    """Whose layout of a printed form it is."""

    SITE = "site", "своя"
    INSTITUTE = "institute", "присланная"


class ReportStatus(Code):
    """State of a report."""

    DRAFT = "draft", "черновик"
    APPROVED = "approved", "утверждён"
    ACCEPTED = "accepted", "принят"


class DocumentStatus(Code):
    """State of a paper in the register of documents."""

    MISSING = "missing", "нет"
    DRAFT = "draft", "проект"
    ACTIVE = "active", "действует"
    EXPIRED = "expired", "истёк"


class PackageKind(Code):
    """What a package carries."""

    OPEN_REPORT = "open_report", "отчёт без персональных данных"
    QUARTERLY_REPORT = "quarterly_report", "отчёт: цифры и тексты"
    ROSTER = "roster", "список стажёров для приказов"
    FRDO = "frdo", "файл для ФИС ФРДО"
    PRODUCTS = "products", "продукты и фото"
    NEWS = "news", "новости для портала"
    FULL_COPY = "full_copy", "полная копия"


class PackageState(Code):
    """Way of a package to ИРО; only a valid receipt makes it ACCEPTED."""

    BUILT = "built", "собран"
    QUEUED = "queued", "в очереди"
    SENDING = "sending", "передаётся"
    SENT = "sent", "передан"
    ACCEPTED = "accepted", "принят"
    REJECTED = "rejected", "отклонён"
    WITHDRAWN = "withdrawn", "снят с отправки"


class Road(Code):
    """How a sealed package goes to ИРО."""

    NETWORK = "network", "сеть"
    FOLDER = "folder", "папка или флешка"
    MAIL = "mail", "почта"


class TransferOutcome(Code):
    """How one attempt to hand a package over ended."""

    SENT = "sent", "передан"
    CUT = "cut", "связь прервалась"
    REFUSED = "refused", "сервер отказал"
    STOPPED = "stopped", "остановлен"


class ReceiptVerdict(Code):
    """What ИРО signed about a package."""

    ACCEPTED = "accepted", "принят"
    REJECTED = "rejected", "отклонён"


class ActStatus(Code):
    """Whether a normative act is in force."""

    IN_FORCE = "in_force", "действует"
    REPEALED = "repealed", "утратил силу"
    REPLACED = "replaced", "заменён"
    UNCHECKED = "unchecked", "не проверено"


class ActionKind(Code):
    """How an action in the log can be taken back: house.md «Database»."""

    RESTORABLE = "restorable", "можно вернуть"
    COMPENSATED = "compensated", "возвращается обратным действием"
    BARRIER = "barrier", "нельзя вернуть"
    UNDO = "undo", "отмена"
    REDO = "redo", "повтор"
