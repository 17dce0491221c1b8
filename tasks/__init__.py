"""The work of the pipeline: its stages, the building of sites, the upkeep and editors' acts."""
