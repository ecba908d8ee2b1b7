/** Pages of the module. */
@NullMarked
package uk.propercourse.investigation.web;

import org.jspecify.annotations.NullMarked;
