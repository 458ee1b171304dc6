"""The section «Мероприятия»: the log, the attendance sheet, the forms of an event and of a product."""
