"""The errors a person can answer: one Russian sentence, and what to do next."""


class UserError(Exception):
    """Something the person can mend: says what is wrong and, in `advice`, what to do.

    Both are Russian sentences ready to be shown. They never contain names, phones or numbers of people.
    """

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class NoPassportError(UserError):
    """A paper cannot be drawn while the passport of the site is not filled."""

    def __init__(self) -> None:
        super().__init__(
            "Паспорт площадки не заполнен, документ составить не из чего.", "Заполните его в разделе «Настройки»."
        )
