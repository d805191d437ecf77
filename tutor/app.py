"""Builds the server: create_app(settings). Everything heavy is made in the lifespan, once, and closed with it."""

import random
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from datetime import UTC, datetime

import structlog
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware

import tutor.classroom.endpoints
import tutor.companion.endpoints
import tutor.companion.notes.endpoints
import tutor.companion.talk.endpoints
import tutor.companion.talk.socket
import tutor.dashboard.endpoints
import tutor.identity.endpoints
import tutor.operations.endpoints
import tutor.own_texts.endpoints
import tutor.practice.endpoints
import tutor.practice.listening
import tutor.progression.endpoints
import tutor.story.endpoints
import tutor.together.endpoints
import tutor.whole_class.endpoints
from exercises.catalogue import Catalogue
from exercises.story.loading import load_book
from speech.ear import Ear
from speech.errors import ModelCorruptError, ModelMissingError
from speech.listening import ListeningPool
from speech.second_opinion import SecondEar, SecondOpinion
from tutor import error_answers
from tutor.attention import Attention
from tutor.body_limit import BodyLimit
from tutor.client_files import ClientFiles
from tutor.companion.lines import Lines
from tutor.companion.phrases import Phrases
from tutor.companion.talk.strategies import Strategies
from tutor.companion.voice import Speaker, texts_to_say
from tutor.db import make_engine, plain_errors
from tutor.identity.cookies import TicketBox
from tutor.identity.guard import Guard
from tutor.identity.service import Doorkeeper
from tutor.keys import Keys
from tutor.logs import RequestLog, configure_logs
from tutor.migrations.upgrade import upgrade
from tutor.openapi import describe
from tutor.practice.choosing import Shelf
from tutor.practice.learner import school_learner
from tutor.practice.parts import words_of
from tutor.second_ear import open_second_ear
from tutor.security_headers import SecurityHeaders
from tutor.settings import Settings
from tutor.version import VERSION

LARGEST_BODY = 1_000_000
ROUTERS = (
    tutor.identity.endpoints.router,
    tutor.classroom.endpoints.router,
    tutor.practice.endpoints.router,
    tutor.practice.listening.router,
    tutor.companion.endpoints.router,
    tutor.companion.talk.endpoints.router,
    tutor.companion.talk.socket.router,
    tutor.companion.notes.endpoints.router,
    tutor.dashboard.endpoints.router,
    tutor.progression.endpoints.router,
    tutor.own_texts.endpoints.router,
    tutor.together.endpoints.router,
    tutor.whole_class.endpoints.router,
    tutor.story.endpoints.router,
    tutor.operations.endpoints.router,
)
log = structlog.get_logger("tutor.app")


def utc_now() -> datetime:
    """The clock of a real server."""
    return datetime.now(UTC)


def create_app(
    settings: Settings, *, clock: Callable[[], datetime] = utc_now, rng: random.Random | None = None
) -> FastAPI:
    """The server for these settings. Nothing is opened before its lifespan starts."""
    if not structlog.is_configured():
        configure_logs()
    app = FastAPI(
        title="Marelle",
        version=VERSION,
        description="Adaptive, spoken, offline tutor in reading and maths.",
        lifespan=_lifespan,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        # Nothing about children's work leaves the server, whatever the environment says.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.settings = settings
    app.state.start_error = None
    app.state.clock = clock
    app.state.rng = rng or random.Random()
    app.state.doorkeeper = Doorkeeper()
    for router in ROUTERS:
        app.include_router(router)
    # The default and not a mount, so that a wrong method on a route of ours is still a 405.
    app.router.default = ClientFiles(settings.client_dir)
    error_answers.install(app)
    describe(app, ROUTERS)
    # The last added is the outermost.
    app.add_middleware(Guard)
    app.add_middleware(BodyLimit, largest=LARGEST_BODY)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(RequestLog)
    app.add_middleware(SecurityHeaders, tls=settings.tls)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    with ExitStack() as opened:
        try:
            await run_in_threadpool(_open, app, opened)
        except Exception as error:
            app.state.start_error = error  # uvicorn only logs it: `tutor serve` says it in one line
            raise
        yield
        await run_in_threadpool(opened.close)


def _open(app: FastAPI, opened: ExitStack) -> None:
    """Make every part of the server; what must be closed is pushed on `opened`."""
    state = app.state
    settings: Settings = state.settings
    state.keys = Keys.load_or_make(settings.data_dir)
    state.tickets = TicketBox(state.keys.sessions, settings.tls)
    state.engine = make_engine(settings.database)
    opened.callback(state.engine.dispose)
    with plain_errors():
        upgrade(state.engine)
    state.catalogue = Catalogue.load()
    state.shelf = Shelf.of(state.catalogue)
    state.words = words_of(state.catalogue)
    state.learner = school_learner(settings.data_dir, state.catalogue.prerequisites)
    state.lines = Lines.load()
    state.phrases = Phrases()
    state.strategies = Strategies()
    state.story = load_book()
    state.second_ear = open_second_ear(settings)
    attention = _attention(settings, state.second_ear)
    state.ear = None
    if attention is not None:
        state.ear = ListeningPool(attention, settings.listen_workers, settings.listen_queue)
        opened.callback(state.ear.close)
    # The voice says texts ahead in idle time, but never while a child is being heard.
    ahead = texts_to_say(state.lines, state.phrases, state.strategies, state.catalogue, state.story)
    state.speaker = Speaker(settings, ahead, lambda: attention is None or attention.free)
    opened.callback(state.speaker.close)
    state.speaker.start()
    state.ear_name = attention.name if attention is not None else None
    state.voice_name = state.speaker.name
    log.info("ready", ear=state.ear_name, voice=state.voice_name, exercises=len(state.catalogue.exercises))


def _attention(settings: Settings, second_ear: SecondEar | None) -> Attention | None:
    second = SecondOpinion(second_ear) if second_ear else None
    try:
        return Attention(Ear.load(settings.models_dir, threads=settings.listen_workers, second=second))
    except (ModelMissingError, ModelCorruptError) as error:
        log.warning("no_ear", reason=str(error), consequence="pupils who read aloud listen and judge for themselves")
        return None
