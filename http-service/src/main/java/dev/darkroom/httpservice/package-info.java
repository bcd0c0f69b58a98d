/**
 * How an application of Darkroom speaks HTTP: one server set-up, problem documents for every refusal, and who the caller
 * is. Both applications need the same and must not depend on each other; nothing else belongs here.
 */
@NullMarked
package dev.darkroom.httpservice;

import org.jspecify.annotations.NullMarked;
