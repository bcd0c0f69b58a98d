package dev.darkroom.imageprocessor;

/**
 * Memory in bytes.
 *
 * @param heap within Java's heap
 * @param outside of it, for native code
 */
record Memory(long heap, long outside) {
    long total() {
        return Math.addExact(heap, outside);
    }
}
