"""«Программы»: the programmes of internship, their designer, and the rooms of their streams."""
