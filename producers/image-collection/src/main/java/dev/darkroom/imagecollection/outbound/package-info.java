/** HTTP to places that clients name: https alone, and never to an address that is not everybody's. */
@NullMarked
package dev.darkroom.imagecollection.outbound;

import org.jspecify.annotations.NullMarked;
