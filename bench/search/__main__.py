"""Run `bench.search.run`."""

from bench.search.run import main

if __name__ == "__main__":
    main()
