"""tutor serve: the server of a school, on HTTPS; with --demo a made-up class to try it on."""

import argparse


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = subparsers.add_parser("serve", help="run the server")
    command.add_argument("--demo", action="store_true", help="a class with made-up pupils and history, kept apart")
    command.add_argument("--host", metavar="H", help="address to listen on (by default every network)")
    command.add_argument("--port", metavar="P", type=int, help="port to listen on (by default 8443)")
    command.add_argument(
        "--alone", action="store_true", help="for this computer only: no certificate, opens its browser"
    )
    command.add_argument("--no-tls", action="store_true", help="plain http, for localhost only")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from functools import partial

    from tutor.footprint import starting

    starting()
    from tutor.logs import configure_logs
    from tutor.operations.alone import alone, already_served, open_browser
    from tutor.operations.serving import serve
    from tutor.settings import Settings

    configure_logs()
    settings = Settings()
    if arguments.demo:
        settings = settings.for_demo()
    chosen: dict[str, object] = {"tls": settings.tls and not arguments.no_tls and settings.proxy is None}
    if arguments.host is not None:
        chosen["host"] = arguments.host
    elif not chosen["tls"] and settings.host == Settings.model_fields["host"].default:
        chosen["host"] = "127.0.0.1"
    if arguments.port is not None:
        chosen["port"] = arguments.port
    settings = settings.model_copy(update=chosen)
    if not arguments.alone:
        return serve(settings, demo=arguments.demo)
    settings = alone(settings)
    if already_served(settings):
        open_browser(settings)
        return 0
    return serve(settings, demo=arguments.demo, when_ready=partial(open_browser, settings))
