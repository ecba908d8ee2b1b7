package uk.propercourse.kernel;

/**
 * Names a record in the force's systems: a person, vehicle, location, phone or case.
 *
 * @param type the contract's record type, such as {@code PERSON}
 * @param id the source's own identifier, case-sensitive
 */
public record RecordRef(String type, String id) {}
