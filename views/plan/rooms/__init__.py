"""What is done with a plan as a whole, each in a room of its own instead of the plan's lines."""
