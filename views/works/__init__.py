"""What trainees of a stream hand in: assignments, works, reviews of each other, diaries."""
