"""Command line and prompts: what is typed goes to the invoker, what is wrong is said inline. Qt main thread.

Used by `ConsoleWindow`, which places the bar.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from console.panels.toasts import ToastStrip
from console.verbs.completing import with_completion
from console.verbs.declaration import Param
from console.verbs.invoker import Invoker, Prompt
from console.verbs.kind import Completion
from console.verbs.offers import Offers
from console.window.command_bar import CommandBar
from console.words.said import Words


class Prompting(QObject):
    """Keeps the prompt that is open, and what it asks for."""

    def __init__(self, invoker: Invoker, bar: CommandBar, toasts: ToastStrip) -> None:
        super().__init__(bar)
        self._invoker, self._bar, self._toasts = invoker, bar, toasts
        self._seat = invoker.here.seat
        self._prompt: Prompt | None = None
        self._offers = Offers(invoker)
        bar.set_completer(self.offers, with_completion)
        bar.line_entered.connect(self._on_line)
        bar.answered.connect(self._on_answer)
        bar.left.connect(self._forget)
        invoker.prompt_wanted.connect(self._on_prompt)
        invoker.told.connect(self._on_told)

    @property
    def asked(self) -> Param | None:
        """What the open prompt asks for; None while there is none."""
        return None if self._prompt is None else self._prompt.param

    def leave(self) -> None:
        """Put the prompt away: what it asked for came another way."""
        self._prompt = None
        self._bar.leave()

    def offers(self, line: str) -> list[Completion]:
        """What the command line offers for a text."""
        return self._offers.of(line)

    def _forget(self) -> None:
        self._prompt = None

    def retranslate(self) -> None:
        """What is asked, offered and wrong, in the language of the screen."""
        self._bar.retranslate()

    def _on_told(self, words: Words, fault: bool) -> None:
        if self._bar.isVisible() and fault:
            self._bar.show_fault(words)
        else:
            self._toasts.tell(words, fault)

    def _on_prompt(self, prompt: Prompt) -> None:
        self._prompt = prompt
        kind = prompt.param.kind
        self._bar.open_prompt(
            prompt.title,
            lambda text: kind.completions(text, self._seat),
            several=kind.several,
            preset=prompt.param.preset,
        )

    def _on_line(self, line: str) -> None:
        self._prompt = None
        self._after(self._invoker.type_line(line))

    def _on_answer(self, typed: str) -> None:
        prompt, self._prompt = self._prompt, None
        if prompt is None:
            return
        fault = self._invoker.answer(prompt, typed)
        if fault:
            self._prompt = prompt
        self._after(fault)

    def _after(self, fault: str) -> None:
        if not fault and self._prompt is None:
            self._bar.leave()
