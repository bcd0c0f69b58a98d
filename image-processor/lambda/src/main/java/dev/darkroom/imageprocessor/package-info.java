/**
 * The Lambda function behind the three task topics: takes batches of image tasks from the MSK event source, runs the
 * image function each names, stores the renditions and publishes how each image ended. {@link
 * dev.darkroom.imageprocessor.TaskProcessor} decides, without knowing AWS or Kafka; the classes named after them carry.
 */
@NullMarked
package dev.darkroom.imageprocessor;

import org.jspecify.annotations.NullMarked;
