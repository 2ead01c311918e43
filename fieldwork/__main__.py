"""`python -m fieldwork` is the command line."""

from fieldwork.cli import main

if __name__ == "__main__":
    main()
