"""What the press is measured against: fair versions of what people build by hand."""
