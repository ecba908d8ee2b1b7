/** Calls and pages about the ledger. */
@NullMarked
package uk.propercourse.oversight.web;

import org.jspecify.annotations.NullMarked;
