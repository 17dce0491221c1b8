"""What is measured, side by side with peers; see README.md for the numbers."""
