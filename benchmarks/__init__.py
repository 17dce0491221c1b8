"""Benchmarks, run side by side with comparable programs; README.md has the figures."""
