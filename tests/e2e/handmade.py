"""An exercise of every form, made by hand, served by the real server over plain HTTP to a real Chromium."""

import os
import random
import shutil
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Page, Playwright, expect

from exercises.activities import Activity
from exercises.catalogue import Catalogue
from exercises.exercise import (
    Build,
    Choose,
    Content,
    Count,
    Domain,
    Exercise,
    Grade,
    Mode,
    Option,
    Prompt,
    ReadAloud,
    ReadWord,
    Script,
    Unit,
    Write,
)
from tests.conftest import MadeClass, make_class
from tests.e2e.conftest import ROOT, ready_page
from tests.e2e.handmade_maths import MATHS
from tests.needs import need
from tests.ports import free_port
from tutor.app import create_app, utc_now
from tutor.db import writing
from tutor.identity.tables import School
from tutor.practice.choosing import Shelf
from tutor.settings import Settings

SKILL = "reading.words.cv"
MATHS_SKILL = "maths.add.to_10"
TORTUE = (
    "Samir a trouvé une petite tortue au bord de la rivière. Il la met doucement dans sa poche.\n"
    "À l’école, la poche de Samir remue. «\u00a0Qu’est-ce que c’est\u00a0?\u00a0» demande Lou.\n"
    "La tortue sort la tête. Toute la classe sourit, et la maîtresse aussi.\n"
    "Le soir, Samir rapporte la tortue à la rivière. Elle nage vite vers les roseaux."
)


def read(text: str, unit: Unit = Unit.TEXT, mode: Mode = Mode.ALONE, title: str | None = None) -> ReadAloud:
    """A text read aloud, each word one syllable."""
    words = tuple(ReadWord(text=word, syllables=(word,)) for word in text.replace("\n", " ").split(" "))
    return ReadAloud(unit=unit, mode=mode, title=title, text=text, words=words)


def pictures(*named: tuple[str, str]) -> tuple[Option, ...]:
    """Options by picture, each said."""
    return tuple(Option(picture=code, say=name) for code, name in named)


def texts(*each: str, said: bool = False) -> tuple[Option, ...]:
    """Options by text."""
    return tuple(Option(text=one, say=one if said else None) for one in each)


