"""The web desk, the HTTP API, and a server for the published site as readers get it."""
