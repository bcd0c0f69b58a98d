package dev.darkroom.imageprocessor;

import dev.darkroom.schemas.ImageTask;

/** Reads the task out of a record. */
interface TaskDecoder {
    /**
     * The task in the record's value.
     *
     * @throws RuntimeException when there is none in it that can be read
     */
    ImageTask decode(TaskRecord record);
}
