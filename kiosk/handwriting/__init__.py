"""What a finger wrote, as characters. Pure: no Qt, no flow; strokes in, candidates out.

Only zinnia.py may know the C library. Without the library or its model there are no candidates, and ink is enough.
"""
