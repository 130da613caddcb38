#!/bin/bash
# Checks the texts, builds the site and packs it: for cron, Jenkins, or whatever else runs a script.
# Runs in a checkout, where it needs Python 3.11 or newer with `venv`, and git.
#
# Without a package index: run `make wheelhouse` where there is one, copy the folder here, and set
#   export PIP_NO_INDEX=1 PIP_FIND_LINKS=wheelhouse
set -euo pipefail
cd "$(dirname "$0")/../.."

# Install what is locked, all hashes checked.
python3 -m venv .venv
.venv/bin/python -m pip install --quiet --require-hashes --no-build-isolation -r requirements/build.txt
.venv/bin/python -m pip install --quiet --require-hashes --no-build-isolation -r requirements/site.txt
.venv/bin/python -m pip install --quiet --no-build-isolation --no-deps --editable .

# Any finding that would break the build ends this here; tiaowen.sarif is for editors and viewers.
.venv/bin/tiaowen check --format sarif --output tiaowen.sarif

# What has not changed is taken from .tiaowen/, which stays from run to run, as does the last site:
# the summary says what differs from it.
.venv/bin/tiaowen build --summary summary.md

# Addresses that are open, or new ones that are not committed.
.venv/bin/tiaowen links status
git diff --exit-code --stat -- links.lock

# To publish on this machine, say `tiaowen build --site DIR` above instead: it swaps the folders.
tar --create --gzip --file site.tar.gz --directory site .
