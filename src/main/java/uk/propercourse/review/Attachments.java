package uk.propercourse.review;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.SignedInUser;

/**
 * Files with answers: PDF, PNG and JPEG, told by their first bytes and not by their name, at most {@value Attachment#MOST} of
 * five megabytes each.
 */
@Service
@WebOnly
public class Attachments {

    private static final int LONGEST_NAME = 120;

    /** The person themselves; the supervisor who is asked, and Professional Standards, once it was sent. */
    private static final String READABLE = """
            select a.name, a.media_type, a.content from review.attachment a
            join review.justification_request q on q.request_id = a.request_id
            where q.force_id = :force and q.request_id = :request and a.attachment_id = :id and not q.withheld and (
              (q.staff_id = :viewer and q.route <> 'SUPERVISOR')
              or (a.sent_at is not null and q.supervisor_id = :viewer and q.staff_id <> :viewer)
              or (a.sent_at is not null and :psd and %s))
            """.formatted(Visibility.ofMatters("q"));

    private final JdbcClient jdbc;
    private final Force force;
    private final Clock clock;

    Attachments(JdbcClient jdbc, Force force, Clock clock) {
        this.jdbc = jdbc;
        this.force = force;
        this.clock = clock;
    }

    /** Adds a file to the user's draft; {@link OfficerReplies} has checked that the request is theirs. */
    void add(SignedInUser user, RequestId request, String fileName, byte[] content) {
        demandSmall(content.length);
        String mediaType = mediaType(content)
                .orElseThrow(() -> new AttachmentRefusedException(
                        "The file is no PDF, PNG or JPEG. Save or scan it as one of these."));
        if (list(request, false).size() >= Attachment.MOST) {
            throw new AttachmentRefusedException(
                    "There are " + Attachment.MOST + " files already. Take one out before you add another.");
        }
        jdbc.sql("""
                        insert into review.attachment (attachment_id, request_id, name, media_type, content, sha256, added_by,
                          added_at)
                        values (:id, :request, :name, :type, :content, :sha256, :by, :now)
                        """)
                .param("id", UUID.randomUUID())
                .param("request", request.value())
                .param("name", name(fileName))
                .param("type", mediaType)
                .param("content", content)
                .param("sha256", sha256(content))
                .param("by", user.getUsername())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /**
     * Refuses what is too large, before it is read into memory.
     *
     * @throws AttachmentRefusedException when it has more than {@value Attachment#LARGEST} bytes
     */
    public static void demandSmall(long bytes) {
        if (bytes > Attachment.LARGEST) {
            throw new AttachmentRefusedException("The file is larger than 5 MB. Send a smaller one.");
        }
    }

    private static Optional<String> mediaType(byte[] content) {
        String start = HexFormat.of().formatHex(content, 0, Math.min(8, content.length));
        if (start.startsWith("255044462d")) {
            return Optional.of("application/pdf");
        }
        if (start.equals("89504e470d0a1a0a")) {
            return Optional.of("image/png");
        }
        return start.startsWith("ffd8ff") ? Optional.of("image/jpeg") : Optional.empty();
    }

    /** The last part of a path, without what a header or a file system would take amiss. */
    private static String name(String fileName) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
                .replaceAll("[^\\p{L}\\p{N} ._()-]", "_")
                .strip();
        return name.isEmpty() ? "file" : name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a request, in their order. */
    List<Attachment> list(RequestId request, boolean sentOnly) {
        return jdbc.sql("""
                        select attachment_id, name, media_type, length(content) as size, sha256, added_at, sent_at
                        from review.attachment
                        where request_id = :request and (not :sentOnly or sent_at is not null)
                        order by added_at, attachment_id
                        """)
                .param("request", request.value())
                .param("sentOnly", sentOnly)
                .query((row, n) -> new Attachment(
                        row.getObject("attachment_id", UUID.class),
                        row.getString("name"),
                        row.getString("media_type"),
                        row.getInt("size"),
                        HexFormat.of().formatHex(row.getBytes("sha256")),
                        row.getTimestamp("added_at").toInstant(),
                        row.getTimestamp("sent_at") != null))
                .list();
    }

    /** Takes a file out of a draft. */
    void remove(RequestId request, UUID id) {
        jdbc.sql("""
                        delete from review.attachment
                        where request_id = :request and attachment_id = :id and sent_at is null
                        """).param("request", request.value()).param("id", id).update();
    }

    /** The draft's files go with the answer; their names and hashes, to be sealed with it. */
    List<String> send(RequestId request) {
        jdbc.sql("update review.attachment set sent_at = :now where request_id = :request and sent_at is null")
                .param("now", Timestamp.from(clock.instant()))
                .param("request", request.value())
                .update();
        return list(request, true).stream()
                .map(attachment -> attachment.sha256() + " " + attachment.name())
                .toList();
    }

    /**
     * A file, for whoever may read the request.
     *
     * @throws RequestNotFoundException when there is none, or it is not for the user
     */
    @Transactional(readOnly = true)
    public Attachment.Content get(SignedInUser user, RequestId request, UUID id) {
        return Visibility.bind(jdbc.sql(READABLE), user)
                .param("force", force.id())
                .param("request", request.value())
                .param("id", id)
                .param("psd", user.isProfessionalStandards())
                .query((row, n) -> new Attachment.Content(
                        row.getString("name"), row.getString("media_type"), row.getBytes("content")))
                .optional()
                .orElseThrow(() -> new RequestNotFoundException(request));
    }
}
