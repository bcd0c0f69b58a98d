package dev.darkroom.imagefunction;

/** One raw image: its bytes, and what is known of it already. */
public record ImageSource(ImageFacts facts, ImageBytes content) {}
