/** The demo: uploads a folder of images over HTTP, follows each to its end, and tells what became of them. */
@NullMarked
package dev.darkroom.cli.demo;

import org.jspecify.annotations.NullMarked;
