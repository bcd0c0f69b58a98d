/** Where DynamoDB is, as whom it is asked, and the tables that are there. */
@NullMarked
package dev.darkroom.dynamodb.connection;

import org.jspecify.annotations.NullMarked;
