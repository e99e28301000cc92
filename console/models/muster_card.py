"""The plan card in words, and the order as it was given: blocks of the panel's page.

Pure; used by `muster_view_builder`.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from console.domain.musters.entities import Muster
from console.models.muster_words import mode_words
from console.models.names import Names
from console.planning.plan_cards import PlanCard
from widgets.durations import clock_text
from widgets.incident.muster_view import CardBlock, CardView


def card_view(card: PlanCard | None, muster: Muster | None, names: Names, fault: str) -> CardView:
    """Tasks, posts, gear, channel, contacts and checklist; first what the order says, once it is given."""
    tr = QCoreApplication.translate
    ordered = () if muster is None or muster.plan is None else _order_block(muster, names)
    if card is None:
        words = fault or tr("muster", "This type of incident has no plan card.")
        return CardView(tr("muster", "Plan card"), ordered, words)
    blocks = [*ordered]
    tasks = tuple(f"{n} {task.zh if names.chinese else task.en}" for n, task in enumerate(card.tasks, 1))
    blocks.append(CardBlock(tr("muster", "Tasks"), tasks))
    total = sum(post.officers for post in card.posts)
    posts = [f"{names.of(post)} {post.officers}" for post in card.posts]
    blocks.append(
        CardBlock(tr("muster", "Posts"), (" · ".join(posts), tr("muster", "{0} officers").format(total)))
    )
    blocks.append(CardBlock(tr("muster", "Gear"), (card.gear_zh if names.chinese else card.gear_en,)))
    blocks.append(CardBlock(tr("muster", "Channel"), (card.channel,)))
    if card.contacts:
        lines = tuple(
            " · ".join(part for part in (names.of(one), one.number, one.channel) if part)
            for one in card.contacts
        )
        blocks.append(CardBlock(tr("muster", "Contacts"), lines))
    items = tuple(f"{n} {item.zh if names.chinese else item.en}" for n, item in enumerate(card.checklist, 1))
    blocks.append(CardBlock(tr("muster", "Checklist"), items))
    return CardView(names.of(card), tuple(blocks), fault)


def _order_block(muster: Muster, names: Names) -> tuple[CardBlock, ...]:
    plan = muster.plan
    if plan is None:
        return ()
    tr = QCoreApplication.translate
    rally = mode_words()[plan.mode] if plan.rally is None else names.place(plan.rally)
    limits = plan.limits
    minutes = " / ".join(clock_text(ms) for ms in (limits.muster_ms, limits.arrive_ms, limits.resolve_ms))
    lines = [
        tr("muster", "Rally point: {0}").format(rally),
        tr("muster", "{0} officers within {1}").format(limits.strength, minutes),
        tr("muster", "Channel: {0}").format(plan.channel) if plan.channel else "",
        tr("muster", "Route: {0}").format(plan.route) if plan.route else "",
        tr("muster", "Scene commander: {0}").format(names.person(plan.scene_commander))
        if plan.scene_commander
        else "",
        tr("muster", "Roll-caller: {0}").format(names.person(plan.roll_caller)) if plan.roll_caller else "",
    ]
    return (CardBlock(tr("muster", "Order"), tuple(line for line in lines if line)),)
