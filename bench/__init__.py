"""Benchmarks: measured by hand with `make bench`, never asserted in a test."""
