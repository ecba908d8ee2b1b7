package uk.propercourse.ledger;

/**
 * An entry whose content the ledger itself keeps.
 *
 * @param leaf its index in the tree
 * @param input the bytes that its leaf hash was made of
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record LedgerEntry(long leaf, byte[] input) {}
