"""When it happens: the stages, the site's own pages, and the upkeep."""
