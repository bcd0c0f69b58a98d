/** Takes images in over HTTP, stores them in S3 and announces them on raw-images. */
@NullMarked
package dev.darkroom.imagecollection;

import org.jspecify.annotations.NullMarked;
