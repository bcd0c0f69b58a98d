/** What an image function is given and what it gives back; the only thing its author needs to know of the platform. */
@NullMarked
package dev.darkroom.imagefunction;

import org.jspecify.annotations.NullMarked;
