package dev.darkroom.webvariants;

/** Width and height in pixels. */
record Size(int width, int height) {}
