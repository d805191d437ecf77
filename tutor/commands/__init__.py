"""The command line, one module a command: each has `add_to(subparsers)` and runs with the parsed arguments."""
