/** The rule language: CEL, type-checked against the vocabulary and compiled to SQL. */
@NullMarked
package uk.propercourse.rules.language;

import org.jspecify.annotations.NullMarked;
