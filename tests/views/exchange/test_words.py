"""What is said of a package at every stop of its way, in all the ways it can stand there."""

from datetime import UTC, datetime, timedelta

import pytest

from models.rows.codes import PackageKind, PackageState, Road
from models.rows.exchange import InstituteLine, OutboxLine
from views.exchange.acts import Act, acts_of
from views.exchange.loads import card_words
from views.exchange.mail_dialog import letters_words
from views.exchange.strip import strip_words
from views.exchange.words import package_about, package_stops, package_title, part_of, reached, summary
from views.outgoing import Passing

NOW = datetime(2026, 3, 13, 4, 30, tzinfo=UTC)
MEGA = 1 << 20
LINE = OutboxLine(
    id=1,
    kind=PackageKind.QUARTERLY_REPORT,
    period="2026-Q1",
    serial=1,
    name="pr-041_2026-Q1_quarterly-report_001",
    size=14 << 10,
    sha256="0" * 64,
    content_id="1" * 64,
    state=PackageState.BUILT,
    built_at=NOW,
)
BIG = LINE._replace(kind=PackageKind.PRODUCTS, size=4 * MEGA)
INSTITUTE = InstituteLine(
    name="ПК ИРО",
    site_code="ПР-041",
    fingerprint="00000",
    site_fingerprint=None,
    accepted_on=NOW.date(),
    expires_on=NOW.date() + timedelta(days=90),
    compared_on=NOW.date(),
    servers=(("tus", "https://upload.example.ru/files"),),
    is_introduced=False,
)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (LINE, "14\u00a0КБ · ещё не отправлен"),
        (LINE._replace(state=PackageState.QUEUED), "14\u00a0КБ · в очереди"),
        (LINE._replace(state=PackageState.QUEUED, at_night=True), "14\u00a0КБ · уйдёт ночью, после 22:00"),
        (LINE._replace(state=PackageState.QUEUED, is_paused=True), "14\u00a0КБ · ждёт, пока продолжите"),
        (
            LINE._replace(state=PackageState.QUEUED, problem="Связь пропала.", next_try_at=NOW + timedelta(minutes=15)),
            "14\u00a0КБ · Связь пропала, повторим в 14:45",
        ),
        (
            LINE._replace(state=PackageState.QUEUED, problem="Связь пропала.", next_try_at=NOW - timedelta(minutes=1)),
            "14\u00a0КБ · Связь пропала",
        ),
        (BIG._replace(state=PackageState.SENDING, bytes_there=MEGA), "1,0 из 4,0\u00a0МБ"),
        (LINE._replace(state=PackageState.SENT, sent_at=NOW), "14\u00a0КБ · ждём квитанцию с 13\u00a0марта"),
        (
            LINE._replace(state=PackageState.ACCEPTED, confirmed_at=datetime(2025, 12, 30, 0, 15, tzinfo=UTC)),
            "14\u00a0КБ · принят 30.12.2025, 10:15",
        ),
        (
            LINE._replace(state=PackageState.REJECTED, confirmed_at=NOW, questions=2),
            "14\u00a0КБ · отклонён 13\u00a0марта, 2\u00a0замечания",
        ),
        (LINE._replace(state=PackageState.WITHDRAWN), "14\u00a0КБ · снят с отправки"),
    ],
)
def test_the_second_line_says_what_is_waited_for(line: OutboxLine, said: str) -> None:
    assert package_about(line, NOW) == said


def test_what_passes_says_how_much_time_is_left() -> None:
    line = BIG._replace(state=PackageState.SENDING)
    said = package_about(line, NOW, passing=Passing(3 * MEGA, MEGA / 60))
    assert said == "3,0 из 4,0\u00a0МБ · осталось ≈\u00a060\u00a0с"


@pytest.mark.parametrize(
    ("line", "states", "word"),
    [
        (LINE, "now ahead ahead ahead", "собран"),
        (LINE._replace(state=PackageState.QUEUED), "now ahead ahead ahead", "в очереди"),
        (BIG._replace(state=PackageState.SENDING, bytes_there=MEGA), "done now ahead ahead", "передаётся 25\u00a0%"),
        (BIG._replace(state=PackageState.QUEUED, bytes_there=MEGA), "done now ahead ahead", "прервано, 25\u00a0%"),
        (
            BIG._replace(state=PackageState.QUEUED, bytes_there=MEGA, is_paused=True),
            "done now ahead ahead",
            "пауза, 25\u00a0%",
        ),
        (LINE._replace(state=PackageState.SENT), "done done now ahead", "передан"),
        (LINE._replace(state=PackageState.ACCEPTED), "done done done done", "принят"),
        (LINE._replace(state=PackageState.REJECTED), "done done done late", "отклонён"),
    ],
)
def test_the_present_stop_says_what_happens_there(line: OutboxLine, states: str, word: str) -> None:
    stops = package_stops(line)
    assert [stop.state for stop in stops] == states.split()
    assert word in [stop.caption for stop in stops]


def test_only_a_receipt_fills_the_last_stop() -> None:
    for state in PackageState:
        last = package_stops(LINE._replace(state=state))[-1]
        assert (last.state == "done") is (state is PackageState.ACCEPTED), state


