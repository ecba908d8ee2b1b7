package uk.propercourse.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofsTests {

    private static final HexFormat HEX = HexFormat.of();
    private static final List<String> INPUTS =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private final Hashing hashing = new Hashing();

    /** Inputs and roots of the reference implementation of RFC 6962 (certificate-transparency, merkle tests). */
    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    })
    void growsTheTreesOfTheReferenceImplementation(int leaves, String root) {
        GrowingTree tree = new GrowingTree();
        INPUTS.subList(0, leaves).forEach(input -> tree.append(hashing.leaf(HEX.parseHex(input))));
        assertThat(HEX.formatHex(tree.root())).isEqualTo(root);
        assertThat(new GrowingTree(tree.size(), tree.edge()).root()).isEqualTo(tree.root());
    }

    /** A tree kept as an append keeps it: runs of hashes a level, cut anywhere. */
    private static final class Stored {
        private final GrowingTree tree = new GrowingTree();
        private final List<byte[]> roots = new ArrayList<>(List.of(tree.root()));
        private final List<ByteArrayOutputStream> levels = new ArrayList<>();
        private final List<byte[]> leaves = new ArrayList<>();

        Stored(int size) {
            Hashing hashing = new Hashing();
            for (int i = 0; i < size; i++) {
                byte[] leaf = hashing.leaf(new byte[] {(byte) i, (byte) (i >> 8)});
                leaves.add(leaf);
                tree.append(leaf);
                roots.add(tree.root());
                List<byte[]> completed = tree.takeCompleted();
                for (int level = 0; level < completed.size(); level++) {
                    if (levels.size() <= level) {
                        levels.add(new ByteArrayOutputStream());
                    }
                    levels.get(level).writeBytes(completed.get(level));
                }
            }
        }

        byte[] hashes(int level, long first, int count) {
            byte[] all = levels.get(level).toByteArray();
            assertThat(all.length).as("hashes of level %d", level).isGreaterThanOrEqualTo((int) (first + count) * 32);
            return Arrays.copyOfRange(all, (int) first * 32, (int) (first + count) * 32);
        }
    }

    /** Follows a path as RFC 9162, section 2.1.3.2 has it, which is not how the path was made. */
    private byte[] follow(byte[] leaf, long index, long size, List<byte[]> path) {
        byte[] node = leaf;
        long at = index;
        long last = size - 1;
        for (byte[] sibling : path) {
            if ((at & 1) == 1 || at == last) {
                node = hashing.node(sibling, node);
                while ((at & 1) == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                node = hashing.node(node, sibling);
            }
            at >>= 1;
            last >>= 1;
        }
        assertThat(last).isZero();
        return node;
    }

    @Test
    void provesLeavesInTreesOfManySizes() {
        Stored stored = new Stored(1_100);
        Proofs proofs = new Proofs(stored::hashes);
        for (int size : new int[] {1, 2, 3, 7, 255, 256, 257, 511, 512, 513, 700, 1_024, 1_100}) {
            for (int leaf = 0; leaf < size; leaf += 1 + leaf / 7) {
                assertThat(follow(stored.leaves.get(leaf), leaf, size, proofs.inclusion(leaf, size)))
                        .as("leaf %d of %d", leaf, size)
                        .isEqualTo(stored.roots.get(size));
            }
        }
    }

    @Test
    void provesThatOneTreeIsTheBeginningOfAnother() {
        Stored stored = new Stored(600);
        Proofs proofs = new Proofs(stored::hashes);
        for (int size : new int[] {2, 3, 256, 257, 513, 600}) {
            for (int old = 1; old < size; old += 1 + old / 5) {
                assertConsistent(stored, old, size, proofs.consistency(old, size));
            }
            assertThat(proofs.consistency(size, size)).isEmpty();
            assertThat(proofs.consistency(0, size)).isEmpty();
        }
    }

    /** RFC 9162, section 2.1.4.2. */
    private void assertConsistent(Stored stored, int old, int size, List<byte[]> proof) {
        List<byte[]> path = new ArrayList<>(proof);
        if (Integer.bitCount(old) == 1) {
            path.add(0, stored.roots.get(old));
        }
        long first = old - 1L;
        long second = size - 1L;
        while ((first & 1) == 1) {
            first >>= 1;
            second >>= 1;
        }
        byte[] oldRoot = path.get(0);
        byte[] newRoot = path.get(0);
        for (byte[] node : path.subList(1, path.size())) {
            if ((first & 1) == 1 || first == second) {
                oldRoot = hashing.node(node, oldRoot);
                newRoot = hashing.node(node, newRoot);
                while ((first & 1) == 0 && first != 0) {
                    first >>= 1;
                    second >>= 1;
                }
            } else {
                newRoot = hashing.node(newRoot, node);
            }
            first >>= 1;
            second >>= 1;
        }
        assertThat(oldRoot).as("old root of %d in %d", old, size).isEqualTo(stored.roots.get(old));
        assertThat(newRoot).as("new root of %d in %d", old, size).isEqualTo(stored.roots.get(size));
    }
}
