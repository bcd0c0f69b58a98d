/**
 * Tells an image's media type and stored size from its first bytes. Written by hand: libraries that know all these
 * formats either decode (ImageIO, libvips), or want the whole file and parse every tag of it, and none of them is made
 * for a prefix that may be cut anywhere.
 */
@NullMarked
package dev.darkroom.imagecollection.header;

import org.jspecify.annotations.NullMarked;
