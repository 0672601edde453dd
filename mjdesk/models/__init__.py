"""Qt's view of the state: item models and the verbs a screen may say; no widgets, no coroutines."""
