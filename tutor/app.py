"""Builds the server: create_app(settings). Everything heavy is made in the lifespan, once, and closed with it."""

import random
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import structlog
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware

import tutor.academy.endpoints
import tutor.campaign.endpoints
import tutor.classroom.endpoints
import tutor.comfort.endpoints
import tutor.companion.endpoints
import tutor.companion.notes.endpoints
import tutor.companion.talk.endpoints
import tutor.companion.talk.socket
import tutor.dashboard.class_endpoints
import tutor.dashboard.endpoints
import tutor.dashboard.pupil_endpoints
import tutor.decisions.endpoints
import tutor.help.endpoints
import tutor.identity.endpoints
import tutor.journal.endpoints
import tutor.network.endpoints
import tutor.operations.endpoints
import tutor.own_texts.endpoints
import tutor.practice.endpoints
import tutor.practice.listening
import tutor.privacy.endpoints
import tutor.progression.endpoints
import tutor.pupil_lists.endpoints
import tutor.recordings.endpoints
import tutor.reports.endpoints
import tutor.sharing.endpoints
import tutor.story.endpoints
import tutor.together.endpoints
import tutor.whole_class.endpoints
import tutor.year_change.endpoints
from exercises.catalogue import Catalogue
from exercises.story.loading import load_book
from speech.ear import Ear
from speech.errors import ModelCorruptError, ModelMissingError
from speech.listening import ListeningPool
from speech.models import model_path
from speech.second_opinion import SecondEar, SecondOpinion
from speech.whisper import MODEL
from tutor import error_answers
from tutor.attention import Attention
from tutor.body_limit import BodyLimit
from tutor.client_files import ClientFiles
from tutor.companion.lines import Lines
from tutor.companion.phrases import Phrases
from tutor.companion.talk.strategies import Strategies
from tutor.companion.voice import Speaker, texts_to_say
from tutor.db import make_engine, plain_errors
from tutor.ears.own import EarNotStartedError, OwnEar
from tutor.ears.remote import RemoteEars
from tutor.help.library import Library
from tutor.identity.cookies import TicketBox
from tutor.identity.guard import Guard
from tutor.identity.service import Doorkeeper
from tutor.keys import Keys
from tutor.logs import RequestLog, configure_logs
from tutor.network.keeper import kept_fresh
from tutor.openapi import describe
from tutor.operations.attempt_log import AttemptLog, keeping_log
from tutor.operations.housekeeping import every_half_hour, tidy_at_start
from tutor.operations.in_use import served
from tutor.operations.readying import make_ready
from tutor.operations.tablet_clocks import TabletClocks
from tutor.practice import days
from tutor.practice.choosing import Shelf
from tutor.practice.learner import school_learner
from tutor.practice.parts import words_of
from tutor.practice.sealed import SealedPost
from tutor.recordings.store import RecordingStore
from tutor.second_ear import open_second_ear
from tutor.security_headers import SecurityHeaders
from tutor.settings import Settings
from tutor.version import VERSION

LARGEST_BODY = 1_000_000
ROUTERS = (
    tutor.identity.endpoints.router,
    tutor.classroom.endpoints.router,
    tutor.pupil_lists.endpoints.router,
    tutor.year_change.endpoints.router,
    tutor.sharing.endpoints.router,
    tutor.comfort.endpoints.router,
    tutor.practice.endpoints.router,
    tutor.practice.listening.router,
    tutor.companion.endpoints.router,
    tutor.companion.talk.endpoints.router,
    tutor.companion.talk.socket.router,
    tutor.companion.notes.endpoints.router,
    tutor.dashboard.endpoints.router,
    tutor.dashboard.pupil_endpoints.router,
    tutor.campaign.endpoints.router,
    tutor.dashboard.class_endpoints.router,
    tutor.decisions.endpoints.router,
    tutor.journal.endpoints.router,
    tutor.progression.endpoints.router,
    tutor.reports.endpoints.router,
    tutor.own_texts.endpoints.router,
    tutor.together.endpoints.router,
    tutor.whole_class.endpoints.router,
    tutor.story.endpoints.router,
    tutor.help.endpoints.router,
    tutor.recordings.endpoints.router,
    tutor.privacy.endpoints.router,
    tutor.operations.endpoints.router,
    tutor.network.endpoints.router,
    tutor.academy.endpoints.router,
)
log = structlog.get_logger("tutor.app")


def utc_now() -> datetime:
    """The clock of a real server."""
    return datetime.now(UTC)


