/** What the stack borrows from the machine it runs on: loopback ports and directories for its state. */
@NullMarked
package dev.darkroom.localstack.machine;

import org.jspecify.annotations.NullMarked;
