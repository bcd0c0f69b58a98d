/** Our serde and AWS's own, side by side on one registry. */
@NullMarked
package dev.darkroom.schemas.interop;

import org.jspecify.annotations.NullMarked;
