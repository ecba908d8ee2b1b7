/** Pages and calls of the module. */
@NullMarked
package uk.propercourse.intake.web;

import org.jspecify.annotations.NullMarked;
