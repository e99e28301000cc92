"""The frame and signs by which every window, print and export says what kind of world it shows."""
