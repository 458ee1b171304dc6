"""Minutes of meetings, a page of the section «Мероприятия»: their list and the editor of one протокол."""
