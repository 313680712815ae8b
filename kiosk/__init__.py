"""The touchscreen: a patient says yes or no in two calm minutes."""
