/**
 * Tells customers of their images' ends by HTTP: from processed-images and failed-images, beside the upload path and
 * without any part in it.
 */
@NullMarked
package dev.darkroom.imagecollection.webhook;

import org.jspecify.annotations.NullMarked;
