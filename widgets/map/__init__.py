"""The map: MapLibre in QtWebEngine, behind `MapView`."""
