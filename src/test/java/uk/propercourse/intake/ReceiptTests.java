package uk.propercourse.intake;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReceiptTests {

    @Test
    void refusesToLoseARow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Receipt(UUID.randomUUID(), 10, 7, 1, 1, 0, List.of()))
                .withMessageContaining("received 10");
    }
}
