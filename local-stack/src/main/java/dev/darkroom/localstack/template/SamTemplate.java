package dev.darkroom.localstack.template;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The buckets, tables and functions of a SAM template and of those nested in it, as they are on this machine: stack
 * {@code darkroom}, account {@code 000000000000}, region {@code us-east-1}. Resources of other types are left alone.
 *
 * @param region the region the template's names were resolved for
 */
public record SamTemplate(String region, List<Bucket> buckets, List<Table> tables, List<Function> functions) {
    public SamTemplate {
        buckets = List.copyOf(buckets);
        tables = List.copyOf(tables);
        functions = List.copyOf(functions);
    }

    /**
     * Reads a template.
     *
     * @param parameters values for the template's parameters; those with a default may be absent
     * @throws TemplateException when the template cannot be read or asks for what the local stack does not know
     */
    public static SamTemplate load(Path file, Map<String, String> parameters) {
        return read(OpenTemplate.of(file, parameters));
    }

    private static SamTemplate read(OpenTemplate template) {
        TemplateReader reader = template.reader();
        SamTemplate own = new SamTemplate(
                PseudoParameters.REGION,
                template.ofType(Resources.BUCKET).map(reader::bucket).toList(),
                template.ofType(Resources.TABLE).map(reader::table).toList(),
                template.ofType(Resources.FUNCTION).map(reader::function).toList());
        return template.nested().map(SamTemplate::read).reduce(own, SamTemplate::and);
    }

    private SamTemplate and(SamTemplate other) {
        return new SamTemplate(
                region,
                Stream.concat(buckets.stream(), other.buckets.stream()).toList(),
                Stream.concat(tables.stream(), other.tables.stream()).toList(),
                Stream.concat(functions.stream(), other.functions.stream()).toList());
    }
}
