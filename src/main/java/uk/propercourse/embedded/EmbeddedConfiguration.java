package uk.propercourse.embedded;

import java.io.IOException;
import java.nio.file.Path;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Offers the embedded database to the application, Flyway and JPA when no {@code spring.datasource.url} is set. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${spring.datasource.url:}'.isEmpty()")
class EmbeddedConfiguration {

    @Bean
    EmbeddedPostgres embeddedPostgres(Environment environment) throws IOException {
        boolean command = WebApplicationType.NONE
                .name()
                .equalsIgnoreCase(environment.getProperty("spring.main.web-application-type", ""));
        Path home = Path.of(environment.getProperty("propercourse.home", "./data"));
        return EmbeddedPostgres.open(home, command ? EmbeddedPostgres.Use.COMMAND : EmbeddedPostgres.Use.SERVER, true);
    }

    @Bean
    JdbcConnectionDetails applicationConnection(EmbeddedPostgres postgres) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return EmbeddedPostgres.APPLICATION;
            }

            @Override
            public String getPassword() {
                return postgres.applicationPassword();
            }

            @Override
            public String getJdbcUrl() {
                return postgres.jdbcUrl();
            }
        };
    }

    @Bean
    FlywayConnectionDetails migrationConnection(EmbeddedPostgres postgres) {
        return new FlywayConnectionDetails() {
            @Override
            public String getUsername() {
                return EmbeddedPostgres.MIGRATOR;
            }

            @Override
            public String getPassword() {
                return postgres.migratorPassword();
            }

            @Override
            public String getJdbcUrl() {
                return postgres.jdbcUrl();
            }
        };
    }
}
