/** What the groups of options share. */
@NullMarked
package dev.darkroom.dynamodb.settings;

import org.jspecify.annotations.NullMarked;
