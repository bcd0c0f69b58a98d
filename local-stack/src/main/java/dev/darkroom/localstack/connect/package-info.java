/**
 * A real distributed Connect worker in this process, with the properties of {@code connectors/worker}, plugins isolated
 * as on any worker, and the connectors of {@code connectors/config} put in through its REST API.
 */
@NullMarked
package dev.darkroom.localstack.connect;

import org.jspecify.annotations.NullMarked;
