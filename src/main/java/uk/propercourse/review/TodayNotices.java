package uk.propercourse.review;

import java.util.List;
import uk.propercourse.security.SignedInUser;

/** Who has something to say above the dossiers of the day; implemented wherever it is known. */
public interface TodayNotices {

    /** What that user should know today; empty when there is nothing. */
    List<TodayNotice> list(SignedInUser user);
}
