package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import uk.propercourse.security.ApiTokens;

/** Section 2 of the feed contract over a real port. */
class ApiIT extends IntegrationTest {

    private static final String HEADER = "system_code,event_id,account_id,occurred_at,action,record_type,record_id\n";

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    ApiTokens tokens;

    @Autowired
    JsonMapper json;

    private HttpResponse<String> post(String path, String type, byte[] body, String token, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + "/api/v1" + path);
    }

    private String token(String name, String... scopes) {
        return tokens.create(name, List.of(scopes));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void refusesWithoutAValidTokenAsAProblemDocument() throws Exception {
        for (String token : new String[] {null, "pc_wrong"}) {
            HttpResponse<String> answer = post("/access-events", "text/csv", bytes(HEADER), token);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(json.readTree(answer.body()).get("code").asString()).isEqualTo("token-missing");
        }
    }

    @Test
    void refusesWhatTheTokenDoesNotCover() throws Exception {
        String token = token("reader", "read:flags");
        HttpResponse<String> answer = post("/context/staff", "text/csv", bytes("staff_id\n"), token);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(json.readTree(answer.body()).get("code").asString()).isEqualTo("scope-missing");
        assertThat(get("/verdicts", token).statusCode()).isEqualTo(403);
        assertThat(get("/flags", token).statusCode()).isEqualTo(200);
        assertThat(get("/flags?status=WRONG", token).statusCode()).isEqualTo(422);
        assertThat(get("/flags?from=yesterday", token).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesAnUnknownFeedAndAnUnknownFormat() throws Exception {
        String token = token("all", "context:*", "events:*");
        assertThat(post("/context/horses", "text/csv", bytes("x\n"), token).statusCode())
                .isEqualTo(404);
        HttpResponse<String> answer = post("/access-events", "application/xml", bytes("<x/>"), token);
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void takesEventsAsCsvAndNdjsonGzippedOrNotAndJudgesThem() throws Exception {
        String token = token("rms", "events:RMS", "context:accounts", "read:verdicts");
        assertThat(post(
                                "/context/accounts",
                                "application/x-ndjson",
                                bytes(
                                        "{\"system_code\":\"RMS\",\"account_id\":\"r1\",\"from\":\"2026-01-01T00:00:00Z\",\"staff_id\":\"S1\"}\n"),
                                token)
                        .statusCode())
                .isEqualTo(200);

        JsonNode first = receipt(post("/access-events", "text/csv", bytes(HEADER + row("1") + row("2")), token));
        assertThat(first.get("accepted").asInt()).isEqualTo(2);
        assertThat(first.get("unresolved_accounts").asInt()).isZero();

        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(
                    bytes(
                            "{\"system_code\":\"RMS\",\"event_id\":\"2\",\"account_id\":\"r1\",\"occurred_at\":\"2026-03-01T08:15:00Z\",\"action\":\"VIEW\",\"record_type\":\"PERSON\",\"record_id\":\"P1\"}\n"
                                    + "{\"system_code\":\"RMS\",\"event_id\":\"3\",\"account_id\":\"nobody\",\"occurred_at\":\"2026-03-01T08:15:00Z\",\"action\":\"VIEW\"}\nnot json\n"));
        }
        JsonNode second = receipt(post(
                "/access-events", "application/x-ndjson", packed.toByteArray(), token, "Content-Encoding", "gzip"));
        assertThat(second.get("received").asInt()).isEqualTo(3);
        assertThat(second.get("accepted").asInt()).isEqualTo(1);
        assertThat(second.get("duplicates").asInt()).isEqualTo(1);
        assertThat(second.get("quarantined").asInt()).isEqualTo(1);
        assertThat(second.get("unresolved_accounts").asInt()).isEqualTo(1);

        evaluation.evaluate(Instant.parse("2026-03-10T00:00:00Z"), (done, left) -> {});
        JsonNode verdict = json.readTree(get("/access-events/RMS/1", token).body());
        assertThat(verdict.get("staff_id").asString()).isEqualTo("S1");
        assertThat(verdict.get("explained").asBoolean()).isFalse();
        assertThat(verdict.get("settled").asBoolean()).isTrue();
        assertThat(get("/access-events/RMS/none", token).statusCode()).isEqualTo(404);
        assertThat(get("/verdicts?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z", token)
                        .body()
                        .split("\n"))
                .hasSize(3);
    }

    @Test
    void quarantinesEventsOfSystemsThatTheTokenMayNotSend() throws Exception {
        String token = token("pnc", "events:PNC");
        JsonNode receipt = receipt(post("/access-events", "text/csv", bytes(HEADER + row("9")), token));
        assertThat(receipt.get("quarantined").asInt()).isEqualTo(1);
        assertThat(receipt.get("accepted").asInt()).isZero();
    }

    private JsonNode receipt(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    private static String row(String id) {
        return "RMS," + id + ",r1,2026-03-01T08:15:00Z,VIEW,PERSON,P1\n";
    }

    /** A request of which the body does not come to its end until it is closed. */
    private Socket held(String token) throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.getOutputStream()
                .write(("POST /api/v1/access-events HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                                + "Authorization: Bearer " + token + "\r\nContent-Length: 100000\r\n\r\n" + HEADER)
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    private static final String RUNNING =
            "select count(*) from intake.batch where sender = 'hasty' and status = 'RUNNING'";

    @Test
    void turnsASenderAwayWhoseBodiesAreStillBeingStoredAndNobodyElse() throws Exception {
        String hasty = tokens.create("hasty", List.of("events:*"));
        String other = tokens.create("other", List.of("events:*"));
        byte[] row = (HEADER + "PNC,busy-1,P1,2026-03-01T10:00:00Z,VIEW,,\n").getBytes(StandardCharsets.UTF_8);
        try (Socket first = held(hasty);
                Socket second = held(hasty)) {
            Instant until = Instant.now().plusSeconds(30);
            while (count(RUNNING) < 2 && Instant.now().isBefore(until)) {
                Thread.onSpinWait();
            }
            assertThat(count(RUNNING))
                    .as("bodies on %s and %s being stored", first, second)
                    .isEqualTo(2);
            HttpResponse<String> away = post("/access-events", "text/csv", row, hasty);
            assertThat(away.statusCode()).isEqualTo(429);
            assertThat(away.headers().firstValue("Retry-After")).isPresent();
            assertThat(away.body()).contains("\"code\":\"busy\"");
            assertThat(post("/access-events", "text/csv", row, other).statusCode())
                    .isEqualTo(200);
        }
        HttpResponse<String> again = post("/access-events", "text/csv", row, hasty);
        for (int i = 0; i < 500 && again.statusCode() == 429; i++) {
            again = post("/access-events", "text/csv", row, hasty);
        }
        assertThat(again.statusCode()).isEqualTo(200);
    }
}
