package uk.propercourse.review;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;
import uk.propercourse.kernel.Mailer;
import uk.propercourse.kernel.WebOnly;

/** Mails that say that there is something to see, and nothing else: a mailbox is read by others. */
@Component
@WebOnly
class ItemMails {

    private static final Logger log = LoggerFactory.getLogger(ItemMails.class);

    private final Mailer mailer;
    private final String address;

    ItemMails(Mailer mailer, @Value("${propercourse.address:http://localhost:8080}") String address) {
        this.mailer = mailer;
        this.address = address;
    }

    /** Whether a mail server is set. */
    boolean areSet() {
        return mailer.isSet();
    }

    /** Whether it was sent; one that cannot be is logged and does not keep others back. */
    boolean send(String email, String subject) {
        if (!areSet()) {
            return false;
        }
        try {
            mailer.send(email, subject, subject + ". Sign in to Proper Course to see more: " + address + "\n");
            return true;
        } catch (MailException e) {
            log.warn("A mail could not be sent: {}", e.getMessage());
            return false;
        }
    }
}
