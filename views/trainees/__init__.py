"""The section «Стажёры»: the list, a card, taking in a list from a file, the history of lists."""