HANDMADE: Mapping[str, tuple[Activity, str, Content]] = {
    "word-to-picture": (
        Activity.WORD_TO_PICTURE,
        "Lis le mot, puis touche son image.",
        Choose(
            prompt=Prompt(text="le lapin"),
            options=pictures(
                ("1F430", "un lapin"), ("1F431", "un chat"), ("1F34E", "une pomme"), ("1F3E0", "une maison")
            ),
            answers=(0,),
        ),
    ),
    "first-sound": (
        Activity.FIRST_SOUND,
        "Touche les images qui commencent comme « moto ».",
        Choose(
            prompt=Prompt(picture="1F3CD", say="moto"),
            options=pictures(
                ("1F3E0", "une maison"),
                ("1F431", "un chat"),
                ("1F42D", "une souris"),
                ("1F58D", "un crayon"),
                ("26F0", "une montagne"),
                ("1F951", "un avocat"),
            ),
            answers=(0, 4),
        ),
    ),
    "scripts": (
        Activity.LETTER_SCRIPTS,
        "Touche la même lettre, écrite autrement.",
        Choose(
            prompt=Prompt(text="a", script=Script.PRINT),
            options=(
                Option(text="e", script=Script.CURSIVE),
                Option(text="a", script=Script.CURSIVE),
                Option(text="o", script=Script.CURSIVE),
                Option(text="b", script=Script.CAPITAL),
                Option(text="r", script=Script.CURSIVE_CAPITAL),
            ),
            answers=(1,),
        ),
    ),
    "complete-sentence": (
        Activity.COMPLETE_SENTENCE,
        "Touche le mot qui manque.",
        Choose(
            prompt=Prompt(text="Le petit chat ___ sur le canapé."),
            options=texts("dort", "nage", "rivière", said=True),
            answers=(0,),
        ),
    ),
    "read-and-answer": (
        Activity.READ_AND_ANSWER,
        "Lis le texte, puis réponds à la question.",
        Choose(
            prompt=Prompt(title="La tortue de Samir", passage=TORTUE, text="Où Samir cache-t-il la tortue\u00a0?"),
            options=texts("Dans sa poche.", "Dans le cartable de Lou.", "Sous la table de la maîtresse."),
            answers=(0,),
        ),
    ),
    "build-word": (
        Activity.BUILD_WORD,
        "Écris ce mot avec les étiquettes.",
        Build(
            prompt=Prompt(picture="1F430", say="lapin"),
            tiles=("pin", "la", "ra", "teau"),
            answers=(("la", "pin"),),
        ),
    ),
    "order-words": (
        Activity.ORDER_WORDS,
        "Remets les mots dans l’ordre.",
        Build(
            prompt=Prompt(say="Le petit lapin mange une carotte."),
            tiles=("mange", "petit", "Le", "carotte.", "une", "lapin"),
            answers=(("Le", "petit", "lapin", "mange", "une", "carotte."),),
            joined=" ",
        ),
    ),
    "order-events": (
        Activity.ORDER_EVENTS,
        "Remets l’histoire dans l’ordre.",
        Build(
            prompt=Prompt(),
            tiles=(
                "La tortue retourne à la rivière.",
                "Samir trouve une tortue.",
                "La tortue sort la tête en classe.",
                "Samir la met dans sa poche.",
            ),
            answers=(
                (
                    "Samir trouve une tortue.",
                    "Samir la met dans sa poche.",
                    "La tortue sort la tête en classe.",
                    "La tortue retourne à la rivière.",
                ),
            ),
            joined="\n",
        ),
    ),
    "dictation": (
        Activity.DICTATION_KEYBOARD,
        "Écoute, puis écris le mot.",
        Write(prompt=Prompt(say="école"), answers=("école",)),
    ),
    "complete-word": (
        Activity.COMPLETE_WORD,
        "Écris ce qui manque.",
        Write(prompt=Prompt(picture="1F3B5", text="ch___son", say="chanson"), answers=("an",), letters="aoeinmu"),
    ),
    "syllables": (
        Activity.COUNT_SYLLABLES,
        "Tape une fois pour chaque syllabe.",
        Count(prompt=Prompt(picture="1F418", say="éléphant"), answer=3, most=6),
    ),
    "letter": (Activity.READ_LETTER, "Lis ces lettres à voix haute.", read("ou", Unit.LETTER)),
    "silent": (
        Activity.READ_SENTENCE,
        "Lis cette phrase à voix haute.",
        ReadAloud(
            unit=Unit.SENTENCE,
            text="Les petits lapins courent.",
            words=(
                ReadWord(text="Les", syllables=("Les",), silent=((2, 3),)),
                ReadWord(text="petits", syllables=("pe", "tits"), silent=((4, 6),)),
                ReadWord(text="lapins", syllables=("la", "pins"), silent=((5, 6),)),
                ReadWord(text="courent.", syllables=("cou", "rent."), silent=((4, 7),)),
            ),
        ),
    ),
    "in-turns": (
        Activity.READING_IN_TURNS,
        "On lit chacun notre tour. Je commence.",
        read(TORTUE, mode=Mode.IN_TURNS, title="La tortue de Samir"),
    ),
    "repeated": (
        Activity.REPEATED_READING,
        "Lis ce texte trois fois.",
        read(TORTUE, mode=Mode.REPEATED, title="La tortue de Samir"),
    ),
    "one-minute": (
        Activity.ONE_MINUTE_READING,
        "Lis pendant que le soleil traverse le ciel.",
        read(TORTUE, mode=Mode.ONE_MINUTE, title="La tortue de Samir"),
    ),
}


def exercise(name: str) -> Exercise:
    """One of them, as the catalogue would hold it."""
    maths = name in MATHS
    activity, instruction, content = (Activity.COMPUTE, *MATHS[name]) if maths else HANDMADE[name]
    return Exercise(
        id=f"handmade.{name}",
        domain=Domain.MATHS if maths else Domain.READING,
        grade=Grade.CP,
        level=1,
        activity=activity,
        skills=(MATHS_SKILL if maths else SKILL,),
        difficulty=0.0,
        instruction=instruction,
        content=content,
    )