def create_app(
    settings: Settings,
    *,
    clock: Callable[[], datetime] = utc_now,
    rng: random.Random | None = None,
    data_ready: bool = False,
) -> FastAPI:
    """The server for these settings. Nothing is opened before its lifespan starts.

    `data_ready`: the caller has called `make_ready` already.
    """
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
    app.state.data_ready = data_ready
    app.state.backups_fail = False
    app.state.presence = None  # `tutor serve` says how it is found (tutor.network)
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
    app.add_middleware(SecurityHeaders, tls=settings.https)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    with ExitStack() as opened:
        try:
            await run_in_threadpool(_open, app, opened)
        except Exception as error:
            app.state.start_error = error  # uvicorn only logs it: `tutor serve` says it in one line
            raise
        presence = app.state.presence
        keeper = presence.keeper if presence else None
        async with every_half_hour(app.state), kept_fresh(keeper):
            yield
        await run_in_threadpool(opened.close)


def _open(app: FastAPI, opened: ExitStack) -> None:
    """Make every part of the server; what must be closed is pushed on `opened`."""
    state = app.state
    settings: Settings = state.settings
    state.keys = Keys.load_or_make(settings.data_dir)
    state.tablet_clocks = TabletClocks(settings.data_dir)
    state.sealed_post = SealedPost(state.keys.tablets, app.state.rng)
    state.tickets = TicketBox(state.keys.sessions, settings.https)
    own_ear = _own_ear(settings, opened)
    opened.enter_context(served(settings.data_dir))
    with plain_errors():
        if not state.data_ready:
            make_ready(settings, state.clock())
    attempts = AttemptLog(settings.data_dir)
    opened.callback(attempts.close)
    state.engine = keeping_log(make_engine(settings.database), attempts)
    opened.callback(state.engine.dispose)
    with plain_errors():
        attempts.catch_up(state.engine)
        days.fill_missing(state.engine, ZoneInfo(settings.timezone))
    state.recordings = RecordingStore(settings.data_dir, state.keys.recordings)
    tidy_at_start(state)
    state.catalogue = Catalogue.load()
    state.shelf = Shelf.of(state.catalogue)
    state.words = words_of(state.catalogue)
    state.learner = school_learner(settings.data_dir, state.catalogue.prerequisites)
    state.lines = Lines.load()
    state.phrases = Phrases()
    state.strategies = Strategies()
    state.story = load_book()
    state.library = Library(settings.help_folder)
    attention = _attention(settings, own_ear)
    state.ear = None
    if attention is not None:
        state.ear = ListeningPool(
            attention, settings.listen_workers * max(1, len(settings.ears)), settings.listen_queue
        )
        opened.callback(state.ear.close)
    # The voice says texts ahead in idle time, but never while a child is being heard.
    ahead = texts_to_say(state.lines, state.phrases, state.strategies, state.catalogue, state.story)
    state.speaker = Speaker(settings, ahead, lambda: attention is None or attention.free)
    opened.callback(state.speaker.close)
    state.speaker.start()
    state.ear_name = attention.name if attention is not None else None
    state.voice_name = state.speaker.name
    log.info("ready", ear=state.ear_name, voice=state.voice_name, exercises=len(state.catalogue.exercises))


def _own_ear(settings: Settings, opened: ExitStack) -> OwnEar | None:
    """Started first, for it opens its models while the rest is made; None when hearing is done elsewhere."""
    if settings.ears or not settings.ear_process:
        return None
    try:
        model_path(MODEL, settings.models_dir)
    except (ModelMissingError, ModelCorruptError):
        return None  # `_attention` says so
    ear = OwnEar(settings)
    opened.callback(ear.close)
    return ear


def _attention(settings: Settings, own_ear: OwnEar | None) -> Attention | None:
    if settings.ears:
        return Attention(RemoteEars(settings.ears, settings.shared_ear_key()))
    if own_ear is not None:
        try:
            return Attention(own_ear.ears())
        except EarNotStartedError as error:
            log.warning("no_ear_process", reason=str(error), consequence="the server hears by itself")
    second_ear: SecondEar | None = open_second_ear(settings)
    second = SecondOpinion(second_ear) if second_ear else None
    try:
        return Attention(Ear.load(settings.models_dir, threads=settings.listen_workers, second=second))
    except (ModelMissingError, ModelCorruptError) as error:
        log.warning("no_ear", reason=str(error), consequence="pupils who read aloud listen and judge for themselves")
        return None
