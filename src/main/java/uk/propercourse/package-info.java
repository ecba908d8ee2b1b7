/** Proper Course: the application class and, below it, one package per module. */
@NullMarked
package uk.propercourse;

import org.jspecify.annotations.NullMarked;
