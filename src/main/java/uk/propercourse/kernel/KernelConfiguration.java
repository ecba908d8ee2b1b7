package uk.propercourse.kernel;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KernelConfiguration {

    /** The one clock: everything that asks for the time asks this. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
