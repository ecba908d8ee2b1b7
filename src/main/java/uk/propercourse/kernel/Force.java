package uk.propercourse.kernel;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The force this installation serves: the data controller, and the key that leads every stored row.
 *
 * @param force number of the force, 1 to 32767
 * @param forceName the name shown to people
 */
@ConfigurationProperties("propercourse")
public record Force(
        @DefaultValue("1") short force,
        @DefaultValue("Police force") String forceName) {

    /** The number that leads every key. */
    public short id() {
        return force;
    }
}
