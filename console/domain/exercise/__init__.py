"""Exercise control (导调): what only director, instructors and evaluators may see, in a stream of its own."""
