package dev.darkroom.localstack.template;

import org.yaml.snakeyaml.nodes.Node;

/** The pseudo parameters of the one deployment that is this machine. */
final class PseudoParameters {
    static final String STACK_NAME = "darkroom";
    static final String ACCOUNT_ID = "000000000000";
    static final String REGION = "us-east-1";
    static final String PARTITION = "aws";

    private PseudoParameters() {}

    static String valueOf(Place place, String name, Node reference) {
        return switch (name) {
            case "AWS::StackName" -> STACK_NAME;
            case "AWS::AccountId" -> ACCOUNT_ID;
            case "AWS::Region" -> REGION;
            case "AWS::Partition" -> PARTITION;
            case "AWS::URLSuffix" -> "amazonaws.com";
            default -> throw place.error(reference, name + " has no value on the local stack");
        };
    }
}
