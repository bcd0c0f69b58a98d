/** SQL for analysts: the questions, Athena's table definitions, and a runner of the same SQL on one machine. */
@NullMarked
package dev.darkroom.analytics;

import org.jspecify.annotations.NullMarked;
