"""The HTTP API: submit articles and follow them, under `/v1`."""
