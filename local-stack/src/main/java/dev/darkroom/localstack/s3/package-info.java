/** An S3 server in this process: s3proxy over a directory, with signatures checked, on a loopback port. */
@NullMarked
package dev.darkroom.localstack.s3;

import org.jspecify.annotations.NullMarked;
