package uk.propercourse.access;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The events that transactions of this process are storing: one that has an event in common with another waits for it, and
 * then finds the event stored. Two copies of an event that come at once, or contradict each other, are so told apart as
 * when they come one after the other.
 */
@Component
class EventsUnderWay {

    private final Set<AccessRow.Id> underWay = new HashSet<>();

    /** Waits until nobody else stores any of these, and reserves them until the transaction ends. */
    void reserve(List<AccessRow> rows) {
        Set<AccessRow.Id> wanted = new HashSet<>(2 * rows.size());
        rows.forEach(row -> wanted.add(row.id()));
        synchronized (underWay) {
            while (wanted.stream().anyMatch(underWay::contains)) {
                await();
            }
            underWay.addAll(wanted);
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                release(wanted);
            }
        });
    }

    private void await() {
        try {
            underWay.wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for another transaction", e);
        }
    }

    private void release(Set<AccessRow.Id> ids) {
        synchronized (underWay) {
            underWay.removeAll(ids);
            underWay.notifyAll();
        }
    }
}
