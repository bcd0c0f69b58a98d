/**
 * A real Kafka broker in this process: one KRaft node, broker and controller, on a loopback port, with the broker
 * settings of {@code msk-config/server.properties} and the topics of {@code msk-config/topics.yaml}.
 */
@NullMarked
package dev.darkroom.localstack.kafka;

import org.jspecify.annotations.NullMarked;
