package uk.propercourse.web;

import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import uk.propercourse.kernel.ConflictException;
import uk.propercourse.kernel.InvalidException;
import uk.propercourse.kernel.NotFoundException;
import uk.propercourse.kernel.RefusedException;
import uk.propercourse.kernel.StorageUnavailable;
import uk.propercourse.kernel.WebOnly;

/** Errors of the API as RFC 9457 problem documents with a stable type and code. */
@RestControllerAdvice(annotations = RestController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
@WebOnly
class ApiProblems {

    private static final Logger log = LoggerFactory.getLogger(ApiProblems.class);
    /** Of PostgreSQL: no connection, no room, and a server that starts, stops or mends itself. */
    private static final List<String> AWAY = List.of("08", "53", "57P");

    @ExceptionHandler
    ProblemDetail notFound(NotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, e.code(), e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail conflict(ConflictException e) {
        return problem(HttpStatus.CONFLICT, e.code(), e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail refused(RefusedException e) {
        return problem(HttpStatus.FORBIDDEN, e.code(), e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail invalid(InvalidException e) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, e.code(), e.getMessage());
    }

    /** Spring's own refusals (method, media type, parameter) keep their status. */
    @ExceptionHandler
    ProblemDetail standard(ErrorResponseException e) {
        return e.getBody();
    }

    /** The disk is full, or the database is away: nothing is lost that was acknowledged, and the rest can be sent again. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(DataAccessResourceFailureException e) {
        return unavailable((Exception) e);
    }

    /** The same, where no connection is to be had. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(CannotCreateTransactionException e) {
        return unavailable((Exception) e);
    }

    private static ResponseEntity<ProblemDetail> unavailable(Exception e) {
        log.error("The database takes nothing at the moment", e);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, StorageUnavailable.RETRY_SECONDS)
                .body(problem(HttpStatus.SERVICE_UNAVAILABLE, StorageUnavailable.CODE, StorageUnavailable.DETAIL));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception e) {
        if (e instanceof ErrorResponse response) {
            return ResponseEntity.of(response.getBody()).build();
        }
        if (e instanceof MethodArgumentTypeMismatchException mismatch) {
            return ResponseEntity.of(problem(
                            HttpStatus.BAD_REQUEST,
                            "bad-parameter",
                            "The parameter " + mismatch.getName() + " cannot be '" + mismatch.getValue() + "'."))
                    .build();
        }
        if (isDatabaseAway(e)) {
            return unavailable(e);
        }
        log.error("A call failed", e);
        return ResponseEntity.of(problem(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal",
                        "The call failed and what it had not acknowledged is not stored. Send it again."))
                .build();
    }

    /** A connection that broke in the middle of work comes as an error of that work; PostgreSQL's classes of errors say what it was. */
    private static boolean isDatabaseAway(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && AWAY.stream().anyMatch(sql.getSQLState()::startsWith)) {
                return true;
            }
        }
        return false;
    }

    private static ProblemDetail problem(HttpStatus status, String code, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, String.valueOf(detail));
        problem.setType(URI.create("urn:proper-course:problem:" + code));
        problem.setProperty("code", code);
        return problem;
    }
}
