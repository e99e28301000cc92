"""Verbs of a muster that goes on: what units say by voice, where they are sent, the checklist, who declares control.

Qt main thread; see `declaration`.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from console.desk.letters import Undo
from console.domain.base.refusals import Code
from console.domain.musters import commands as c
from console.domain.musters.destinations import ON_SCENE_POST, muster_of
from console.domain.musters.entities import Area, Muster
from console.domain.musters.events import PostAssignment
from console.domain.orders.entities import Order
from console.domain.picture import Picture
from console.verbs import muster_values as kinds
from console.verbs.declaration import Button, Entry, Group, Param, Spot, Values, Verbs
from console.verbs.here import Here
from console.verbs.muster_order import EMERGENCY, an_incident
from console.verbs.params import BOUND_UNIT, MAY_REASON, MUSTER, ORDERED, REASON
from console.verbs.post_proposal import answer_to, question_of
from console.words.musters import post_name, refusal_advice
from console.words.phrases import WITHDRAWN
from console.words.said import Words, always, joined, said
from widgets.muster.view import Page
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

VERBS = Verbs(Group.MUSTER)

ROW: Final = (Spot.MUSTER_ROW,)
AT_RALLY, AT_SCENE, AT_POST = ((("area", area.value),) for area in (Area.RALLY, Area.SCENE, Area.POST))
HEADS = Param("heads", kinds.HEADS, _N("verbs", "How many? 12, 12+2, or the whole roster"), preset=True)
AREA = Param("area", kinds.AREA, _N("verbs", "Where?"), preset=True)
POST = Param("post", kinds.POST, _N("verbs", "Which post?"))
ACTION = Param("action", kinds.HANDLING_ACTION, _N("verbs", "Which action?"), preset=True)
ITEM = Param("item", kinds.ITEM, _N("verbs", "Which item?"), preset=True)
DONE_ITEM = Param("item", kinds.DONE_ITEM, _N("verbs", "Which item?"), preset=True)


def an_order(here: Here) -> Words | None:
    """Stands against a key where the incident in the panel is not mustered for: what is asked would have no answer."""
    muster = here.seat.muster
    if muster is None:
        return partial(refusal_advice, Code.UNKNOWN_MUSTER, {})
    return partial(refusal_advice, Code.MUSTER_NOT_ORDERED, {}) if muster.plan is None else None


# -- by voice ----------------------------------------------------------------------------------------------------------


@VERBS.command("headcount", _N("verbs", "Head-count by voice"), "headcount 点验 人数", "Shift+H", (BOUND_UNIT, HEADS),
               ready=an_order, page=Page.ASSIGNED,
               entries=(Entry(ROW, 10, _N("verbs", "Head-count …"), keyed=True),))  # fmt: skip
def headcount(here: Here, unit: Order, heads: str) -> c.ReportHeadcount:
    known = here.picture.units[unit.unit_id]
    roster = (known.sworn, known.auxiliary, known.volunteers)
    sworn, auxiliary, volunteers = roster if heads == kinds.FULL else kinds.heads(heads)
    return c.ReportHeadcount(order_id=unit.id, sworn=sworn, auxiliary=auxiliary, volunteers=volunteers)


@VERBS.command("there", _N("verbs", "Unit says that it is there"), "there 语音到位", "V", (BOUND_UNIT, AREA),
               ready=an_order, page=Page.ASSIGNED,
               entries=(Entry(ROW, 20, _N("verbs", "Is at the rally point"), AT_RALLY, keyed=True),
                        Entry(ROW, 30, _N("verbs", "Is on scene"), AT_SCENE),
                        Entry(ROW, 60, _N("verbs", "Is at its post"), AT_POST, posted=True)))  # fmt: skip
def there(here: Here, unit: Order, area: Area) -> c.ReportThere:
    post_id = unit.post if area is Area.POST else ""
    return c.ReportThere(order_id=unit.id, area=area, post_id=post_id)


# -- posts -------------------------------------------------------------------------------------------------------------


def _post_id(post: str) -> str:
    return "" if post == ON_SCENE_POST else post


def _posts_back(command: c.SendToPosts, before: Picture) -> Undo | None:
    """To the posts they had; a unit that had none stays where it was sent."""
    muster = before.musters.get(command.muster_id)
    had = {} if muster is None else {one.unit_id: one.post for one in muster.units}
    old = tuple(
        PostAssignment(unit_id=one.unit_id, post_id=_post_id(had[one.unit_id]))
        for one in command.assignments
        if had.get(one.unit_id)
    )
    if len(old) < len(command.assignments):
        return None
    back = c.SendToPosts(muster_id=command.muster_id, assignments=old)
    return Undo(lambda now: [back])


def _anybody(here: Here, muster: Muster) -> c.SendToPosts:
    """Somebody who could be sent; nobody: the rules refuse for want of units."""
    known = () if muster.plan is None else muster.plan.posts
    unit = next((one for one in muster.units if not one.ended and not one.post), None)
    some = (PostAssignment(unit_id=unit.unit_id, post_id=known[0].id),) if unit and known else ()
    return c.SendToPosts(muster_id=muster.id, assignments=some)


@VERBS.command("posts", _N("verbs", "Send units to all posts"), "posts 派往岗位", "Shift+P", (ORDERED,),
               ready=an_incident, page=Page.POSTS, trial=_anybody,
               button=Button(EMERGENCY, 50, _N("verbs", "To posts"), always=True), undo=_posts_back)  # fmt: skip
def posts(here: Here, muster: Muster) -> Words | None:
    """The search takes its time: what it finds is sent when it is done."""
    question = question_of(muster, here.picture, here.seat.world.telemetry)
    if not question.unit_ids:
        return said("muster", "Nobody is left to be sent to a post")
    if not question.post_ids:
        return said("muster", "Every post has its people")
    here.beside.ask(lambda: answer_to(question), lambda found: _send_to_posts(here, muster.id, found))
    return None


def _send_to_posts(here: Here, muster_id: str, assignments: tuple[PostAssignment, ...]) -> None:
    if not assignments:
        here.tell(said("muster", "With these units no post can be filled"), True)
        return
    known = here.picture.musters.get(muster_id)
    count = len({one.post_id for one in assignments})
    words = said("muster", "{0} units to {1} posts", len(assignments), count)
    if known is not None and len(assignments) == 1:
        (one,) = assignments
        words = joined(
            " → ", always(one.unit_id), lambda: post_name(known, one.post_id, here.seat.world.names)
        )
    here.send(posts.id, c.SendToPosts(muster_id=muster_id, assignments=assignments), words)


@VERBS.command("post", _N("verbs", "Send a unit to a post"), "post 岗位", "Shift+O", (BOUND_UNIT, POST),
               ready=an_order, page=Page.POSTS,
               entries=(Entry(ROW, 50, _N("verbs", "Send to a post …"), keyed=True),), undo=_posts_back)  # fmt: skip
def post_(here: Here, unit: Order, post: str) -> c.SendToPosts:
    going = muster_of(here.picture, unit.incident_id)
    assignment = PostAssignment(unit_id=unit.unit_id, post_id=_post_id(post))
    return c.SendToPosts(muster_id="" if going is None else going.id, assignments=(assignment,))


VERBS.asks("handling", _N("verbs", "Unit reports a handling action"), "handling 处置", "W", (BOUND_UNIT, ACTION),
           c.ReportHandling, ready=an_order,
           entries=(Entry(ROW, 40, _N("verbs", "Handling action …"), keyed=True),))  # fmt: skip


# -- under control -----------------------------------------------------------------------------------------------------


def _about_item(here: Here, command: c.ReportItem | c.WithdrawItem, _: Values) -> str:
    known = here.picture.musters.get(command.muster_id)
    items = () if known is None or known.plan is None else known.plan.checklist
    names = here.seat.world.names
    return next(
        (names.either(one.text_zh, one.text_en) for one in items if one.id == command.item_id),
        command.item_id,
    )


def _item_back(command: c.ReportItem, _: Picture) -> Undo:
    back = c.WithdrawItem(muster_id=command.muster_id, item_id=command.item_id, reason=WITHDRAWN)
    return Undo(lambda now: [back])


VERBS.asks("item", _N("verbs", "Tick a checklist item"), "item 清单项", "I", (MUSTER, ITEM), c.ReportItem,
           ready=an_order, page=Page.CHECKLIST, about=_about_item, undo=_item_back)  # fmt: skip


@VERBS.command("withdraw", _N("verbs", "Withdraw a checklist item"), "withdraw 撤回清单项", "Shift+I",
               (MUSTER, DONE_ITEM, MAY_REASON),
               ready=an_order, page=Page.CHECKLIST, about=_about_item)  # fmt: skip
def withdraw(here: Here, muster: Muster, item: str, reason: str = "") -> c.WithdrawItem:
    return c.WithdrawItem(muster_id=muster.id, item_id=item, reason=reason or WITHDRAWN)


VERBS.asks("declare", _N("verbs", "Scene commander declares it under control"), "declare 宣布受控 受控", "Shift+D",
           (ORDERED,), c.DeclareControl, ready=an_incident, page=Page.CHECKLIST,
           button=Button(EMERGENCY, 60, _N("verbs", "Declare under control"), always=True))  # fmt: skip
VERBS.asks("verify", _N("verbs", "Verify the declaration"), "verify 核实", "Shift+V", (ORDERED,), c.VerifyControl,
           ready=an_incident, page=Page.CHECKLIST,
           button=Button(EMERGENCY, 70, _N("verbs", "Verify control"), always=True))  # fmt: skip
VERBS.asks("refute", _N("verbs", "Refute the declaration"), "refute 不实", "Shift+X", (ORDERED, REASON),
           c.RefuteControl, ready=an_incident,
           button=Button(EMERGENCY, 230, _N("verbs", "Refute declaration"), menu=True))  # fmt: skip
