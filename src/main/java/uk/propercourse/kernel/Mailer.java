package uk.propercourse.kernel;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Sends plain text by the mail server that {@code spring.mail.host} names. No mail carries data of a person. */
@Component
@WebOnly
public class Mailer {

    private final ObjectProvider<JavaMailSender> server;
    private final String from;

    Mailer(
            ObjectProvider<JavaMailSender> server,
            @Value("${propercourse.mail.from:proper-course@localhost}") String from) {
        this.server = server;
        this.from = from;
    }

    /** Whether a mail server is set. */
    public boolean isSet() {
        return server.getIfAvailable() != null;
    }

    /**
     * Hands a message to the mail server.
     *
     * @throws IllegalStateException when no mail server is set
     * @throws org.springframework.mail.MailException when the server does not take it
     */
    public void send(String to, String subject, String text) {
        JavaMailSender sender = server.getIfAvailable();
        if (sender == null) {
            throw new IllegalStateException("No mail server is set: set SPRING_MAIL_HOST to send mail to " + to);
        }
        SimpleMailMessage message = new SimpleMailMessage();
        message.setFrom(from);
        message.setTo(to);
        message.setSubject(subject);
        message.setText(text);
        sender.send(message);
    }
}
