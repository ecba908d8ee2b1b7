package uk.propercourse.embedded;

import java.nio.file.Path;

/** A process that opens the database as a web application does and waits to be killed. */
final class OtherServer {

    private OtherServer() {}

    public static void main(String[] args) throws Exception {
        EmbeddedPostgres.open(Path.of(args[0]), EmbeddedPostgres.Use.SERVER, true);
        Thread.currentThread().join();
    }
}
