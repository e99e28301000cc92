"""Media without Qt: camera sources, decode workers, the shared-memory frame ring, health and governor.

Used by the console (through `console.bridges.wall_bridge`), the recorder and the benches. Only this room
and the demo's camera server import `av`.
"""
