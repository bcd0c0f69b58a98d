package dev.darkroom.webvariants;

/**
 * Memory in bytes.
 *
 * @param heap within Java's heap, the file not counted
 * @param outside of it
 */
record Memory(long heap, long outside) {}
