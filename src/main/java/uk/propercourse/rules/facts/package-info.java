/** The vocabulary: every fact that a rule may read, its type, its meaning, and the SQL that assembles it. */
@NullMarked
@NamedInterface("facts")
package uk.propercourse.rules.facts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
