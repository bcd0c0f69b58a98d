/** What the sink costs beside the AWS SDK that it writes with. */
@NullMarked
package dev.darkroom.dynamodb.benchmark;

import org.jspecify.annotations.NullMarked;
