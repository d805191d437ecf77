"""What multiplying and dividing mean: equal groups, rows and columns, sharing, making groups, what is left."""

from collections.abc import Iterator

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Ask, Content, Exercise, Form, Option, Prompt
from exercises.figures import Collection
from exercises.maths.making import GAP, Bench, asked, choice
from exercises.maths.things import OBJECTS, Thing

_NAMES = ("Aya", "Léo", "Nour", "Gaël", "Mila", "Idris")
_MOST_DRAWN = 40
_BOXES = ("sachets", "boîtes", "paniers", "assiettes")


def exercises(bench: Bench) -> Iterator[Exercise]:
    """Groups (CP), arrays (CE1), sharing and grouping (CE1), remainders (CE2)."""
    for times in range(2, 7):
        for each in range(1, 11):
            if times * each <= 40:
                yield from _groups(bench, times, each)
    for rows in range(2, 10):
        for columns in range(2, 11):
            yield from _array(bench, rows, columns)
    for parts in range(2, 11):
        for each in range(2, 11):
            yield from _shared(bench, parts, each)
    yield from _with_rest(bench)


def _thing(left: int, right: int) -> Thing:
    return OBJECTS[(left + 7 * right) % len(OBJECTS)]


def _seen(question: str, answer: int, figure: Collection) -> Ask:
    return Ask(prompt=Prompt(say=question, figure=figure), answers=(str(answer),), largest=100)


def _told(question: str, answer: int) -> Ask:
    return asked(question, answer, 100, say=question)


def _groups(bench: Bench, times: int, each: int) -> Iterator[Exercise]:
    total, thing = times * each, _thing(times, each)
    figure = Collection(groups=(each,) * times, picture=thing.picture)
    added = " + ".join([str(each)] * times)
    box = _BOXES[(times + each) % len(_BOXES)]
    many = f"Combien {thing.many} y a-t-il en tout\u00a0?"
    contents: list[tuple[str, Content, float]] = [
        ("seen", _seen(many, total, figure), 0.0),
        ("added", asked(f"{added} = {GAP}", total, 100), 0.1),
        ("said", _told(f"{times} fois {each}, combien cela fait-il\u00a0?", total), 0.2),
    ]
    if each > 1:
        contents.append(("told", _told(f"Il y a {times} {box} de {each} {thing.plural}. {many}", total), 0.3))
        wrong = {f"{each} + {times}", " + ".join([str(each)] * (times + 1)), " + ".join([str(times + 1)] * times)}
        prompt = Prompt(figure=figure, say="Touche l’addition qui va avec ce dessin.")
        others = [Option(text=text) for text in sorted(wrong - {added})]
        contents.append(("which", choice(f"groups {times} {each}", prompt, [Option(text=added)], others), 0.0))
    for name, content, harder in contents:
        yield _one(bench, f"{name}.{times}.{each}", Activity.EQUAL_GROUPS, content, "mul.sense", times, each, harder)


def _array(bench: Bench, rows: int, columns: int) -> Iterator[Exercise]:
    total, thing, skill = rows * columns, _thing(columns, rows), "mul.arrays"
    figure = Collection(groups=(columns,) * rows, picture=thing.picture, arrayed=True)
    seen = _seen(f"Combien {thing.many} y a-t-il en tout\u00a0?", total, figure)
    yield _one(bench, f"array.{rows}.{columns}", Activity.EQUAL_GROUPS, seen, skill, rows, columns)
    say = "Écris une multiplication qui compte ces dessins par lignes et par colonnes."
    product = Ask(prompt=Prompt(figure=figure, say=say), form=Form.EXPRESSION, answers=(f"{rows}×{columns}",))
    yield _one(bench, f"written.{rows}.{columns}", Activity.EQUAL_GROUPS, product, skill, rows, columns, 0.3)
    if rows != columns:
        turned = asked(f"{rows} × {columns} = {columns} × {GAP}", rows, 100)
        yield _one(bench, f"turned.{rows}.{columns}", Activity.COMPLETE_EQUALITY, turned, skill, rows, columns, 0.2)


