"""tutor ear-worker: an ear in a process of its own, for the servers that have the same key."""

import argparse
import os
import signal
import sys
import threading


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = subparsers.add_parser("ear-worker", help="an ear for servers of the same network (docs/plusieurs-ecoles)")
    command.add_argument("--listen", metavar="HOST:PORT", default="127.0.0.1:8600", help="by default 127.0.0.1:8600")
    command.add_argument("--attached", action="store_true", help="end when standard input does")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Hear until interrupted."""
    from tutor.footprint import settled, starting

    starting()
    import uvicorn

    from speech.ear import Ear
    from speech.listening import ListeningPool
    from speech.second_opinion import SecondOpinion
    from tutor.ears.own import READY
    from tutor.ears.worker import Worker
    from tutor.logs import configure_logs
    from tutor.operations.serving import bind
    from tutor.operations.systemd import tell_ready
    from tutor.second_ear import open_second_ear
    from tutor.settings import Settings, address_of

    configure_logs()
    settings = Settings()
    key = settings.shared_ear_key()
    with bind(*address_of(arguments.listen)) as bound:
        second = open_second_ear(settings)
        opinion = SecondOpinion(second) if second else None
        ear = Ear.load(settings.models_dir, threads=settings.listen_workers, second=opinion)
        pool = ListeningPool(ear, settings.listen_workers, settings.listen_queue)
        try:
            config = uvicorn.Config(Worker(pool, key).app(), log_config=None, access_log=False, server_header=False)
            settled()
            host, port = bound.getsockname()[:2]
            print(f"{READY}{host}:{port}", flush=True)
            if arguments.attached:
                threading.Thread(target=_end_with_input, daemon=True).start()
            else:
                tell_ready()
            uvicorn.Server(config).run(sockets=[bound])
        except KeyboardInterrupt:
            pass  # how it is stopped by hand
        finally:
            pool.close()
    return 0


def _end_with_input() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
