"""What a group does: gather, take turns, answer. Each child's answers are served and recorded as his own."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from exercises.exercise import Domain
from speech.verdicts import Verdict
from tutor.classroom.tables import Pupil
from tutor.dashboard.faces import face
from tutor.errors import ConflictError, NotFoundError
from tutor.practice.parts import Parts
from tutor.practice.path import Length
from tutor.practice.schemas import AttemptIn, RivetLine
from tutor.practice.service import UNKNOWN_SERVED, record, serve_next
from tutor.practice.wanted import Wanted
from tutor.together import repository
from tutor.together.schemas import GroupAttemptOut, GroupOut, MemberRole, TurnOut
from tutor.together.tables import Group, GroupTurn, Member
from tutor.together.turns import FEWEST, MOST, STARS, may_play, roles, sky

REMEMBERED = 16
_ENDLESS = 10_000
"""The end of a child's own path is not said in the middle of the group's."""


def open_group(session: Session, host: Pupil, tablet: str, parts: Parts, now: datetime, rng: random.Random) -> GroupOut:
    """A new group of this tablet, or the one that lives there already."""
    group = repository.latest_group(session, host, tablet, now)
    if group is None:
        group = Group(
            classroom_id=host.classroom_id, host_id=host.id, tablet=tablet, said=[], started_at=now, active_at=now
        )
        session.add(group)
        session.flush()
        session.add(Member(group_id=group.id, pupil_id=host.id, seat=0, epoch=host.epoch, joined_at=now))
    repository.leave_elsewhere(session, host, group.id, now)
    return _kept(session, group, ["together_gather"], parts, now, rng)


def join(session: Session, group: Group, pupil: Pupil, parts: Parts, now: datetime, rng: random.Random) -> GroupOut:
    """This pupil, who just proved who he is, sits down. Raises ConflictError when every seat is taken."""
    taken = repository.seats_taken(session, group)
    present = [one.id for one in repository.members(session, group)]
    if pupil.id not in present and len(present) >= MOST:
        raise ConflictError("Vous êtes déjà quatre : le groupe est au complet.")
    member = next((one for one in taken if one.pupil_id == pupil.id), None)
    if member is None:
        member = Member(group_id=group.id, pupil_id=pupil.id, seat=len(taken), epoch=pupil.epoch, joined_at=now)
    member.epoch, member.left_at = pupil.epoch, None
    session.add(member)
    repository.leave_elsewhere(session, pupil, group.id, now)
    return _kept(session, group, ["together_joined"], parts, now, rng)


def leave(session: Session, group: Group, pupil_id: UUID, parts: Parts, now: datetime, rng: random.Random) -> GroupOut:
    """A child goes away. Raises NotFoundError for who is not there, ConflictError for the one whose tablet it is."""
    if pupil_id == group.host_id:
        raise ConflictError("C'est sa tablette : pour partir, touchez « Arrêter ».")
    member = next((one for one in repository.seats_taken(session, group) if one.pupil_id == pupil_id), None)
    if member is None or member.left_at is not None:
        raise NotFoundError("Cet élève n'est pas dans le groupe.")
    member.left_at = now
    session.add(member)
    return _kept(session, group, ["together_gather"], parts, now, rng)


def end(session: Session, group: Group, now: datetime) -> None:
    """The group is over."""
    group.ended_at = now
    session.add(group)
    session.commit()


def next_turn(
    session: Session, group: Group, player_id: UUID, parts: Parts, now: datetime, rng: random.Random
) -> TurnOut:
    """Give the one who touched his face his exercise of maths; the turn under way goes on whoever touched.

    Raises ConflictError when he is alone or has played in this round, NotFoundError when he is not of the group.
    """
    seated = _seated(session, group)
    if len(seated) < FEWEST:
        raise ConflictError("Il faut être au moins deux pour jouer ensemble.")
    turn = _open_turn(session, group, seated)
    player = turn.pupil_id if turn is not None else player_id
    if player not in seated:
        raise NotFoundError("Cet élève n'est pas dans le groupe.")
    if turn is None and player not in may_play(seated, _played(session, group))[1]:
        raise ConflictError("Chacun son tour : c'est à un autre de montrer.")
    served = serve_next(session, player, Wanted(Domain.MATHS, alone=False), _by_touch(parts), now, rng)
    # That was a transaction of its own: another touch may have opened the turn meanwhile.
    turn = _open_turn(session, group, seated)
    if turn is None:
        played = _played(session, group)
        turn = GroupTurn(
            group_id=group.id,
            number=len(played) + 1,
            round=may_play(seated, played)[0],
            pupil_id=player,
            served_id=served.served_id,
        )
    turn.served_id = served.served_id
    session.add(turn)
    shown = _kept(session, group, [], parts, now, rng)
    shares = roles(seated, turn.pupil_id)
    return TurnOut(
        group=shown,
        pupil_id=turn.pupil_id,
        roles=[MemberRole(pupil_id=one, role=role) for one, role in shares.items()],
        served=served,
    )


def answer(
    session: Session, group: Group, sent: AttemptIn, parts: Parts, now: datetime, rng: random.Random
) -> GroupAttemptOut:
    """Record an answer for the child whose exercise it is, and light a star when it was found, alone or with help.

    Raises NotFoundError for an exercise that is not the group's, or whose child has left.
    """
    turn = next((one for one in repository.turns(session, group) if one.served_id == sent.served_id), None)
    if turn is None or turn.pupil_id not in _seated(session, group):
        raise NotFoundError(UNKNOWN_SERVED)
    reply = record(session, turn.pupil_id, sent, _by_touch(parts), now, rng)
    acts: list[str] = []
    if reply.then != "again":
        helped = reply.then == "help" or reply.line.act == "easy_win_praise"
        turn.lit = turn.lit or reply.verdict is Verdict.CORRECT or reply.then == "help"
        turn.over = True
        session.add(turn)
        session.flush()
        acts = [_said_of(turn.lit, helped), "together_turn"]
        if turn.lit and _lit(session, group) % STARS == 0:
            acts = ["together_end"]
    shown = _kept(session, group, acts, parts, now, rng)
    return GroupAttemptOut(attempt=reply, lit=reply.then != "again" and turn.lit, group=shown)


def _said_of(lit: bool, helped: bool) -> str:
    if not lit:
        return "together_passed"
    return "together_helped" if helped else "together_star"


def _by_touch(parts: Parts) -> Parts:
    return replace(parts, length=Length(exercises=_ENDLESS), can_listen=False)


def _seated(session: Session, group: Group) -> list[UUID]:
    return [one.id for one in repository.members(session, group)]


def _played(session: Session, group: Group) -> list[tuple[int, UUID]]:
    return [(one.round, one.pupil_id) for one in repository.turns(session, group)]


def _lit(session: Session, group: Group) -> int:
    return sum(one.lit for one in repository.turns(session, group))


def _open_turn(session: Session, group: Group, seated: list[UUID]) -> GroupTurn | None:
    """The turn under way; that of a child who left is over."""
    turns = repository.turns(session, group)
    if not turns or turns[-1].over:
        return None
    if turns[-1].pupil_id not in seated:
        turns[-1].over = True
        session.add(turns[-1])
        session.flush()
        return None
    return turns[-1]


def _kept(
    session: Session, group: Group, acts: Sequence[str], parts: Parts, now: datetime, rng: random.Random
) -> GroupOut:
    """Commit, and show the group as it is now, with lines of Rivet that it did not just hear."""
    lines = [RivetLine(act=act, text=parts.lines.choose(act, rng, avoid=group.said)) for act in acts]
    group.said = [*group.said, *(line.text for line in lines)][-REMEMBERED:]
    group.active_at = max(now, group.active_at)
    session.add(group)
    session.flush()
    seated = repository.members(session, group)
    ids = [one.id for one in seated]
    turn = _open_turn(session, group, ids)
    constellation, shining, following = sky(group.id, _lit(session, group), begun=turn is not None)
    shown = GroupOut(
        id=group.id,
        members=[face(one) for one in seated],
        may_play=list(may_play(ids, _played(session, group))[1]),
        playing=turn.pupil_id if turn is not None else None,
        sky=constellation,
        lit=shining,
        next_sky=following,
        lines=lines,
    )
    session.commit()
    return shown
