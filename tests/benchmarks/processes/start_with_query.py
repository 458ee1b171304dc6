"""Floor c: floor b with SQLModel, five tables and one query before the paint: `start_with_query.py DATABASE`."""

import os
import sys

import sqlcipher3.dbapi2 as driver
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
from sqlalchemy import create_engine
from sqlmodel import Field, Session, SQLModel, select


class Site(SQLModel, table=True):
    id: int = Field(primary_key=True)
    short_name: str


class Organization(SQLModel, table=True):
    id: int = Field(primary_key=True)
    short_name: str


class Person(SQLModel, table=True):
    id: int = Field(primary_key=True)
    last_name: str
    organization_id: int = Field(foreign_key="organization.id")


class Event(SQLModel, table=True):
    id: int = Field(primary_key=True)
    title: str


class Attendance(SQLModel, table=True):
    event_id: int = Field(primary_key=True, foreign_key="event.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    state: str


class Window(QMainWindow):
    def paintEvent(self, event) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: os._exit(0))


app = QApplication(sys.argv[:1])
engine = create_engine("sqlite://", module=driver, creator=lambda: driver.connect(sys.argv[1]))
with Session(engine) as session:
    people = session.exec(select(Person).limit(100)).all()
window = Window()
window.setWindowTitle(str(len(people)))
window.resize(720, 480)
window.show()
app.exec()
sys.exit("never painted")
