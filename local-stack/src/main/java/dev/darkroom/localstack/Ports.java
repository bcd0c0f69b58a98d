package dev.darkroom.localstack;

import dev.darkroom.localstack.machine.LoopbackPort;

/** The loopback ports the stack listens on; 0 stands for any that is free. */
public record Ports(int kafka, int connect, int dynamoDb, int s3, int glue) {
    /** The ports the documentation speaks of. */
    public static Ports usual() {
        return new Ports(9092, 8083, 8000, 9000, 8082);
    }

    /** Free ports, for stacks that run side by side. */
    public static Ports anyFree() {
        return new Ports(0, 0, 0, 0, 0);
    }

    /**
     * Checks every port before anything starts: Kafka ends the process when it finds its own taken.
     *
     * @return these ports with a free one in the place of each 0
     * @throws dev.darkroom.localstack.machine.PortTakenException when one is in use; names the flag to change
     */
    Ports reserve() {
        LoopbackPort.requireFree(kafka, "Kafka", "--kafka-port");
        LoopbackPort.requireFree(connect, "Connect", "--connect-port");
        LoopbackPort.requireFree(dynamoDb, "DynamoDB", "--dynamodb-port");
        LoopbackPort.requireFree(s3, "S3", "--s3-port");
        LoopbackPort.requireFree(glue, "the Glue registry", "--glue-port");
        return new Ports(
                LoopbackPort.orFree(kafka),
                LoopbackPort.orFree(connect),
                LoopbackPort.orFree(dynamoDb),
                LoopbackPort.orFree(s3),
                LoopbackPort.orFree(glue));
    }
}
