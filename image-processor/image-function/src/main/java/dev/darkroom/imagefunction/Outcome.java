package dev.darkroom.imagefunction;

/** How a function ended: with renditions, or with a refusal that says why there are none. */
public sealed interface Outcome permits Renditions, Refusal {}
