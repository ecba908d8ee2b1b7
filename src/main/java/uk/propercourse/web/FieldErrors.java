package uk.propercourse.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.validation.BindingResult;

/** The first message of each field of a form that could not be taken, in the order of the fields. */
public final class FieldErrors {

    private FieldErrors() {}

    /** By field; empty where the form is good. */
    public static Map<String, String> of(BindingResult errors) {
        Map<String, String> messages = new LinkedHashMap<>();
        errors.getFieldErrors()
                .forEach(error -> messages.putIfAbsent(error.getField(), String.valueOf(error.getDefaultMessage())));
        return messages;
    }
}
