package uk.propercourse.investigation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import uk.propercourse.kernel.RecordRef;

/** The drawing is cut; what the table says of a record is not. */
class LinkGraphTests {

    private static final RecordRef FIRST = new RecordRef("PERSON", "P1");

    private static LinkGraph.Looked looked(RecordRef ref) {
        return new LinkGraph.Looked(ref, null, 3, 1, "PARTNER");
    }

    private static LinkGraph.Linked linked(RecordRef ref, int number) {
        return new LinkGraph.Linked(ref, "CR/" + number, "CRIME", number == 0);
    }

    @Test
    void namesEveryCaseOfARecordAlsoWhereTheDrawingHasNoRoom() {
        RecordRef last = new RecordRef("PERSON", "P2");
        List<LinkGraph.Linked> links = IntStream.rangeClosed(0, LinkGraph.MOST)
                .mapToObj(number -> linked(number < LinkGraph.MOST ? FIRST : last, number))
                .toList();
        LinkGraph graph = LinkGraph.of(List.of(looked(FIRST), looked(last)), links);
        assertThat(graph.cases()).hasSize(LinkGraph.MOST);
        assertThat(graph.moreCases()).isEqualTo(1);
        assertThat(graph.records().get(1).caseRefs()).containsExactly("CR/" + LinkGraph.MOST);
        assertThat(graph.lines().stream().filter(LinkGraph.Line::dashed)).hasSize(2);
    }

    @Test
    void saysHowManyRecordsAreLeftOut() {
        List<LinkGraph.Looked> looked = IntStream.range(0, LinkGraph.MOST + 3)
                .mapToObj(number -> looked(new RecordRef("PERSON", "P" + number)))
                .toList();
        LinkGraph graph = LinkGraph.of(looked, List.of());
        assertThat(graph.records()).hasSize(LinkGraph.MOST);
        assertThat(graph.more()).isEqualTo(3);
        assertThat(graph.cases()).isEmpty();
    }

    @Test
    void drawsNobodyWhereNothingWasLookedAt() {
        LinkGraph graph = LinkGraph.of(List.of(), List.of());
        assertThat(graph.records()).isEmpty();
        assertThat(graph.height()).isPositive();
    }
}
