package uk.propercourse.web;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import uk.propercourse.kernel.ConflictException;
import uk.propercourse.kernel.InvalidException;
import uk.propercourse.kernel.NotFoundException;
import uk.propercourse.kernel.RefusedException;
import uk.propercourse.kernel.WebOnly;

/** Errors of pages: the error page is rendered with its status, never redirected to. */
@ControllerAdvice(annotations = Controller.class)
@WebOnly
class PageProblems {

    @ExceptionHandler
    @ResponseStatus(HttpStatus.NOT_FOUND)
    ModelAndView notFound(NotFoundException e) {
        return new ModelAndView("error/404");
    }

    /** A part of an address that cannot be one names nothing; what was typed into a form is told back. */
    @ExceptionHandler
    ModelAndView notUnderstood(MethodArgumentTypeMismatchException e) {
        if (!e.getParameter().hasParameterAnnotation(RequestParam.class)) {
            return new ModelAndView("error/404", HttpStatus.NOT_FOUND);
        }
        return new ModelAndView("error/422", HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject("detail", "“" + e.getValue() + "” is not understood as “" + e.getName() + "”.");
    }

    /** What was typed into a filter, or stands in an address, and is no day or number. */
    @ExceptionHandler
    ModelAndView notUnderstood(BindException e) {
        FieldError error = e.getFieldError();
        return new ModelAndView("error/422", HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject(
                        "detail",
                        error == null
                                ? "Something that was typed is not understood."
                                : "“" + error.getRejectedValue() + "” is not understood as “" + error.getField()
                                        + "”.");
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.CONFLICT)
    ModelAndView conflict(ConflictException e) {
        return new ModelAndView("error/409").addObject("detail", e.getMessage());
    }

    /** Two people saved the same thing at the same moment. */
    @ExceptionHandler
    @ResponseStatus(HttpStatus.CONFLICT)
    ModelAndView overtaken(OptimisticLockingFailureException e) {
        return new ModelAndView("error/409");
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.FORBIDDEN)
    ModelAndView refused(RefusedException e) {
        return new ModelAndView("error/403").addObject("detail", e.getMessage());
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.UNPROCESSABLE_CONTENT)
    ModelAndView invalid(InvalidException e) {
        return new ModelAndView("error/422").addObject("detail", e.getMessage());
    }
}
