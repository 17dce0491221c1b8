"""Who watches it: the web desk, the HTTP API, and the published site as readers get it."""
