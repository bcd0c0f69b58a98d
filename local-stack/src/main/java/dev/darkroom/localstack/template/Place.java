package dev.darkroom.localstack.template;

import org.yaml.snakeyaml.nodes.Node;

/** A template file; makes errors that say where in it they are. */
record Place(String file) {
    TemplateException error(Node node, String message) {
        return new TemplateException(at(node) + message);
    }

    TemplateException error(Node node, String message, Throwable cause) {
        return new TemplateException(at(node) + message, cause);
    }

    private String at(Node node) {
        return file + ":" + (node.getStartMark().getLine() + 1) + ": ";
    }
}
