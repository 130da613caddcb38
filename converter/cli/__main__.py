"""So that `python -m converter.cli` runs the command line."""

from converter.cli import main

# A process that helps reads this too, and must not start the whole again.
if __name__ == "__main__":
    main()
