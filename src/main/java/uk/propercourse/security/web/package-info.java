/** Pages of signing in and setting up. */
@NullMarked
package uk.propercourse.security.web;

import org.jspecify.annotations.NullMarked;
