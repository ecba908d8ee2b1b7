package uk.propercourse.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SignedNoteTests {

    private static final String TEXT = "example.org/log\n5\n4E4fPBt/R43P5x+2MWMVGaO8oSyeryrKYSv85MM0PmQ=\n";

    /** The example of the Go reference package golang.org/x/mod/sumdb/note. */
    private static final String GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String GO_NOTE =
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
                    + "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    @Test
    void verifiesANoteOfTheReferenceImplementation() {
        assertThat(SignedNote.parse(GO_NOTE).isSignedBy(VerifierKey.parse(GO_KEY)))
                .isTrue();
        assertThat(SignedNote.parse(GO_NOTE.replace("answer", "Answer")).isSignedBy(VerifierKey.parse(GO_KEY)))
                .isFalse();
    }

    @Test
    void signsWhatItsVerifierKeyVerifiesAndSurvivesItsFile() {
        for (int i = 0; i < 40; i++) {
            SigningKey key =
                    SigningKey.parse(SigningKey.generate("example.org/log").text());
            SignedNote note = SignedNote.parse(TEXT + "\n" + key.signatureLine(TEXT));
            assertThat(note.isSignedBy(VerifierKey.parse(key.verifier().text())))
                    .isTrue();
            assertThat(note.isSignedBy(SigningKey.generate("example.org/log").verifier()))
                    .isFalse();
        }
    }

    @Test
    void holdsNothingForSignedByAKeyThatIsNoPointOrWithSignaturesThatAreCutShort() {
        SigningKey key = SigningKey.generate("example.org/log");
        byte[] message = TEXT.getBytes(StandardCharsets.UTF_8);
        byte[] signature = key.sign(message);
        byte[] noPoint = new byte[Hashing.SIZE];
        Arrays.fill(noPoint, (byte) 0xFF);
        assertThat(key.verifier().verifies(message, signature)).isTrue();
        assertThat(key.verifier().verifies(message, Arrays.copyOf(signature, signature.length - 1)))
                .isFalse();
        assertThat(key.verifier().verifies(message, Arrays.copyOf(signature, signature.length + 1)))
                .isFalse();
        assertThat(key.verifier().verifies(message, new byte[0])).isFalse();
        assertThat(new VerifierKey("example.org/log", VerifierKey.ED25519, noPoint).verifies(message, signature))
                .isFalse();
    }

    @Test
    void verifiesAWitnessThatSignsTheTimeToo() {
        SigningKey key = SigningKey.generate("witness.example");
        VerifierKey witness = new VerifierKey(
                "witness.example", VerifierKey.COSIGNATURE, key.verifier().point());
        byte[] signature = key.sign(("cosignature/v1\ntime 1772323200\n" + TEXT).getBytes(StandardCharsets.UTF_8));
        byte[] all = ByteBuffer.allocate(4 + 8 + signature.length)
                .put(witness.hash())
                .putLong(1_772_323_200L)
                .put(signature)
                .array();
        String line = "\u2014 witness.example " + Base64.getEncoder().encodeToString(all) + "\n";
        assertThat(SignedNote.parse(TEXT + "\n" + line).isSignedBy(witness)).isTrue();
        assertThat(SignedNote.parse(TEXT.replace("5", "6") + "\n" + line).isSignedBy(witness))
                .isFalse();
    }

    @Test
    void refusesWhatIsNoNoteOrNoKey() {
        assertThatThrownBy(() -> SignedNote.parse("no signatures\n")).hasMessageContaining("blank line");
        assertThatThrownBy(() -> SignedNote.parse(TEXT + "\nwho?\n")).hasMessageContaining("signature line");
        assertThatThrownBy(() -> VerifierKey.parse(GO_KEY.replace("c74f", "c740")))
                .hasMessageContaining("hash");
        assertThatThrownBy(() -> SigningKey.parse("PRIVATE+KEY+x")).hasMessageContaining("not a key file");
    }
}
