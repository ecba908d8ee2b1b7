package uk.propercourse.review;

import java.util.List;

/**
 * A request with the accesses it asks about, checked against the feeds, and what was answered so far, oldest first, with its
 * files.
 */
public record RequestDetail(
        RequestSummary request, List<AskedAccess> accesses, List<Reply> replies, List<Attachment> attachments) {

    /** Copies the lists. */
    public RequestDetail {
        accesses = List.copyOf(accesses);
        replies = List.copyOf(replies);
        attachments = List.copyOf(attachments);
    }
}
