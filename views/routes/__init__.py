"""Routes (ИОМ) of a stream: who has which, the steps of one, and what came of the techniques she tried."""
