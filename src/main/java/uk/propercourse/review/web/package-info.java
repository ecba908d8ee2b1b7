/** Pages and calls of the module. */
@NullMarked
package uk.propercourse.review.web;

import org.jspecify.annotations.NullMarked;
