package uk.propercourse.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import uk.propercourse.kernel.StorageUnavailable;

/** Recognises {@code Authorization: Bearer <token>}; where tokens cannot be looked up, callers are told to come again. */
final class TokenFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(TokenFilter.class);
    private static final String BEARER = "Bearer ";
    private static final String STORAGE_UNAVAILABLE = """
            {"type": "urn:proper-course:problem:%1$s", "title": "Service Unavailable", "status": 503, "code": "%1$s",
             "detail": "%2$s"}
            """.formatted(StorageUnavailable.CODE, StorageUnavailable.DETAIL);

    private final ApiTokens tokens;

    TokenFilter(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader("Authorization");
        if (header != null && header.startsWith(BEARER)) {
            try {
                tokens.find(header.substring(BEARER.length()).strip()).ifPresent(TokenFilter::authenticate);
            } catch (DataAccessException e) {
                log.error("A token could not be looked up", e);
                refuse(response);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static void authenticate(ApiTokens.ApiToken token) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new TokenAuthentication(token));
        SecurityContextHolder.setContext(context);
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, StorageUnavailable.RETRY_SECONDS);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(STORAGE_UNAVAILABLE.getBytes(StandardCharsets.UTF_8));
    }
}