def _shared(bench: Bench, parts: int, each: int) -> Iterator[Exercise]:
    """Sharing asks how many each gets; grouping, how many groups there are: the same division, two meanings."""
    total, thing = parts * each, _thing(parts, each)
    name = _NAMES[(parts + each) % len(_NAMES)]
    shared, packed = f"{name} partage {total} {thing.plural}", f"{name} range {total} {thing.plural}"
    contents = [
        (f"share.{total}.{parts}", "div.share", 0.2, _told(
            f"{shared} entre {parts} enfants, en parts égales. Combien {thing.many} reçoit chacun\u00a0?", each)),
        (f"teams.{total}.{parts}", "div.share", 0.1, _told(
            f"{total} élèves forment {parts} équipes égales. Combien d’élèves y a-t-il dans une équipe\u00a0?", each)),
        (f"group.{total}.{each}", "div.group", 0.2, _told(
            f"{packed} par paquets de {each}. Combien de paquets cela fait-il\u00a0?", parts)),
        (f"teams_of.{total}.{each}", "div.group", 0.1, _told(
            f"{total} élèves se mettent par équipes de {each}. Combien d’équipes y a-t-il\u00a0?", parts)),
    ]  # fmt: skip
    if total <= _MOST_DRAWN:
        loose = Collection(groups=(1,) * total, picture=thing.picture)
        in_parts = f"On partage en {parts} parts égales. Combien {thing.many} y a-t-il dans chaque part\u00a0?"
        in_packs = f"On fait des paquets de {each}. Combien de paquets y a-t-il\u00a0?"
        contents.append((f"share_seen.{total}.{parts}", "div.share", 0.0, _seen(in_parts, each, loose)))
        contents.append((f"group_seen.{total}.{each}", "div.group", 0.0, _seen(in_packs, parts, loose)))
    for key, skill, harder, content in contents:
        asks = f"div {total} {parts if skill == 'div.share' else each}"
        yield _one(bench, key, Activity.SHARE_OUT, content, skill, parts, each, harder, asks)


def _with_rest(bench: Bench) -> Iterator[Exercise]:
    cases = [
        (total, by) for by in range(2, 11) for total in range(2 * by + 1, 10 * by + by) if total % by and total <= 100
    ]
    for total, by in kept("rest", cases, 70):
        thing = _thing(total, by)
        start = f"On range {total} {thing.plural} par paquets de {by}."
        full = f"{start} Combien de paquets pleins cela fait-il\u00a0?"
        left = f"{start} Combien reste-t-il {thing.many}\u00a0?"
        count, rest = divmod(total, by)
        for name, text, answer in (("full", full, count), ("left", left, rest)):
            content, asks = asked(text, answer, 100, say=text), f"div {total} {by}" if name == "full" else ""
            key = f"{name}.{total}.{by}"
            yield _one(bench, key, Activity.SHARE_OUT, content, "div.remainder", by, count, 0.4, asks)
        equality = asked(f"{total} = {count} × {by} + {GAP}", rest, 100)
        key = f"rest.{total}.{by}"
        yield _one(bench, key, Activity.COMPLETE_EQUALITY, equality, "div.remainder", by, count, 0.2)


def _one(
    bench: Bench,
    key: str,
    activity: Activity,
    content: Content,
    skill: str,
    left: int,
    right: int,
    harder: float = 0.0,
    asks: str = "",
) -> Exercise:
    easy = {left, right} & {2, 5, 10}
    return bench.exercise(
        f"groups.{key}",
        activity,
        content,
        skills=[skill],
        features={"groups": left, "each": right, "total": left * right},
        harder=harder + 0.012 * left * right - (0.3 if easy else 0.0) - 0.2,
        theme=f"groups {min(left, right)} {max(left, right)}",
        asks=asks,
    )
