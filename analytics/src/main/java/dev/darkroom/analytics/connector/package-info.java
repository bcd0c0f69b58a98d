/** AWS's own Athena connector for DynamoDB, called as Athena calls it: metadata, splits, records, spill. */
@NullMarked
package dev.darkroom.analytics.connector;

import org.jspecify.annotations.NullMarked;
