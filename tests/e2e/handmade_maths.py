"""Exercises of maths made by hand, one or more of every form and figure, for the tests that do them in Chromium."""

from collections.abc import Mapping

from exercises.exercise import Ask, Choose, Columns, Content, Form, Handle, Option, Prompt
from exercises.figures import (
    Axis,
    Balance,
    Bar,
    BarModel,
    BarPart,
    Blocks,
    Chart,
    Clock,
    Collection,
    FractionBar,
    Grid,
    Jump,
    Money,
    Move,
    NumberLine,
    Point,
    Robot,
    Ruler,
    Shape,
    Solid,
    TenFrame,
    Weight,
    blocks,
)
from exercises.handling import Same, Worth

PURSE = (2000, 1000, 500, 500, 200, 200, 100, 100, 50, 20, 20, 10)
HALF = ((1, 1), (1, 2), (2, 3), (0, 4))
EMPTY_BARS = BarModel(
    bars=(Bar(name="Billes", parts=(BarPart(size=3), BarPart(size=2))),), total="", tiles=("12", "17", "?")
)
FULL_BARS = BarModel(
    bars=(Bar(name="Billes", parts=(BarPart(size=3, label="12"), BarPart(size=2, label="?"))),),
    total="17",
    tiles=("12", "17", "?"),
)
PETS = Chart(
    form="bars", title="Nos animaux", rows=("animaux",), columns=("chats", "chiens", "poules"), values=((4, 7, None),)
)
ROBOT = Grid(
    columns=5, rows=4, robot=Robot(at=(0, 0), heading="north"), target=(2, 2), walls=((1, 1), (0, 2)), moves=()
)
WAY = (Move.RIGHT, Move.FORWARD, Move.FORWARD, Move.LEFT, Move.FORWARD, Move.FORWARD)
SQUARE: tuple[tuple[Point, Point], ...] = (((1, 1), (3, 1)), ((3, 1), (3, 3)), ((3, 3), (1, 3)), ((1, 3), (1, 1)))

