package uk.propercourse.ledger;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Appends leaves in the transaction of the facts they seal, and signs the tree that results. One transaction at a time
 * appends: it should do so as the last thing before its end.
 */
@Service
public class Ledger {

    /** The kind of leaf that announces a signing key. */
    static final String KEY = "KEY";

    /** What names the key in such a leaf. */
    static final String VERIFIER_KEY = "verifier_key";

    private final LedgerStore store;
    private final LedgerKeys keys;
    private final LedgerSettings settings;
    private final JsonMapper json;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Ledger(
            LedgerStore store,
            LedgerKeys keys,
            LedgerSettings settings,
            JsonMapper json,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.keys = keys;
        this.settings = settings;
        this.json = json;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A name for an append to come. Content is stored under it and an ordinal (from 0) before its leaf is known. */
    public long nextAppendId() {
        return store.nextAppendId();
    }

    /**
     * Appends the leaves of content that the caller keeps.
     *
     * @param kind of all of them: capital letters
     * @param leafHashes by {@link LeafHasher}, in the order of their ordinals, at least one
     * @return the index of the first leaf in the tree; the others follow
     * @throws LedgerKeyException when there is no key to sign with; nothing is stored then
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public long append(String kind, long appendId, List<byte[]> leafHashes) {
        LedgerStore.State state = store.lock();
        SigningKey key = keys.current(state.verifierKey());
        if (state.tree().size() == 0) {
            announce(state.tree(), Map.of(VERIFIER_KEY, key.verifier().text()), key);
        }
        long first = add(state.tree(), kind, appendId, leafHashes);
        sign(state.tree(), key, null);
        return first;
    }

    /**
     * Appends one leaf and keeps its content.
     *
     * @param content what is recorded, in this order; stored as UTF-8 JSON
     * @return the index of the leaf in the tree
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public long record(String kind, Map<String, Object> content) {
        Entry entry = store(kind, content);
        return append(kind, entry.appendId(), List.of(entry.leafHash()));
    }

    /**
     * Puts a new signing key in the place of the current one and records that in the ledger. The tree is signed by both,
     * or by the new one alone where the old one is lost.
     *
     * @param lost whether the old key is lost; else it must be there
     * @return the new verifier key
     */
    public String rotateKey(boolean lost) {
        SigningKey next = keys.prepareNext();
        transaction.executeWithoutResult(status -> {
            LedgerStore.State state = store.lock();
            SigningKey old = lost ? null : keys.current(state.verifierKey());
            Map<String, Object> content = new LinkedHashMap<>();
            content.put(VERIFIER_KEY, next.verifier().text());
            content.put("replaces", String.valueOf(state.verifierKey()));
            content.put("old_key_lost", lost);
            announce(state.tree(), content, next);
            sign(state.tree(), next, old);
        });
        keys.replace();
        return next.verifier().text();
    }

    private void announce(GrowingTree tree, Map<String, Object> content, SigningKey key) {
        Entry entry = store(KEY, content);
        long leaf = add(tree, KEY, entry.appendId(), List.of(entry.leafHash()));
        store.addKey(leaf, key.verifier().text());
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Entry(long appendId, byte[] leafHash) {}

    private Entry store(String kind, Map<String, Object> content) {
        byte[] bytes = json.writeValueAsBytes(content);
        byte[] nonce = LeafHasher.nonces(1);
        long appendId = store.nextAppendId();
        store.addEntry(appendId, 0, kind, nonce, bytes);
        return new Entry(appendId, new LeafHasher(kind).hash(nonce, bytes));
    }

    private long add(GrowingTree tree, String kind, long appendId, List<byte[]> leafHashes) {
        long first = tree.size();
        leafHashes.forEach(tree::append);
        store.addAppend(appendId, kind, first, leafHashes.size());
        List<byte[]> completed = tree.takeCompleted();
        for (int level = 0; level < completed.size(); level++) {
            byte[] hashes = completed.get(level);
            if (hashes.length > 0) {
                long end = tree.size() >> (8 * level);
                store.addHashes(level, end - hashes.length / Hashing.SIZE, hashes);
            }
        }
        return first;
    }

    private void sign(GrowingTree tree, SigningKey key, @Nullable SigningKey old) {
        byte[] root = tree.root();
        String text = Checkpoint.text(settings.origin(), tree.size(), root);
        List<String> lines = new ArrayList<>(List.of(key.signatureLine(text)));
        if (old != null) {
            lines.add(old.signatureLine(text));
        }
        String note = text + "\n" + String.join("", lines);
        store.addCheckpoint(new Checkpoint(tree.size(), root, note, clock.instant()), tree.edge());
    }
}
