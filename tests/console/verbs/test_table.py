"""The table of verbs is whole: no key and no word twice, every verb in both languages, every verb does something."""

from __future__ import annotations

import re
from collections import Counter

from console.desk.perspectives import PERSPECTIVES
from console.verbs.builders import BUILDERS
from console.verbs.operator import PANEL_ACTIONS
from console.verbs.table import BY_ID, BY_WORD, VERBS
from widgets.incident.actions import ACTION_KEYS
from widgets.incident.view import Action


def test_no_key_and_no_word_means_two_things() -> None:
    keys = Counter(key for verb in VERBS for key in verb.keys)
    keys.update(one.keys for one in PERSPECTIVES)
    words = Counter(word.lower() for verb in VERBS for word in verb.words)
    assert [key for key, count in keys.items() if count > 1] == []
    assert [word for word, count in words.items() if count > 1] == []
    assert len(BY_ID) == len(VERBS)


def test_every_verb_has_a_word_in_both_languages() -> None:
    for verb in VERBS:
        chinese = [word for word in verb.words if re.search(r"[\u4e00-\u9fff]", word)]
        latin = [word for word in verb.words if re.fullmatch(r"[a-z-]+", word)]
        assert chinese, verb.id
        assert latin, verb.id
    assert BY_WORD["派警"].id == "dispatch"


def test_the_panel_prints_the_keys_that_work() -> None:
    verb_of = {action: verb_id for verb_id, action in PANEL_ACTIONS.items()}
    for action, keys in ACTION_KEYS.items():
        if action is Action.ACCEPT:
            continue
        assert keys in BY_ID[verb_of[action]].keys, action


def test_every_builder_belongs_to_a_verb() -> None:
    assert set(BUILDERS) <= set(BY_ID)
