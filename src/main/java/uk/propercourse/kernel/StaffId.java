package uk.propercourse.kernel;

/**
 * Identifies a member of staff: an officer, special constable or member of police staff.
 *
 * @param value the force's own number, case-sensitive
 */
public record StaffId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
