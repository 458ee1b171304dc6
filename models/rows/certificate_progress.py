"""How near the trainees of running streams are to their certificates, as «Обзор» shows it."""

from dataclasses import dataclass

from models.rows.requirements import Requirement


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """A trainee without a certificate, and her five requirements."""

    person_id: int
    name: str
    requirements: tuple[Requirement, ...]

    @property
    def missing(self) -> tuple[Requirement, ...]:
        """What is not met yet."""
        return tuple(each for each in self.requirements if not each.is_met)


@dataclass(frozen=True, slots=True)
class CertificateProgress:
    """Those who are the nearest, and how many there are of them."""

    lines: tuple[ProgressLine, ...] = ()
    ready: int = 0
    near: int = 0
    """To whom one requirement is missing."""
