"""The demo's cameras: a picture of the town at each camera's place, as a network stream.

`CameraServer` (server.py) is what the town starts; `SceneSource` (scene.py) is what the town implements so that
what a camera shows is what happens on the map. The rest draws and encodes.
"""
