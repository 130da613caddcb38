"""Tests of the converter; run with `make test`."""
