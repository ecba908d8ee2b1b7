package uk.propercourse.security;

import jakarta.servlet.DispatcherType;
import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import uk.propercourse.kernel.WebOnly;

/** Deny by default. One chain for feeds and readers (tokens, no session), one for people (form sign-in, session). */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableMethodSecurity
@WebOnly
class SecurityConfiguration {

    /** Everything comes from us: no inline script or style, no frame, no foreign host. */
    private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'; manifest-src 'self'";

    private static final String TOKEN_MISSING = """
            {"type": "urn:proper-course:problem:token-missing", "title": "Unauthorized", "status": 401,
             "code": "token-missing", "detail": "Send a valid token as 'Authorization: Bearer <token>'. An administrator \
            makes one with: token create"}
            """;

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http, ApiTokens tokens) throws Exception {
        return http.securityMatcher("/api/**", "/checkpoint", "/tile/**")
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .addFilterBefore(new TokenFilter(tokens), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC)
                        .permitAll()
                        .anyRequest()
                        .hasRole("TOKEN"))
                .exceptionHandling(errors -> errors.authenticationEntryPoint((request, response, e) -> {
                    response.setStatus(HttpStatus.UNAUTHORIZED.value());
                    response.setHeader("WWW-Authenticate", "Bearer");
                    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
                    response.getOutputStream().write(TOKEN_MISSING.getBytes(StandardCharsets.UTF_8));
                }))
                .build();
    }

    /** PostgreSQL keeps no NUL in text: what holds one is refused before anything looks at it. */
    @Bean
    StrictHttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedParameterValues(value -> value.indexOf('\0') < 0);
        return firewall;
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
        String[] psd = {Role.PSD_INVESTIGATOR.name(), Role.PSD_MANAGER.name()};
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers("/assets/**", "/sign-in", "/setup", "/actuator/health/**", "/favicon.ico")
                        .permitAll()
                        .requestMatchers(
                                "/flags/**",
                                "/flags.csv",
                                "/dossiers/**",
                                "/second-opinions",
                                "/nudges",
                                "/incidents/**",
                                "/investigations/**",
                                "/staff/**",
                                "/records/**",
                                "/accesses/**",
                                "/search")
                        .hasAnyRole(psd)
                        .requestMatchers("/requests/**")
                        .hasAnyRole(Role.OFFICER.name(), Role.SUPERVISOR.name(), psd[0], psd[1])
                        .requestMatchers("/declarations/**")
                        .hasAnyRole(Role.OFFICER.name(), Role.SUPERVISOR.name())
                        .requestMatchers("/justifications/**")
                        .hasRole(Role.SUPERVISOR.name())
                        .requestMatchers("/statistics/**", "/sampling/**")
                        .hasAnyRole(Role.DATA_PROTECTION.name(), Role.INSPECTOR.name(), psd[0], psd[1])
                        .requestMatchers("/intake/**", "/ledger/**")
                        .hasAnyRole(Role.FORCE_ADMIN.name(), Role.DATA_PROTECTION.name(), Role.INSPECTOR.name())
                        .requestMatchers("/supervision/**")
                        .hasAnyRole(Role.DATA_PROTECTION.name(), Role.INSPECTOR.name(), Role.PSD_MANAGER.name())
                        .requestMatchers("/reads", "/reads.csv")
                        .hasAnyRole(Role.DATA_PROTECTION.name(), Role.INSPECTOR.name())
                        .requestMatchers("/rules/**")
                        .hasAnyRole(
                                Role.FORCE_ADMIN.name(),
                                Role.DATA_PROTECTION.name(),
                                Role.INSPECTOR.name(),
                                Role.PSD_INVESTIGATOR.name(),
                                Role.PSD_MANAGER.name())
                        .requestMatchers("/", "/calendar.ics")
                        .authenticated()
                        .anyRequest()
                        .denyAll())
                .formLogin(form ->
                        form.loginPage("/sign-in").failureUrl("/sign-in?error").defaultSuccessUrl("/"))
                .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in?signed-out"))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)))
                .build();
    }
}
