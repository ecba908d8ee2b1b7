package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.verapdf.core.EncryptedPdfException;
import org.verapdf.core.ModelParsingException;
import org.verapdf.core.ValidationException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** What an evidence pack must hold, read back from its PDF. */
final class EvidencePackReader {

    private EvidencePackReader() {}

    static void full(byte[] zip, String record, String staff) {
        Map<String, byte[]> files = files(zip);
        assertThat(files).containsOnlyKeys("README.txt", "report.pdf", "bundle.zip");
        String hash = sha256(Objects.requireNonNull(files.get("bundle.zip")));
        String text = text(Objects.requireNonNull(files.get("report.pdf")), hash);
        assertThat(text)
                .contains(record, staff, "Chronology", "looked for in vain", "What speaks for the person", "Continuity")
                .contains("Honesty and integrity breached")
                .contains("version 1")
                .doesNotContain("score", " points", "dismissed after");
        assertThat(new String(
                        files(Objects.requireNonNull(files.get("bundle.zip"))).get("events.csv"),
                        StandardCharsets.UTF_8))
                .contains(record);
    }

    static void redacted(byte[] zip, String record, @Nullable String staff) {
        Map<String, byte[]> files = files(zip);
        assertThat(files).containsOnlyKeys("README.txt", "report.pdf");
        String text = text(Objects.requireNonNull(files.get("report.pdf")), null);
        assertThat(text).contains("Chronology", "[left out]").doesNotContain(record, "Honesty and integrity breached");
        if (staff != null) {
            assertThat(text).doesNotContain(staff, "PSD_INVESTIGATOR").contains("A member of staff");
        }
    }

    /** The text of a report that is tagged, has a language and a title, and the hash on each page. */
    private static String text(byte[] report, @Nullable String hash) {
        try (PDDocument document = Loader.loadPDF(report)) {
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(document.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(document.getDocumentInformation().getTitle()).startsWith("Evidence pack PS/");
            Path copy = Path.of("target", "evidence-pack-" + (hash == null ? "redacted" : "full") + ".pdf");
            Files.write(copy, report);
            demandAccessible(report);
            PDFTextStripper stripper = new PDFTextStripper();
            for (int page = 1; page <= document.getNumberOfPages(); page++) {
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                assertThat(stripper.getText(document))
                        .contains("SHA-256 " + (hash == null ? "" : hash), page + " / " + document.getNumberOfPages());
            }
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** veraPDF finds nothing against PDF/UA-1 (ISO 14289-1). */
    private static void demandAccessible(byte[] report) throws IOException {
        VeraGreenfieldFoundryProvider.initialise();
        try (PDFAParser parser = Foundries.defaultInstance()
                        .createParser(new ByteArrayInputStream(report), PDFAFlavour.PDFUA_1);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false)) {
            ValidationResult result = validator.validate(parser);
            assertThat(result.getTotalAssertions()).isPositive();
            assertThat(result.getTestAssertions())
                    .extracting(assertion -> assertion.getRuleId().getClause() + ": " + assertion.getMessage())
                    .as("what veraPDF finds against PDF/UA-1")
                    .isEmpty();
            assertThat(result.isCompliant()).isTrue();
        } catch (ModelParsingException | EncryptedPdfException | ValidationException e) {
            throw new IOException(e);
        }
    }

    private static Map<String, byte[]> files(byte[] zip) {
        Map<String, byte[]> files = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
