package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.mapping.Write;

/**
 * A write whose turn has come.
 *
 * @param pending what it was while it waited
 */
record MappedWrite(Write write, PendingWrite pending) {
    Receipt receipt() {
        return pending.receipt();
    }
}
