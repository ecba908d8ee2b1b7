package uk.propercourse.security.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** The first administrator, as typed. */
record SetupForm(
        @NotBlank String link,

        @Pattern(regexp = "[a-zA-Z0-9._@-]{3,64}", message = "Use 3 to 64 letters, digits, dots, dashes or @")
        String username,

        @NotBlank(message = "Enter the name to show") @Size(max = 100, message = "Use at most 100 characters")
        String displayName,

        @Size(min = 12, max = 200, message = "Use at least 12 characters")
        String password) {}
