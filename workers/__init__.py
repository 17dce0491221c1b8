"""What runs it: Celery, the intake, the schedule, and what is told about them."""
