"""Programs to compare with: fair versions of what people build by hand."""
