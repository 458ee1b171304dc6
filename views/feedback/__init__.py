"""The questionnaire of a stream: answers by keyboard, from a spreadsheet, and what they come to."""
