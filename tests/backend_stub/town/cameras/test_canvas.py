from __future__ import annotations

from backend_stub.town.cameras.canvas import Canvas, soft_disc


def pixel(canvas: Canvas, x: int, y: int) -> tuple[int, ...]:
    return tuple(int(value) for value in canvas.pixels[y, x])


def test_draws_blue_green_red_in_this_order() -> None:
    canvas = Canvas(40, 30)
    canvas.polygon([(5, 5), (35, 5), (35, 25), (5, 25)], 0xFF102030)
    assert pixel(canvas, 20, 15) == (0x30, 0x20, 0x10, 0xFF)
    assert pixel(canvas, 1, 1) == (0, 0, 0, 0)


def test_edges_are_smooth() -> None:
    canvas = Canvas(40, 30)
    canvas.vertical_gradient([(0, 0xFF000000), (30, 0xFF000000)])
    canvas.disc(20, 15, 9.0, 0xFFFFFFFF)
    values = {int(value) for value in canvas.pixels[:, 20, 0]}
    assert values - {0, 255}


def test_writes_chinese() -> None:
    canvas = Canvas(200, 40)
    canvas.text(5, 28, "人民路西口", 18)
    left = canvas.pixels[:, :90].copy()
    assert left.max() > 200
    other = Canvas(200, 40)
    other.text(5, 28, "柳泉路北口", 18)
    assert (other.pixels[:, :90] != left).any()


def test_text_can_end_at_a_place() -> None:
    canvas = Canvas(200, 40)
    canvas.text(195, 28, "12:00", 18, right=True)
    assert canvas.pixels[:, 140:195].max() > 200
    assert canvas.pixels[:, :100].max() == 0


def test_a_sprite_outside_is_left_out() -> None:
    canvas = Canvas(40, 30)
    canvas.sprite(soft_disc(0xFFFF0000), -50, 10, 20, 255)
    assert canvas.pixels.max() == 0
    canvas.sprite(soft_disc(0xFFFF0000, seed=3), 20, 15, 12, 255, turn_deg=30)
    assert canvas.pixels.max() > 0
