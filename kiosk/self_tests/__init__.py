"""Self tests with a real effect: paper comes out, a bell rings, a sound is heard. They belong to nobody's visit."""
