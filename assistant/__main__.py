"""`python -m assistant` is `ascn`."""

from assistant.cli import main

main()