def test_the_line_between_the_stops_is_as_long_as_what_has_arrived() -> None:
    assert reached(BIG._replace(state=PackageState.SENDING, bytes_there=MEGA)) == 0.25
    assert reached(BIG._replace(state=PackageState.SENDING), Passing(2 * MEGA)) == 0.5
    assert reached(BIG._replace(state=PackageState.SENT, bytes_there=MEGA)) == 0


def test_a_correction_and_a_second_package_are_told_apart_from_the_first() -> None:
    assert package_title(LINE) == "Отчёт, I квартал 2026"
    assert package_title(LINE._replace(serial=2)) == "Отчёт, I квартал 2026, № 2"
    assert package_title(LINE._replace(serial=2, corrects="x")) == "Правка: отчёт, I квартал 2026"


def test_a_part_is_said_in_the_unit_of_the_whole() -> None:
    assert part_of(0, 4 * MEGA) == "0 из 4,0\u00a0МБ"
    assert part_of(100 << 10, 4 * MEGA) == "0,1 из 4,0\u00a0МБ"
    assert part_of(7 << 10, 14 << 10) == "7 из 14\u00a0КБ"


def test_the_summary_counts_by_states_and_leaves_out_what_is_not_there() -> None:
    states = (PackageState.QUEUED, PackageState.SENDING, PackageState.SENT, PackageState.ACCEPTED)
    assert (
        summary([LINE._replace(state=state) for state in states])
        == "2\u00a0уходят, 1\u00a0ждёт квитанции, 1\u00a0принят"
    )
    assert summary([]) == ""


def test_what_cannot_be_done_is_not_offered() -> None:
    accepted = LINE._replace(state=PackageState.ACCEPTED)
    assert Act.WITHDRAW not in acts_of(accepted, Road.NETWORK)
    assert Act.AGAIN not in acts_of(accepted, Road.MAIL)
    assert Act.TO_FOLDER not in acts_of(LINE._replace(state=PackageState.WITHDRAWN), Road.FOLDER)
    assert Act.SEND not in acts_of(LINE._replace(kind=PackageKind.OPEN_REPORT), Road.NETWORK)


def test_the_chosen_road_decides_what_a_row_offers_first() -> None:
    assert [acts_of(LINE, road)[0] for road in Road] == [Act.SEND, Act.TO_FOLDER, Act.TO_MAIL]
    sending = LINE._replace(state=PackageState.SENDING)
    assert {acts_of(sending, road)[0] for road in Road} == {Act.PAUSE}


def test_cards_tell_figures_and_files_apart_with_the_measured_speed_behind_them() -> None:
    words = card_words([LINE, BIG], speed=16_000.0, institute=INSTITUTE)
    assert [load.what for load in words[Road.NETWORK].loads] == ["цифры 14\u00a0КБ", "фото и файлы 4,0\u00a0МБ"]
    assert words[Road.NETWORK].loads[1].takes == "≈\u00a04\u00a0мин"
    assert "128\u00a0кбит/с" in words[Road.NETWORK].basis
    assert words[Road.MAIL].loads[1].takes == "2\u00a0письма до 3\u00a0МБ"
    assert "не измерена" in card_words([LINE], speed=None, institute=INSTITUTE)[Road.NETWORK].basis


def test_the_card_of_the_network_says_when_the_line_is_down() -> None:
    cut = LINE._replace(state=PackageState.QUEUED, problem="Связь пропала.")
    assert card_words([cut], speed=None, institute=INSTITUTE)[Road.NETWORK].chip == "связи нет"
    without = INSTITUTE._replace(servers=())
    assert card_words([LINE], speed=None, institute=without)[Road.NETWORK].chip == "нет адреса"


def test_letters_are_counted_as_they_are_cut() -> None:
    assert letters_words(1, 3 * MEGA) == "1\u00a0письмо"
    assert letters_words(3 * MEGA, 3 * MEGA) == "1\u00a0письмо"
    assert letters_words(3 * MEGA + 1, 3 * MEGA) == "2\u00a0письма"


@pytest.mark.parametrize(
    ("institute", "sentence"),
    [
        (None, "Приглашения института пока нет"),
        (INSTITUTE._replace(compared_on=None), "Сверьте отпечаток института по телефону"),
        (INSTITUTE._replace(expires_on=NOW.date() - timedelta(days=1)), "Приглашение действовало до 12.03.2026"),
        (INSTITUTE._replace(expires_on=NOW.date() + timedelta(days=3)), "Приглашение действует до 16.03.2026"),
    ],
)
def test_the_strip_says_what_stands_in_the_way(institute: InstituteLine | None, sentence: str) -> None:
    words = strip_words(institute, NOW.date())
    assert words is not None
    assert words.sentence == sentence


def test_nothing_in_the_way_shows_no_strip() -> None:
    assert strip_words(INSTITUTE, NOW.date()) is None
    known = INSTITUTE._replace(expires_on=NOW.date() - timedelta(days=1), is_introduced=True)
    assert strip_words(known, NOW.date()) is None