MATHS: Mapping[str, tuple[str, Content]] = {
    "ask-number": (
        "Combien de cubes en tout\u00a0?",
        Ask(prompt=Prompt(figure=blocks(236)), answers=("236",), largest=1000),
    ),
    "ask-gap": ("Complète.", Ask(prompt=Prompt(text="7 + ___ = 12"), answers=("5",), largest=20)),
    "ask-fraction": (
        "Quelle fraction est coloriée\u00a0?",
        Ask(
            prompt=Prompt(figure=FractionBar(form="disc", parts=4, shaded=(0, 1, 2))),
            form=Form.FRACTION,
            answers=("3/4",),
        ),
    ),
    "ask-time": (
        "Quelle heure est-il\u00a0?",
        Ask(prompt=Prompt(figure=Clock(hour=7, minute=30)), form=Form.TIME, answers=("7 h 30",)),
    ),
    "ask-money": (
        "Combien d’argent y a-t-il\u00a0?",
        Ask(
            prompt=Prompt(figure=Money(laid=(1000, 200, 100, 50, 20, 5, 2, 1))),
            form=Form.MONEY,
            answers=("13,78 €",),
        ),
    ),
    "ask-expression": (
        "Écris un calcul pour cette image.",
        Ask(prompt=Prompt(figure=TenFrame(frames=1, filled=4, second=3)), form=Form.EXPRESSION, answers=("4 + 3",)),
    ),
    "ask-words": (
        "Écris ce nombre en lettres.",
        Ask(prompt=Prompt(text="31"), form=Form.WORDS, answers=("trente et un",)),
    ),
    "ask-chart": (
        "Combien de filles mangent à la cantine\u00a0?",
        Ask(
            prompt=Prompt(
                figure=Chart(
                    form="two_way",
                    title="La classe de CE1",
                    rows=("filles", "garçons"),
                    columns=("cantine", "maison"),
                    values=((9, 4), (8, 5)),
                    totals=True,
                )
            ),
            answers=("9",),
            largest=30,
        ),
    ),
    "choose-figure": (
        "Touche les cubes qui montrent vingt-trois.",
        Choose(
            prompt=Prompt(text="23"),
            options=tuple(Option(figure=blocks(number)) for number in (32, 23, 203, 5)),
            answers=(1,),
        ),
    ),
    "choose-shape": (
        "Touche le triangle rectangle.",
        Choose(
            prompt=Prompt(),
            options=(
                Option(figure=Shape(name="triangle")),
                Option(figure=Shape(name="right_triangle", turned=30, squares=True)),
                Option(figure=Shape(name="rhombus")),
                Option(figure=Shape(name="hexagon")),
                Option(text="3/4"),
                Option(figure=Shape(name="circle")),
            ),
            answers=(1,),
        ),
    ),
    "choose-group": (
        "Combien y a-t-il de ronds\u00a0?",
        Choose(
            prompt=Prompt(figure=Collection(groups=(5, 5, 5, 1, 1))),
            options=(Option(text="15"), Option(text="17"), Option(text="52")),
            answers=(1,),
        ),
    ),
    "count-faces": (
        "Combien de faces a cette pyramide\u00a0?",
        Ask(prompt=Prompt(figure=Solid(name="pyramid")), answers=("5",), largest=20),
    ),
    "count-cubes": (
        "Combien de cubes y a-t-il\u00a0?",
        Ask(
            prompt=Prompt(figure=Solid(name="cube", cubes=((0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)))),
            answers=("4",),
            largest=20,
        ),
    ),
    "columns-minus": (
        "Pose et calcule.",
        Columns(operands=(613, 209), operator="-"),
    ),
    "columns-plus": ("Pose et calcule.", Columns(operands=(47, 38), operator="+")),
    "columns-set": ("Pose et calcule.", Columns(operands=(124, 58), operator="+", placed=False)),
    "build": (
        "Montre ce nombre avec les cubes.",
        Handle(prompt=Prompt(text="34"), figure=Blocks(), goal=Worth(value=34, fewest=True)),
    ),
    "trade": (
        "Range les cubes\u00a0: groupe dix unités en une dizaine.",
        Handle(prompt=Prompt(), figure=Blocks(tens=2, ones=14), goal=Worth(value=34, fewest=True)),
    ),
    "break": (
        "Casse une dizaine.",
        Handle(
            prompt=Prompt(),
            figure=Blocks(hundreds=1, tens=3, ones=2),
            goal=Same(figures=(Blocks(hundreds=1, tens=2, ones=12),)),
        ),
    ),
    "line": (
        "Place la flèche sur ce nombre.",
        Handle(
            prompt=Prompt(text="37"),
            figure=NumberLine(start=0, end=50, step=1, labels=(0, 10, 20, 30, 40, 50)),
            goal=Worth(value=37),
        ),
    ),
    "line-fraction": (
        "Place la flèche sur cette fraction.",
        Handle(
            prompt=Prompt(text="3/4"),
            figure=NumberLine(end=8, denominator=4, labels=(0, 1, 4, 8), jumps=(Jump(start=0, end=1, label="+ 1/4"),)),
            goal=Worth(value=3, denominator=4),
        ),
    ),
    "frame": (
        "Complète pour avoir dix.",
        Handle(prompt=Prompt(), figure=TenFrame(filled=7), goal=Worth(value=10)),
    ),
    "bars": (
        "Sam a 17 billes. 12 sont bleues. Complète le schéma.",
        Handle(prompt=Prompt(), figure=EMPTY_BARS, goal=Same(figures=(FULL_BARS,))),
    ),
    "shade": (
        "Colorie cette fraction.",
        Handle(prompt=Prompt(text="2/3"), figure=FractionBar(parts=6), goal=Worth(value=2, denominator=3)),
    ),
    "pay": (
        "Paie le prix juste.",
        Handle(prompt=Prompt(text="12,50 €"), figure=Money(purse=PURSE), goal=Worth(value=1250)),
    ),
    "clock": (
        "Mets la pendule à l’heure.",
        Handle(prompt=Prompt(text="10 h 15"), figure=Clock(hour=9), goal=Worth(value=615)),
    ),
    "symmetry": (
        "Complète par symétrie.",
        Handle(
            prompt=Prompt(),
            figure=Grid(columns=8, rows=6, given=HALF, axis=Axis(across="vertical", place=8)),
            goal=Same(
                figures=(
                    Grid(
                        columns=8,
                        rows=6,
                        given=HALF,
                        axis=Axis(across="vertical", place=8),
                        cells=tuple((7 - x, y) for x, y in HALF),
                    ),
                )
            ),
        ),
    ),
    "geoboard": (
        "Trace un carré\u00a0: il reste deux côtés.",
        Handle(
            prompt=Prompt(),
            figure=Grid(columns=5, rows=4, pegs=True, segments=SQUARE[:2]),
            goal=Same(figures=(Grid(columns=5, rows=4, pegs=True, segments=SQUARE),)),
        ),
    ),
    "robot": (
        "Conduis le robot jusqu’au drapeau.",
        Handle(prompt=Prompt(), figure=ROBOT, goal=Same(figures=(ROBOT.model_copy(update={"moves": WAY}),))),
    ),
    "balance": (
        "Équilibre la balance.",
        Handle(
            prompt=Prompt(),
            figure=Balance(left=(Weight(grams=350),), leans="left", box=(200, 100, 100, 50, 20)),
            goal=Same(
                figures=(
                    Balance(
                        left=(Weight(grams=350),),
                        right=(Weight(grams=200), Weight(grams=100), Weight(grams=50)),
                        box=(200, 100, 100, 50, 20),
                    ),
                )
            ),
        ),
    ),
    "ruler": (
        "Trace un segment de cette longueur.",
        Handle(prompt=Prompt(text="6 cm"), figure=Ruler(start=20, end=20, length=150), goal=Worth(value=60)),
    ),
    "chart": (
        "Il y a 6 poules\u00a0: dessine la barre.",
        Handle(prompt=Prompt(), figure=PETS, goal=Same(figures=(PETS.model_copy(update={"values": ((4, 7, 6),)}),))),
    ),
    "solid": (
        "Déplie le cube.",
        Handle(prompt=Prompt(), figure=Solid(name="cube"), goal=Same(figures=(Solid(name="cube", unfolded=True),))),
    ),
}
