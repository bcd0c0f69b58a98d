/** What is known of finished images, from their events and from the table the sink writes, in one form. */
@NullMarked
package dev.darkroom.finishedimages;

import org.jspecify.annotations.NullMarked;
