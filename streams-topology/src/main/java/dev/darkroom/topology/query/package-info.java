/** Questions over HTTP: where an image stands, what a customer has open, how deep the lanes are. */
@NullMarked
package dev.darkroom.topology.query;

import org.jspecify.annotations.NullMarked;
