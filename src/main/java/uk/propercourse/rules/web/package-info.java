/** Pages and calls of the module. */
@NullMarked
package uk.propercourse.rules.web;

import org.jspecify.annotations.NullMarked;
