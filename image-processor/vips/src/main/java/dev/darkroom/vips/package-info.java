/**
 * A thin binding to libvips through Java's foreign-function API; knows nothing of Darkroom. Operations are called by the
 * names and with the options that <a href="https://www.libvips.org/API/current/">libvips documents</a>.
 */
@NullMarked
package dev.darkroom.vips;

import org.jspecify.annotations.NullMarked;
