"""The журнал консультаций, a page of the section «Мероприятия»."""
