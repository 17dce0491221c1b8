"""The processes that run the pipeline: Celery workers, intake, schedule, webhooks, commands."""
