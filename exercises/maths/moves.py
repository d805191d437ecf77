"""Moves on squares: follow a code to where it leads, write the code of a way; arrows, then a robot that turns."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from random import Random

from exercises.activities import Activity
from exercises.exercise import Build, Exercise, Prompt
from exercises.figures import Grid, Move, Point, Robot
from exercises.maths.making import Bench, in_order, worded

ARROWS: dict[str, Point] = {"→": (1, 0), "←": (-1, 0), "↑": (0, 1), "↓": (0, -1)}
TILES = {"avance": Move.FORWARD, "tourne à gauche": Move.LEFT, "tourne à droite": Move.RIGHT}
_HEADINGS = ("north", "east", "south", "west")
_STEPS: dict[str, Point] = {"north": (0, 1), "east": (1, 0), "south": (0, -1), "west": (-1, 0)}
_AROUND = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1), (2, 0), (-2, 0), (0, 2), (0, -2))
_MOST_ANSWERS = 60
_LONGEST = {"geometry.moves_10": 10, "geometry.moves_15": 15}
_COLUMNS, _ROWS = 7, 6


def exercises(bench: Bench) -> Iterator[Exercise]:
    """CP: arrows, then up to two turns; CE1: up to 15 instructions."""
    yield from _arrows_followed(bench)
    yield from _arrows_written(bench)
    yield from _robot_followed(bench, "geometry.moves_10", 60, 10, 2)
    yield from _robot_followed(bench, "geometry.moves_15", 120, 15, 5)
    yield from _robot_written(bench, "geometry.moves_10", 40, 2)
    yield from _robot_written(bench, "geometry.moves_15", 100, 4)


def inside(point: Point) -> bool:
    """Whether a square is on the board."""
    return 0 <= point[0] < _COLUMNS and 0 <= point[1] < _ROWS


def stepped(robot: Robot, move: Move) -> Robot:
    """The robot after one instruction."""
    if move is Move.FORWARD:
        x, y = _STEPS[robot.heading]
        return robot.model_copy(update={"at": (robot.at[0] + x, robot.at[1] + y)})
    turn = 1 if move is Move.RIGHT else -1
    return robot.model_copy(update={"heading": _HEADINGS[(_HEADINGS.index(robot.heading) + turn) % 4]})


def _walk(chance: Random, length: int, start: Point) -> list[str]:
    """Arrows that stay on the board and never go straight back."""
    back = {"→": "←", "←": "→", "↑": "↓", "↓": "↑"}
    at, found = start, list[str]()
    while len(found) < length:
        arrow = chance.choice(
            [
                a
                for a, (x, y) in ARROWS.items()
                if inside((at[0] + x, at[1] + y)) and (not found or a != back[found[-1]])
            ]
        )
        found.append(arrow)
        at = (at[0] + ARROWS[arrow][0], at[1] + ARROWS[arrow][1])
    return found


def _followed(start: Point, arrows: Sequence[str]) -> Point:
    return start[0] + sum(ARROWS[a][0] for a in arrows), start[1] + sum(ARROWS[a][1] for a in arrows)


def _lettered(chance: Random, end: Point, near: Sequence[Point], start: Point) -> tuple[list[Point], int]:
    """The end among three places where a slip would lead, and its place among them."""
    wrong = [each for each in dict.fromkeys(near) if each not in (end, start) and inside(each)]
    around = [(end[0] + x, end[1] + y) for x, y in _AROUND]
    wrong += [each for each in around if inside(each) and each not in (*wrong, end, start)]
    places = [end, *wrong[:2]]
    chance.shuffle(places)
    return places, places.index(end)


def _arrows_followed(bench: Bench) -> Iterator[Exercise]:
    for turn in range(90):
        key = f"moves.arrows.follow.{turn}"
        chance = Random(key)
        length = 3 + turn % 7
        start = (chance.randrange(_COLUMNS), chance.randrange(_ROWS))
        arrows = _walk(chance, length, start)
        end = _followed(start, arrows)
        if end == start:
            continue
        slips = [_followed(start, arrows[:-1]), _followed(start, arrows[1:])]
        places, right = _lettered(chance, end, slips, start)
        figure = Grid(
            columns=_COLUMNS,
            rows=_ROWS,
            points=(("départ", start), *zip("ABC", places, strict=True)),
        )
        yield bench.exercise(
            key,
            Activity.FOLLOW_CODE,
            in_order(Prompt(figure=figure, text=" ".join(arrows)), worded("A", "B", "C"), [right]),
            skills=["geometry.moves_10"],
            features={"moves": length, "turns": 0},
            harder=0.15 * (length - 6) - 0.2,
            theme="moves.follow",
        )


def _arrows_written(bench: Bench) -> Iterator[Exercise]:
    """Just the arrows that are needed, in any order that keeps off the stones."""
    for turn in range(80):
        key = f"moves.arrows.write.{turn}"
        chance = Random(key)
        start = (chance.randrange(_COLUMNS), chance.randrange(_ROWS))
        target = (chance.randrange(_COLUMNS), chance.randrange(_ROWS))
        across, up = target[0] - start[0], target[1] - start[1]
        tiles = ["→" if across > 0 else "←"] * abs(across) + ["↑" if up > 0 else "↓"] * abs(up)
        if not across or not up or not 3 <= len(tiles) <= 8:
            continue
        walls = _stones(chance, start, target, turn % 4)
        answers = arrow_codes(tiles, start, target, walls)
        if not answers or len(answers) > _MOST_ANSWERS:
            continue
        _disorder(tiles, answers, chance)
        figure = Grid(columns=_COLUMNS, rows=_ROWS, points=(("départ", start),), target=target, walls=walls)
        yield bench.exercise(
            key,
            Activity.WRITE_CODE,
            Build(prompt=Prompt(figure=figure), tiles=tuple(tiles), answers=tuple(answers), joined=" "),
            skills=["geometry.moves_10"],
            features={"moves": len(tiles), "walls": len(walls), "turns": 0},
            harder=0.12 * (len(tiles) - 6) + (0.3 if walls else -0.2),
            theme="moves.write",
        )


def _disorder(tiles: list[str], answers: Collection[tuple[str, ...]], chance: Random) -> None:
    """Mix the tiles, so that they are no answer as they lie wherever some order is none."""
    for _ in range(20):
        chance.shuffle(tiles)
        if tuple(tiles) not in answers:
            return


def _stones(chance: Random, start: Point, target: Point, many: int) -> tuple[Point, ...]:
    """Squares that may not be crossed, between the two ends."""
    left, right = sorted((start[0], target[0]))
    low, high = sorted((start[1], target[1]))
    between = [(column, row) for column in range(left, right + 1) for row in range(low, high + 1)]
    free = [each for each in between if each not in (start, target)]
    return tuple(sorted(chance.sample(free, min(many, len(free) // 3))))


def arrow_codes(tiles: Sequence[str], at: Point, target: Point, walls: Sequence[Point]) -> list[tuple[str, ...]]:
    """Every order of some of these arrows that ends on the target, on the board and off the walls."""
    found: list[tuple[str, ...]] = []
    left = Counter(tiles)

    def go(here: Point, code: tuple[str, ...]) -> None:
        if here == target:
            found.append(code)
        for arrow in sorted(left):
            there = (here[0] + ARROWS[arrow][0], here[1] + ARROWS[arrow][1])
            if left[arrow] and inside(there) and there not in walls:
                left[arrow] -= 1
                go(there, (*code, arrow))
                left[arrow] += 1

    go(at, ())
    return found


def robot_codes(tiles: Sequence[str], robot: Robot, target: Point, walls: Sequence[Point]) -> list[tuple[str, ...]]:
    """Every order of some of these instructions that leaves the robot on the target."""
    found: list[tuple[str, ...]] = []
    left = Counter(tiles)

    def go(here: Robot, code: tuple[str, ...]) -> None:
        if here.at == target:
            found.append(code)
        for tile in sorted(left):
            there = stepped(here, TILES[tile])
            if left[tile] and inside(there.at) and there.at not in walls:
                left[tile] -= 1
                go(there, (*code, tile))
                left[tile] += 1

    go(robot, ())
    return found


def _robot_walk(chance: Random, robot: Robot, length: int, turns: int) -> list[Move]:
    """So many instructions, at most so many turns, never two turns in a row, never against the edge."""
    found: list[Move] = []
    while len(found) < length:
        may_turn = found and found[-1] is Move.FORWARD and turns and len(found) < length - 1
        ahead = inside(stepped(robot, Move.FORWARD).at)
        if not ahead and not may_turn:
            return []
        if may_turn and (not ahead or chance.random() < 0.35):
            move = chance.choice((Move.LEFT, Move.RIGHT))
            if not inside(stepped(stepped(robot, move), Move.FORWARD).at):
                move = Move.LEFT if move is Move.RIGHT else Move.RIGHT
            turns -= 1
        else:
            move = Move.FORWARD
        robot = stepped(robot, move)
        found.append(move)
    return found


def _run(robot: Robot, moves: Sequence[Move]) -> Robot:
    for move in moves:
        robot = stepped(robot, move)
    return robot


def _swapped(moves: Sequence[Move]) -> list[Move]:
    return [{Move.LEFT: Move.RIGHT, Move.RIGHT: Move.LEFT}.get(move, move) for move in moves]


def _robot(chance: Random) -> Robot:
    return Robot(at=(chance.randrange(_COLUMNS), chance.randrange(_ROWS)), heading=chance.choice(_HEADINGS))


def _robot_followed(bench: Bench, skill: str, count: int, most: int, turns: int) -> Iterator[Exercise]:
    made = 0
    for turn in range(6 * count):
        key = f"moves.{_LONGEST[skill]}.robot.{turn}"
        chance = Random(key)
        robot = _robot(chance)
        length = chance.randint(most - 6, most)
        moves = _robot_walk(chance, robot, length, turns)
        bends = sum(move is not Move.FORWARD for move in moves)
        end = _run(robot, moves).at
        if not bends or end == robot.at:
            continue
        slips = [_run(robot, _swapped(moves)).at, _run(robot, moves[:-1]).at, _run(robot, moves[1:]).at]
        places, right = _lettered(chance, end, slips, robot.at)
        figure = Grid(
            columns=_COLUMNS, rows=_ROWS, robot=robot, moves=tuple(moves), points=tuple(zip("ABC", places, strict=True))
        )
        yield bench.exercise(
            key,
            Activity.FOLLOW_CODE,
            in_order(Prompt(figure=figure), worded("A", "B", "C"), [right]),
            skills=[skill],
            features={"moves": length, "turns": bends, "backwards": robot.heading == "south"},
            harder=0.06 * (length - 8) + 0.25 * (bends - 2) + (0.2 if robot.heading == "south" else 0) + 0.2,
            theme="moves.follow",
        )
        made += 1
        if made == count:
            return


def _robot_written(bench: Bench, skill: str, count: int, turns: int) -> Iterator[Exercise]:
    """The instructions of one way, in disorder; any order that gets there is right."""
    made = 0
    for turn in range(10 * count):
        key = f"moves.{_LONGEST[skill]}.robot_code.{turn}"
        chance = Random(key)
        robot = _robot(chance)
        moves = _robot_walk(chance, robot, chance.randint(4, 6 + turns), turns)
        bends = sum(move is not Move.FORWARD for move in moves)
        target = _run(robot, moves).at
        if not bends or target == robot.at or moves[-1] is not Move.FORWARD:
            continue
        names = {move: name for name, move in TILES.items()}
        tiles = [names[move] for move in moves]
        answers = robot_codes(tiles, robot, target, ())
        if len(answers) > _MOST_ANSWERS:
            continue
        _disorder(tiles, answers, chance)
        figure = Grid(columns=_COLUMNS, rows=_ROWS, robot=robot, target=target)
        yield bench.exercise(
            key,
            Activity.WRITE_CODE,
            Build(prompt=Prompt(figure=figure), tiles=tuple(tiles), answers=tuple(answers), joined="\n"),
            skills=[skill],
            features={"moves": len(moves), "turns": bends},
            harder=0.1 * (len(moves) - 6) + 0.3 * (bends - 2) + 0.3,
            instruction="Écris le code pour que le robot aille jusqu’au drapeau.",
            theme="moves.write",
        )
        made += 1
        if made == count:
            return
