/** The archive: Parquet files in S3, as Confluent's S3 sink lays them out by hour. */
@NullMarked
package dev.darkroom.analytics.archive;

import org.jspecify.annotations.NullMarked;