@dataclass
class Workshop:
    """A running server that gives the exercise one asks for, and a class with its pupils."""

    app: FastAPI
    address: str
    made: MadeClass

    def offer(self, *names: str) -> None:
        """From now on only these are given."""
        skills = self.app.state.catalogue.skills
        chosen = {one.id: one for one in map(exercise, names)}
        self.app.state.shelf = Shelf.of(Catalogue(skills, chosen))


@contextmanager
def workshop(data: Path) -> Iterator[Workshop]:
    """The real server with only handmade exercises, no ear, its quick voice."""
    need((ROOT / "tablet_client" / "dist" / "index.html").exists(), "the built client (make client)")
    port = free_port()
    settings = Settings(
        data_dir=data, models_dir=data / "models", database_url=None, tls=False, port=port, session_goal=60
    )
    app = create_app(settings, rng=random.Random(7))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not come up"
        time.sleep(0.05)
    try:
        state = app.state
        state.catalogue = Catalogue(state.catalogue.skills, {one.id: one for one in map(exercise, (*HANDMADE, *MATHS))})
        state.words = frozenset()
        with writing(state.engine) as session:
            school = School(name="École des Tilleuls")
            session.add(school)
            session.commit()
        made = make_class(app, school, utc_now, "martin", "Mme Martin", "CP A", ["Inès", "Léo", "Zoé", "Tom", "Lina"])  # type: ignore[arg-type]
        yield Workshop(app, f"http://localhost:{port}", made)
    finally:
        server.should_exit = True
        thread.join(timeout=20)


@contextmanager
def pupil_page(
    driver: Playwright,
    shop: Workshop,
    number: int = 0,
    width: int = 1280,
    height: int = 800,
    microphone: Path | None = None,
    flags: Sequence[str] = (),
    asks: bool = False,
) -> Iterator[Page]:
    """Chromium on which a pupil has signed in with his card. `microphone`: the sound played when it is opened."""
    with any_page(driver, width, height, microphone, flags, asks=asks) as page:
        page.goto(f"{shop.address}/carte/{shop.made.pupils[number].card_token}")
        expect(page.get_by_test_id("hello")).to_be_visible()
        yield page


NOT_AHEAD = """
(() => {
  let answered = false;
  const real = window.fetch;
  window.fetch = async (request, ...rest) => {
    const path = new URL(request.url ?? request, location.href).pathname;
    if (answered && path === "/api/practice/next") {
      await new Promise((go) => addEventListener("click", go, { capture: true, once: true }));
      answered = false;
    }
    if (path !== "/api/practice/attempts") return real(request, ...rest);
    const { answer } = await request.clone().json();
    const response = await real(request, ...rest);
    answered = answer.type !== "skipped";
    return response;
  };
  addEventListener("click", () => { answered = false; }, true);
})();
"""
"""The workshop offers something else from one exercise to the next: what the client asks for ahead is not asked before
one goes on.
"""


@contextmanager
def any_page(
    driver: Playwright,
    width: int,
    height: int,
    microphone: Path | None = None,
    flags: Sequence[str] = (),
    *,
    asks: bool = False,
    **wishes: Any,
) -> Iterator[Page]:
    """Chromium on which nobody has signed in. `asks`: the microphone is not given before somebody allows it; `wishes`:
    what else the browser is to be (reduced_motion...).
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    need(chromium, "Chromium (apt-get install chromium)")
    browser = driver.chromium.launch(
        executable_path=chromium,
        env={**os.environ},
        args=[
            "--no-sandbox",
            "--autoplay-policy=no-user-gesture-required",
            *([] if asks else ["--use-fake-ui-for-media-stream"]),
            "--use-fake-device-for-media-stream",
            *flags,
            *([f"--use-file-for-fake-audio-capture={microphone}%noloop"] if microphone else []),
        ],
    )
    size = {"width": width, "height": height}
    context = browser.new_context(viewport=size, has_touch=True, locale="fr-FR", timezone_id="Europe/Paris", **wishes)  # type: ignore[arg-type]
    context.add_init_script(NOT_AHEAD)
    context.route("**/api/practice/ahead", lambda route: route.abort())
    try:
        yield ready_page(context)
    finally:
        browser.close()
