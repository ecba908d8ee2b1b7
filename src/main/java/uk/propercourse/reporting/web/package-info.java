/** Pages of the module. */
@NullMarked
package uk.propercourse.reporting.web;

import org.jspecify.annotations.NullMarked;
