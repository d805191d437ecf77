"""tutor openapi: prints the OpenAPI schema, from which the client's types are made. Opens no database, no model."""

import argparse
import json
import sys


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = subparsers.add_parser("openapi", help="print the OpenAPI schema of the server")
    command.add_argument("--json", action="store_true", help="the schema is always JSON: accepted for uniformity")
    command.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """Print the schema."""
    from tutor.app import create_app
    from tutor.settings import Settings

    schema = create_app(Settings()).openapi()
    json.dump(schema, sys.stdout, ensure_ascii=False, indent=2, sort_keys=True)
    print()
    return 0
